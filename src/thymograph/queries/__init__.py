"""Queries: SPARQL files, each with a title and typed parameters, and what runs them."""
