"""What is found in the store, and whose it is, as people set it right."""
