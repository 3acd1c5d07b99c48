"""The pane with the person's choices."""
