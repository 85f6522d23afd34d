"""`dragoman serve` and `dragoman account`: the site over the store, and who may sign in to it."""
