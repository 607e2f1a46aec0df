"""SQLAlchemy's `duckdb+gx://`: DuckDB as Great Expectations can read it.

Great Expectations 1.24 gives its connection back before it fetches; giving back rolls back, and
DuckDB's ROLLBACK throws an open result away, so that every SQL metric ends in "list index out
of range" (its issues 10738 and 11579). Here each result is read whole before that can happen.
A failing fetch is raised, never swallowed: an empty result would look like a rule that passed.
"""

import duckdb_engine
from sqlalchemy.dialects import registry
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy


class BufferedContext(duckdb_engine.Dialect.execution_ctx_cls):  # type: ignore[misc]
    """Reads every row of a result as soon as the statement has run."""

    def post_exec(self) -> None:
        """Take the rows out of DuckDB's hands."""
        super().post_exec()
        description = self.cursor.description
        if description:
            self.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(
                self.cursor, description, initial_buffer=self.cursor.fetchall()
            )


class BufferedDialect(duckdb_engine.Dialect):  # type: ignore[misc]
    """duckdb-engine's dialect with buffered results."""

    driver = "gx"
    supports_statement_cache = False
    execution_ctx_cls = BufferedContext


registry.register("duckdb.gx", __name__, "BufferedDialect")
