"""Ledgers that are kept folded: how far they are, and what was stored before there were keys."""
