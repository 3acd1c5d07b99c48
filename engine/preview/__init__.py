"""Documents to look at: text around a passage, pages as pictures. Read in a worker of its own."""
