"""Which articles copy which, kept as `stories` finds it."""
