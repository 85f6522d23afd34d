"""`dragoman watch`: round after round of collecting, and after each of them the alerts."""
