"""`dragoman export` and `dragoman import`: what is stored in the formats of others, and our own back."""
