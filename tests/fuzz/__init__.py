"""Fuzz targets: ``python -m tests.fuzz TARGET --minutes 10`` (needs the extra ``fuzz``).

What strangers may hand us is thrown at the code that takes it apart: files, messages, queries,
rule files, settings. A *find* is an exception that the code does not promise, more time or more
memory than the input can explain. Finds and the inputs that reach most code are kept in
``corpus/TARGET``; ``test_corpus.py`` runs all of them again. ``runs.json`` says
what was run, and for how long.
"""
