"""A claims-and-citations knowledge graph of biomedical documents."""

__all__ = ["__version__"]

__version__ = "0.1.0"
