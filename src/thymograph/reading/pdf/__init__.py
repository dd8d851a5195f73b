"""PDF files: their text in reading order, page by page, with what fonts and places tell of its roles."""
