"""/article: the words with their records, setting them right, what people said (/corrections), copies (/story)."""
