"""How results look and where they go: as text, as tables, into a file, with a bar that counts them."""
