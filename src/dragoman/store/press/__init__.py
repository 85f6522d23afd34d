"""Articles and their readings as they come in, what could not be read, and what is still to do."""
