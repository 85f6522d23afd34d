"""Records as the ledgers are told them: with their article, by key or lightly."""
