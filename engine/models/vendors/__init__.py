"""Models that vendors run: one small client, and a module for each family."""
