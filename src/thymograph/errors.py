"""The errors that thymograph raises; each names the thing, the place and the remedy."""

__all__ = [
    "CurationError",
    "DocumentError",
    "GraphError",
    "GroundingError",
    "LibraryError",
    "PictureError",
    "QueryError",
    "RecordError",
    "SelectionError",
    "ServingError",
    "ThymographError",
    "VerificationError",
]


class ThymographError(Exception):
    """Base of every error that a user can cause and mend; the command line prints it in one line."""


class DocumentError(ThymographError, ValueError):
    """A document that cannot be read: missing, empty, binary, too large, not UTF-8.

    ``reason`` sorts it for reports: "empty", "scanned" (pictures of text), "too large", "language", "unreadable".
    """

    def __init__(self, message: str, *, reason: str = "unreadable") -> None:
        super().__init__(message)
        self.reason = reason


class RecordError(ThymographError, ValueError):
    """A JSON record that does not have the shape of the value it should hold."""


class SelectionError(ThymographError, ValueError):
    """A concept, document, kind, claim or question that a graph does not have."""


class GroundingError(ThymographError, ValueError):
    """A table of terms that cannot be read, or no package to look names up with."""


class LibraryError(ThymographError, ValueError):
    """A library of references or a list of retractions that cannot be read."""


class PictureError(ThymographError, ValueError):
    """A picture that there is not, or that cannot be written in the form asked for."""


class CurationError(ThymographError, ValueError):
    """A curation line that fits no claim, or whose text has changed since it was written."""


class GraphError(ThymographError, ValueError):
    """A graph folder or store that is missing, half written or not ours."""


class QueryError(ThymographError, ValueError):
    """A query that does not exist, does not parse, or lacks a parameter."""


class ServingError(ThymographError, ValueError):
    """An address that cannot be served on: taken, not this machine's, or not allowed."""


class VerificationError(ThymographError, ValueError):
    """An anchor whose bytes are not those that the claim was read from."""
