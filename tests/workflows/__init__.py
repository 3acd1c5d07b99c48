"""Workflow files: checked, and their Linux legs run on this machine."""
