"""Ground floor: settings, the folders of a home, DuckDB, runs, the lock."""
