"""Measured, never asserted: each case beside a bare reference in the same run."""
