"""What goes back to a sender."""
