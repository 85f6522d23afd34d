"""`dragoman sources` and `dragoman fetch`: rounds of asking, from a source's answer to a page in the store."""
