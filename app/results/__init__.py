"""The list of hits: rows, model, geometry, delegate, view."""
