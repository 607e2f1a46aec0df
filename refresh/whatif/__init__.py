"""What if: both verdicts side by side, and nothing of the warehouse is touched."""
