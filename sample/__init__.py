"""The made-up county. Imports nothing of the warehouse."""
