"""Articles in JATS XML (and the NLM sets before it), read with every word at its place in the file."""
