"""The same pure step over many cores and many machines; the results are the same bytes."""
