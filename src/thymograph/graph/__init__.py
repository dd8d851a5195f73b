"""The graph: claims as RDF, the store that holds it, its shapes, and the trails that lead out of it."""
