"""Articles without a date: when they may have been published, by their words and by dated copies."""
