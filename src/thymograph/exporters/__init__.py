"""Exporters: one module a format, each with ``export(graph)`` that yields text; ``networks`` gives a graph of networkx."""
