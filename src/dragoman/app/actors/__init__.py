"""People whom the articles of a store introduce: found, shown, and accepted or rejected by somebody."""
