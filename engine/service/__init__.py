"""What the engine does for its clients: commands in, events out."""

from engine.service.dispatch import Service

__all__ = ["Service"]
