"""Which library is meant by a name that may be of before."""

from __future__ import annotations


def followed(library: str, former: tuple[str, ...], names: tuple[str, ...]) -> str:
    """Return a library's name of today.

    Args:
        library: its name of before; empty for all libraries.
        former: the names that there were, in their order.
        names: those that there are. A rename leaves their order.

    Returns:
        The new name where it was renamed; empty where it is gone.
    """
    if library in names or library not in former:
        return library
    return names[former.index(library)] if len(names) == len(former) else ""
