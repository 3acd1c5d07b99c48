"""Pictures of every state of the window: ``python -m tests.qt.screenshots FOLDER``."""
