"""/dyad: two sides, their series and what each wants of the other."""
