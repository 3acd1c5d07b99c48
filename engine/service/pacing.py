"""How hard indexing works now, as the person wishes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.host.power import PaceMaker
    from engine.protocol.messages import Pace


class Pacing:
    """The pace, as numbers of workers. Thread-safe."""

    def __init__(self, maker: PaceMaker) -> None:
        self._maker = maker

    def now(self) -> Pace:
        """Return the wishes and what follows from them at present."""
        return self._maker.now()

    def wish(self, wishes: Pace) -> None:
        """Follow other wishes from now on."""
        self._maker.wish(wishes)

    @property
    def held(self) -> bool:
        """Whether work that nobody waits for is to rest."""
        return self.now().now == "stop"

    @property
    def idle(self) -> bool:
        """Whether there is time and power that nothing else wants, and the person has it used."""
        pace = self.now()
        return pace.in_advance and pace.now == "full" and self._maker.free

    def workers(self, most: int, *, waited_for: bool) -> int:
        """Return how many of ``most`` workers may work; none where all is to rest.

        What a person waits for goes on gently, whatever the pace.
        """
        pace = self.now().now
        if pace == "full":
            return most
        return 1 if pace == "gentle" or waited_for else 0
