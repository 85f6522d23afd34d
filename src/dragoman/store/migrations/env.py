"""How alembic runs the migrations: in the transaction that it is given."""

from __future__ import annotations

from alembic import context

from dragoman.store.schema.press import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
