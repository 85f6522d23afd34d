"""/feeds: any search and the brief as Atom, RSS and JSON Feed."""
