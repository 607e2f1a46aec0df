"""The roof: the command line and the night."""
