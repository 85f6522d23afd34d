"""/search: articles by their words, records by who, what, where and when."""
