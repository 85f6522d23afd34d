"""/sources, /alerts and /rejected: how the press comes in, and what the rules found in it."""
