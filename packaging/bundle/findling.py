"""The first lines of the packaged program: a process of its own, or what a person started."""

import sys

from engine.host.frozen import begin, enter

begin()
if not enter(sys.argv[1:]):
    from engine.cli import main

    sys.exit(main())
