"""What a language model may ask, for `dragoman mcp`."""
