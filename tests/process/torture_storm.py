"""A storm of file operations: what people, editors, downloads and scripts do, drawn from a seed.

The same seed does the same things, however the engine fares meanwhile: nothing here looks at it.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.process.torture_ground import Ground, UnsuitableError
from tests.process.torture_moving import MOVING, delete, delete_tree
from tests.process.torture_writing import SNEAKY, WRITING, Operation

MOST_FILES = 450
"""Above this there is more deleting than making: what is tested is change, not size."""
_LOOK_AGAIN = 20
"""Operations after which the storm looks what is there: between them it errs a little."""


class Storm:
    """Operations on the files below some roots."""

    def __init__(
        self,
        roots: list[Path],
        outside: Path,
        seed: int,
        *,
        sneaky: bool = True,
        through_links: bool = True,
    ) -> None:
        """Do nothing yet.

        Args:
            roots: the library's folders.
            outside: a folder in no library, on the same file system: things come from and go there.
            seed: decides everything.
            sneaky: also change content behind an equal size and modification time.
            through_links: also write into files that have several names.
        """
        self.done: Counter[str] = Counter()
        """How often each operation was carried out."""
        self.log: list[str] = []
        """The operations in order, for a failure's diagnosis."""
        self._ground = Ground(roots, outside, seed, through_links=through_links)
        kinds = {**WRITING, **MOVING}
        self._kinds: list[Operation] = [kind for kind in kinds if sneaky or kind not in SNEAKY]
        self._weights = [kinds[kind] for kind in self._kinds]

    def step(self) -> None:
        """Carry out one operation."""
        ground = self._ground
        if ground.number % _LOOK_AGAIN == 0:
            ground.look()
        ground.number += 1
        while True:
            operation = self._choose()
            name = operation.__name__
            try:
                what = operation(ground)
            except UnsuitableError:
                continue
            except OSError as error:  # part of it may have happened
                what = f"({error})"
            self.done[name] += 1
            self.log.append(f"{ground.number} {name} {what}")
            return

    def _choose(self) -> Operation:
        chance = self._ground.chance
        if len(self._ground.files) > MOST_FILES and chance.random() < 0.5:
            return chance.choice((delete, delete, delete, delete_tree))
        return chance.choices(self._kinds, self._weights)[0]

    def finish(self) -> None:
        """End what goes on between operations: downloads are whole."""
        for path, stream in self._ground.growing:
            stream.close()
            self.log.append(f"whole {path}")
        self._ground.growing.clear()
