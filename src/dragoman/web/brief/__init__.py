"""/ and /brief: the brief of a day or of several."""
