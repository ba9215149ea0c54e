"""The pool: what it holds, and that it is never overspent."""
