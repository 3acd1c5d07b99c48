"""The one bridge between the window and the engine."""
