"""Claims: statements, and everything that a statement says, with the place it says it."""
