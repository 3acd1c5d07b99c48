"""Results in the desktop's own search: a small process that GNOME and KDE start over D-Bus.

A client of the engine as any other; it knows no Qt, so that its first answer is quick. What it may
do is little: ask for hits, and open the window at one. `engine.desktop.permission` says whether it
may at all.
"""
