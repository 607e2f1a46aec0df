"""Files of every kind as sheets of typed cells."""
