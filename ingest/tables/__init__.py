"""From a sheet to the rows of a form, or to what is wrong with it."""
