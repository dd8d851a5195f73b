"""Web pages, read with every word at its place in the file."""
