"""Records as the ledgers are told them: each with its article, found by key or in the files of what is asked and said."""
