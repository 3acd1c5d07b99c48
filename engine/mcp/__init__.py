"""Findling for assistants: a server of the Model Context Protocol over standard input and output.

It reads and never writes: libraries, files and choices stay as they are whatever a model asks for.
"""
