"""The command line: options parsed, one function called, its result printed."""

from thymograph.cli.root import main

__all__ = ["main"]
