"""Text that is made in a process beside this one, while this one goes on."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from typing import IO

__all__ = ["MadeBeside", "made_beside"]


class MadeBeside:
    """A text in the making; called with a file, it waits until it is made, and writes it there.

    What goes wrong beside is not told: the text is then made here, and what is wrong with it is raised here.
    """

    def __init__(self, make: Callable[[], str]) -> None:
        self._make = make
        # Without a name: nothing is left of a process that dies.
        self._made = tempfile.TemporaryFile()  # noqa: SIM115  # closed by close()
        # Forked, it shares what is to be written about; to hand that over would take longer than to make the text.
        context = multiprocessing.get_context("fork")
        self._process = context.Process(target=self._run, daemon=True)
        self._process.start()

    def _run(self) -> None:
        # The collector would touch, and so copy, all that is shared.
        gc.disable()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        try:
            self._made.write(self._make().encode("utf-8"))
            self._made.flush()
        except Exception:
            # Told by the other process, which makes the text again.
            os._exit(1)

    def __call__(self, file: IO[bytes]) -> None:
        """Write the text to ``file`` as UTF-8."""
        self._process.join()
        if self._process.exitcode == 0:
            self._made.seek(0)
            shutil.copyfileobj(self._made, file, 1 << 20)
        else:
            file.write(self._make().encode("utf-8"))

    def close(self) -> None:
        """End the process, if it is still at work."""
        self._process.kill()
        self._process.join()
        self._made.close()


@contextlib.contextmanager
def made_beside(make: Callable[[], str], *, beside: bool) -> Iterator[str | MadeBeside]:
    """Yield the text of ``make``, or, with ``beside``, what writes it when it is made; where processes cannot fork, the text.

    Nothing else of this process should run in threads when this begins.
    """
    if not beside or not sys.platform.startswith("linux"):
        yield make()
        return
    text = MadeBeside(make)
    try:
        yield text
    finally:
        text.close()
