"""Findling's window."""
