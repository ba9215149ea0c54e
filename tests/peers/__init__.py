"""What citizens hang up for each other."""
