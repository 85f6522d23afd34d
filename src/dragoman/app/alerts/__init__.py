"""`dragoman alerts`: rules as a user writes them, what they find, and alerts on their way out."""
