"""Word documents (DOCX): their text, notes, tables, and the citations that reference managers keep in them."""
