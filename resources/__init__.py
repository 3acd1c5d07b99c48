"""Files that ship with the program: bundled weights, samples, icons, styles."""
