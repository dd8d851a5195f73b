"""A folder of documents by the thousand: first build, second build, one document changed, memory, and builds that are killed.

    PYTHONPATH=tests python benchmarks/thousand.py                    2,000 documents; 50 builds of a small folder are killed
    PYTHONPATH=tests python benchmarks/thousand.py --documents 200    fewer
    PYTHONPATH=tests python benchmarks/thousand.py --only kills       one part: builds, memory or kills
    PYTHONPATH=tests python benchmarks/thousand.py --write            also writes its figures into docs/thousand.md

Documents are those of mixed_documents.py. Each build is a process of its own (`thymograph build`); its time is told on
the wall and of the processors, and its memory is the peak of the largest process. The ratios need a machine that has
nothing else to do. Two builds gave the same bytes if `current` leads to the same build, whose name is a hash of all its files.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph
from mixed_documents import ODD, mixed_documents, write_documents

__all__ = ["Build", "main"]

PAGE = Path(__file__).parents[1] / "docs" / "thousand.md"
_BUILD = (sys.executable, "-m", "thymograph", "build")
_SMALL, _ADDED = 24, 8
"""Documents of the folder whose builds are killed, and how many come to it before each."""


@dataclass(frozen=True, slots=True)
class Build:
    """What a build took: seconds on the wall and of the processors, MB of its largest process; and what it told."""

    wall: float
    processor: float
    peak: float
    told: str
    name: str
    """Of the folder that ``current`` leads to: a hash over all files but run.json."""
    reading: float
    """Seconds until all claims were taken."""
    assembling: float


def _current(out: Path) -> str:
    link = out / "current"
    return os.readlink(link) if link.is_symlink() else ""


def _build(documents: Path, out: Path, *, jobs: int = 1) -> Build:
    """Build a graph in a process of its own.

    Raises:
        RuntimeError: it ended with anything but 0 or 1, which says that some files failed.
    """
    began = time.perf_counter()
    with tempfile.TemporaryFile("w+") as told:
        process = subprocess.Popen(
            [*_BUILD, "-j", str(jobs), str(documents), "-o", str(out)], stdout=told, stderr=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - began
        told.seek(0)
        lines = told.read()
    if process.returncode not in (0, 1):
        raise RuntimeError(f"the build ended with {process.returncode}: {lines}")
    peak = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e6 / 1024)
    stages = _run_record(out)["stages"]
    processor = usage.ru_utime + usage.ru_stime
    return Build(wall, processor, peak, lines, _current(out), stages["reading"], stages["assembling"])


def _run_record(out: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((out / "current" / "run.json").read_text("utf-8"))
    return record


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


# ---------------------------------------------------------------- builds


def _demand(met: bool, words: str) -> str:
    return f"{words}: {'met' if met else 'NOT met'}"


def measure_builds(folder: Path, count: int) -> Iterator[str]:
    """Yield the lines of the figures of a first, a second and a changed build of ``count`` documents."""
    documents = folder / "documents"
    write_documents(documents, count)
    size = _megabytes(documents)
    two = _build(documents, folder / "two", jobs=2)
    (folder / "two.json").write_text(
        json.dumps({"claims": _run_record(folder / "two")["claims"], "peak": two.peak}), "utf-8"
    )
    shutil.rmtree(folder / "two")
    one = _build(documents, folder / "one")
    record = _run_record(folder / "one")
    yield (
        f"{count:,} files, {size:.1f} MB, gave {record['claims']:,} claims of {record['documents']:,} documents in "
        f"{_megabytes((folder / 'one' / 'current').resolve()):,.0f} MB of graph; {len(record['failures'])} files failed, as they should."
    )
    yield ""
    yield "| build | seconds | reading | assembling, audit | page, graph, store | seconds of the processors | peak of the largest process |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    again = _build(documents, folder / "one")
    changed = _changeable(count)
    before = (documents / changed).read_bytes()
    alone = folder / "alone" / Path(changed).name
    alone.parent.mkdir()
    alone.write_bytes(before + b"\nColchicine lowered pain by 12% in 40 adults with gout.\n")
    single = _build(alone, folder / "single")
    shutil.copy(alone, documents / changed)
    after = _build(documents, folder / "one", jobs=2)
    for name, build in (
        ("first, `-j 1`", one), ("first, `-j 2`", two), ("second, nothing changed", again), ("one document alone", single),
        ("one document changed, `-j 2`", after),
    ):  # fmt: skip
        rest = build.wall - build.reading - build.assembling
        stages = f"{build.reading:.1f} | {build.assembling:.1f} | {rest:.1f}" if build is not again else "| | "
        yield f"| {name} | {build.wall:.1f} | {stages} | {build.processor:.1f} | {build.peak:,.0f} MB |"
    yield ""
    faster = one.wall / two.wall
    yield f"- `-j 2` is {_demand(faster >= 1.7, f'{faster:.2f} times as fast as `-j 1` (1.7 asked)')}."
    yield f"- Of that, reading and taking claims is {one.reading / two.reading:.2f} times as fast; it is {one.reading / one.wall:.0%} of the first build."
    share = again.wall / one.wall
    yield f"- The second build takes {_demand(share <= 0.05, f'{share:.2%} of the first (5% asked)')}."
    allowed = 2 * single.wall + 1
    words = f"{after.wall:.1f} s, where twice a document alone and a second are {allowed:.1f} s"
    yield f"- One document changed takes {_demand(after.wall <= allowed, words)}; {after.wall / one.wall:.0%} of the first build."
    yield f"- {_demand(one.name == two.name, '`-j 1` and `-j 2` give the same bytes')}."


def _changeable(count: int) -> str:
    """Return the name of a document of middling length in Markdown, that is neither odd nor has a copy."""
    for number in range(count // 2, count):
        near = {ODD.get((number + ahead) % 100) for ahead in (0, 1, 5)}
        if number % 6 == 0 and near == {None}:
            return f"{number // 100:02}/{number:05}.md"
    raise ValueError(f"{count} documents are too few: take 20 or more")


# ---------------------------------------------------------------- memory


def measure_memory(folder: Path, count: int) -> Iterator[str]:
    """Yield the lines of the peaks of memory at a quarter, a half and all of ``count`` documents."""
    yield "| documents | claims | peak of the largest process | a document more |"
    yield "|---:|---:|---:|---:|"
    earlier: tuple[int, float] | None = None
    # The largest first: the others take what it has read, so that only the graph is made anew.
    made: list[tuple[int, int, float]] = []
    if (folder / "two.json").exists():
        whole = json.loads((folder / "two.json").read_text("utf-8"))
        made.append((count, whole["claims"], whole["peak"]))
    for part in (count, count // 2, count // 4)[len(made) :]:
        documents, out = folder / f"documents-{part}", folder / f"memory-{part}"
        write_documents(documents, part)
        caches = (folder / name / ".cache" for name in ("one", f"memory-{count}"))
        if cache := next((kept for kept in caches if kept.is_dir()), None):
            shutil.copytree(cache, out / ".cache", copy_function=os.link)
            (out / ".thymograph").touch()
        build = _build(documents, out, jobs=2)
        made.append((part, _run_record(out)["claims"], build.peak))
        if part != count:
            shutil.rmtree(out)
    for part, claims, peak in reversed(made):
        more = f"{(peak - earlier[1]) / (part - earlier[0]):.2f} MB" if earlier else ""
        yield f"| {part:,} | {claims:,} | {peak:,.0f} MB | {more} |"
        earlier = part, peak


# ---------------------------------------------------------------- kills


def _readable(out: Path) -> bool:
    """Whether the current graph opens and holds as many quads as its text has lines."""
    current = out / "current"
    with (current / "graph.nq").open("rb") as file:
        lines = sum(1 for _ in file)
    store = pyoxigraph.Store.read_only(str(current / "store"))
    return len(store) == lines and bool(_run_record(out)["claims"])


def _killed(documents: Path, out: Path, seconds: float) -> bool:
    """Start a build and kill it and its processes after so long; return whether it was still at work."""
    process = subprocess.Popen(
        [*_BUILD, "-j", "2", str(documents), "-o", str(out)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    working = process.poll() is None
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return working


def measure_kills(folder: Path, kills: int, *, seed: int = 1) -> Iterator[str]:
    """Yield the lines of what came of ``kills`` builds that were killed at random moments."""
    documents, old, whole = folder / "few", folder / "old", folder / "whole"
    files = list(mixed_documents(_SMALL + _ADDED))
    for number, (name, content) in enumerate(files):
        if number == _SMALL:
            first = _build(documents, old)
        path = documents / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    shutil.copytree(old, folder / "timed", symlinks=True)
    undisturbed = _build(documents, folder / "timed", jobs=2)
    new = _build(documents, whole)
    assert undisturbed.name == new.name != first.name
    chance = random.Random(seed)
    working = kept = renewed = readable = finished = 0
    for number in range(kills):
        out = folder / f"killed-{number}"
        shutil.copytree(old, out, symlinks=True)
        working += _killed(documents, out, chance.uniform(0, undisturbed.wall))
        kept += _current(out) == first.name
        renewed += _current(out) == new.name
        readable += _readable(out)
        finished += _build(documents, out, jobs=2).name == new.name
        left = [path.name for path in (out / "builds").iterdir() if path.name.startswith(".")]
        assert not left, left
        shutil.rmtree(out)
    yield (
        f"- {kills} builds of {_SMALL + _ADDED} files ({_ADDED} of them new) were killed at random moments of the "
        f"{undisturbed.wall:.1f} s that one takes, {working} of them at work: the graph was the old one {kept} times and the new one {renewed} "
        f"times, opened {readable} times with all its quads; {_demand(kept + renewed == readable == kills, 'old or new each time')}."
    )
    yield f"- The next build gave the bytes of one that nobody had killed {finished} times; {_demand(finished == kills, 'each time')}."


# ---------------------------------------------------------------- page


def write_between(page: Path, part: str, lines: Sequence[str]) -> None:
    """Put ``lines`` between the marks of ``part`` on a page.

    Raises:
        ValueError: the page has no such marks.
    """
    text = page.read_text("utf-8")
    start, end = f"<!-- {part} -->\n", f"<!-- end of {part} -->"
    if start not in text or end not in text:
        raise ValueError(f"{page}: no marks {start.strip()} and {end}")
    head, _, rest = text.partition(start)
    page.write_text(f"{head}{start}{chr(10).join(lines)}\n{end}{rest.partition(end)[2]}", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print; with ``--write``, also into the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=2000, help="how many files")
    parser.add_argument("--kills", type=int, default=50, help="how many builds are killed")
    parser.add_argument("--only", choices=("builds", "memory", "kills"), help="one part alone")
    parser.add_argument("--write", action="store_true", help="write the figures into docs/thousand.md")
    parser.add_argument(
        "--folder", type=Path, help="where to work; some GB; by default a folder of its own that is removed"
    )
    options = parser.parse_args(arguments)
    with contextlib.ExitStack() as stack:
        folder = options.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        parts: dict[str, Callable[[], Iterator[str]]] = {
            "builds": lambda: measure_builds(folder, options.documents),
            "memory": lambda: measure_memory(folder, options.documents),
            "kills": lambda: measure_kills(folder, options.kills),
        }
        for part, measure in parts.items():
            if options.only in (None, part):
                machine = f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors; load at the start {os.getloadavg()[0]:.1f}"
                lines = [*measure(), "", f"({machine})"]
                print("\n".join(lines), flush=True)
                if options.write:
                    write_between(PAGE, part, lines)


if __name__ == "__main__":
    main()
