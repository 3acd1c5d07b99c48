"""The window that holds the panes."""
