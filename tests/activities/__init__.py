"""Activities that citizens run."""
