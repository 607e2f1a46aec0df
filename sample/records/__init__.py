"""What stands in a row of each form, before anybody formats it."""
