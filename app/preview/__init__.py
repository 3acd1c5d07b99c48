"""The whole passage of the selected hit, and why it was found."""
