"""The site of a graph: a page for each claim, question, work, concept and document, for any static host."""
