"""How alembic runs these migrations: in the transaction that it is given, with a version table of their own."""

from __future__ import annotations

from alembic import context

from dragoman.store.mail.schema import metadata

settings = context.config.attributes
context.configure(connection=settings["connection"], target_metadata=metadata, version_table=settings["version_table"])
context.run_migrations()
