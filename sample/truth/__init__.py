"""Every figure of the made-up county, worked out by loops over its records."""
