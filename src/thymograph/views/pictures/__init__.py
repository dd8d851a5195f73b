"""Pictures of a graph: rows that can be read as a table, laid out, and written as SVG or PNG."""
