"""Files to rows. Nothing in here knows what a teacher is."""
