"""The gates: suites as files, run by Great Expectations."""
