"""From the store to the ledgers: what each is asked, for a day, an actor or two sides."""
