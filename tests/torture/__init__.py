"""What a bad week does to the program, done on purpose: kills, crowds, damage. `make torture` prints the figures."""
