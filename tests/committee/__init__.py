"""The citizens' committee: who votes, that nobody sees a count too early, and that a decision is what was voted."""
