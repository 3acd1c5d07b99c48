"""Findling's engine: reads, indexes and searches a person's files. Never imports Qt."""

__version__ = "0.1.0"
