"""`dragoman init` and `dragoman config`: the settings in dragoman.toml."""
