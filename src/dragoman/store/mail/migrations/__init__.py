"""Migrations: an append-only list, each tested with data in it."""
