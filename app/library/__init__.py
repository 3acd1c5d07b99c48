"""Folders, progress and failures of the libraries."""
