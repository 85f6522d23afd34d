"""Who says, wants, believes or feels what: every attribution of a page, also what is no statement."""
