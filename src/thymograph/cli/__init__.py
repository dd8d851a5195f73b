"""The command line: options parsed, one function called, its result printed."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> None:
    """Run the command line with ``arguments`` (those of the process if None), and exit."""
    try:
        # Here, so that an interrupt while it loads ends like any other.
        from thymograph.cli.root import run

        run(arguments)
    except KeyboardInterrupt:
        sys.stderr.write("thymograph: interrupted; what was there before is still there\n")
        sys.exit(130)
