"""A graph as notebooks want it: iterated, filtered, traced, asked into rows, and shown."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from thymograph.graph.answer import Cell
from thymograph.graph.store import GraphHandle, open_graph
from thymograph.model import Claim, ClaimGraph

if TYPE_CHECKING:
    import networkx
    import pandas

    from thymograph.assembly.audit import Finding
    from thymograph.assembly.conflicts import Conflict
    from thymograph.assembly.roots import Agreement
    from thymograph.assembly.stance_board import BoardRow
    from thymograph.graph.trace import Trace
    from thymograph.views.pictures.picture import Picture

__all__ = ["Graph", "Rows", "Shown", "opened"]

_SHOWN_ROWS = 60


def _cell(value: object) -> str:
    return html.escape("" if value is None else str(value))


@dataclass(frozen=True, slots=True)
class Rows(Sequence[tuple[Cell, ...]]):
    """What a query answers: a sequence of rows, which a notebook shows as a table."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    next_offset: int | None = None
    """Where the next page begins; None where no more follow."""

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, place):  # type: ignore[no-untyped-def]  # as of the tuple that it is
        return self.rows[place]

    def dicts(self) -> Iterator[dict[str, Cell]]:
        """Yield each row by the names of its columns."""
        for row in self.rows:
            yield dict(zip(self.columns, row, strict=True))

    def to_pandas(self) -> pandas.DataFrame:
        """Return the rows as a data frame; needs pandas (``pip install 'thymograph[notebook]'``)."""
        import pandas

        return pandas.DataFrame(list(self.rows), columns=list(self.columns))

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{_cell(column)}</th>" for column in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{_cell(cell)}</td>" for cell in row) + "</tr>" for row in self.rows[:_SHOWN_ROWS]
        )
        more = len(self.rows) - _SHOWN_ROWS
        rest = f"<p>{more} rows more</p>" if more > 0 else ""
        if self.next_offset is not None:
            rest += f"<p>more follow: offset {self.next_offset}</p>"
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"


@dataclass(frozen=True, slots=True)
class Shown(Sequence[str]):
    """Lines of text, which a notebook shows as they are."""

    lines: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.lines)

    def __getitem__(self, place):  # type: ignore[no-untyped-def]  # as of the tuple that it is
        return self.lines[place]

    def __str__(self) -> str:
        return "\n".join(self.lines)

    def _repr_html_(self) -> str:
        return f"<pre>{_cell(self)}</pre>"


class Graph(GraphHandle):
    """An opened graph with what a notebook asks of it; all that :class:`GraphHandle` has is here too."""

    @cached_property
    def assembled(self) -> ClaimGraph:
        """The documents, claims, works, propositions and questions in memory, read when first asked for."""
        from thymograph.assembly import assemble

        return assemble(self.documents(), self.claims(), list(self.works()))

    def find(
        self,
        *,
        about: str | Sequence[str] = (),
        document: str | Sequence[str] = (),
        kind: str | Sequence[str] = (),
        polarity: str | None = None,
        certainty: str | None = None,
        citation_status: str | None = None,
    ) -> tuple[Claim, ...]:
        """Return the claims that fit all that is asked, in reading order.

        ``about`` names a concept (what falls under it fits too), ``document`` is a path or title; several may be
        given. A claim about several concepts involves each.

        Raises:
            SelectionError: something is named that the graph does not have.
        """
        from thymograph.records import reading_order

        return tuple(
            claim
            for claim in sorted(self._part(about, document, kind).claims, key=reading_order)
            if polarity in (None, claim.polarity)
            and certainty in (None, claim.certainty)
            and citation_status in (None, claim.citation_status)
        )

    def _part(self, about: str | Sequence[str], document: str | Sequence[str], kind: str | Sequence[str]) -> ClaimGraph:
        from thymograph.assembly.selection import selected
        from thymograph.lexicon.concepts import load_lexicon

        def many(given: str | Sequence[str]) -> Sequence[str]:
            return (given,) if isinstance(given, str) else given

        if not (about or document or kind):
            return self.assembled
        return selected(self.assembled, load_lexicon(), about=many(about), documents=many(document), kinds=many(kind))

    def ask(self, query: str | Path, parameters: Mapping[str, str] | None = None, **more: str) -> Rows:
        """Return the rows of a named query, an ``.rq`` file or SPARQL text; usual prefixes need not be declared.

        >>> opened().ask("claims-about", about="TLR9").columns[0]
        'document'
        """
        from thymograph.queries.runner import run

        table = run(self, query, {**(parameters or {}), **more})
        return Rows(table.columns, table.rows, getattr(table, "next_offset", None))

    def trace(self, claim: str | Claim) -> Trace:
        """Return where a claim stands and what it rests on; by the claim, the start of its id, or its words."""
        from thymograph.graph.trace import trace_of

        return trace_of(self, claim.id if isinstance(claim, Claim) else claim)

    def traced(self, claim: str | Claim) -> Shown:
        """Return a trace as lines to look at."""
        return Shown(tuple(self.trace(claim).lines()))

    def conflicts(self) -> tuple[Conflict, ...]:
        """Return what does not go together, with type, members and what differs."""
        from thymograph.assembly.conflicts import conflicts_of

        return conflicts_of(self.assembled)

    def agreement(self) -> tuple[Agreement, ...]:
        """Return for each answer to a question who gives it, and on how many independent roots it rests."""
        from thymograph.assembly.roots import agreements

        return agreements(self.assembled)

    def findings(self) -> tuple[Finding, ...]:
        """Return what an audit finds wrong; checks that need the text of a document are left out."""
        from thymograph.assembly.audit import audit

        return audit(self.assembled).findings

    def stances(self) -> tuple[BoardRow, ...]:
        """Return the positions of organisations, against approvals, labels and use."""
        from thymograph.assembly.stance_board import stance_board

        return stance_board(self.assembled)

    def picture(
        self,
        name: str,
        *,
        about: str | Sequence[str] = (),
        document: str | Sequence[str] = (),
        kind: str | Sequence[str] = (),
    ) -> Picture:
        """Return a picture: ``matrix``, ``conflicts``, ``flow``, ``forest`` or ``rates``, of the claims that fit.

        A notebook shows it; ``.save(path)`` writes ``.svg`` or ``.png``.
        """
        from thymograph.views.pictures.catalogue import picture_of

        return picture_of(self._part(about, document, kind), name)

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """Return documents, claims, works and concepts as a networkx graph."""
        from thymograph.exporters.networks import to_networkx

        return to_networkx(self.assembled)

    def table(self, claims: Iterable[Claim]) -> Rows:
        """Return claims as rows: id, kind, what it says, polarity, certainty, citation, document, line."""
        columns = ("claim", "kind", "gist", "polarity", "certainty", "citation", "document", "line")
        return Rows(
            columns,
            tuple(
                (
                    one.id, one.kind, one.gist, one.polarity, one.certainty, one.citation_status, one.path,
                    min((anchor.line for anchor in one.words), default=None),
                )
                for one in claims
            ),
        )  # fmt: skip

    def _repr_html_(self) -> str:
        graph = self.assembled
        rows = tuple(
            (one.title or one.path, one.kind, sum(claim.document == one.sha256 for claim in graph.claims))
            for one in graph.documents
        )
        told = f"{len(graph.claims)} claims, {len(graph.works)} works, {len(graph.questions)} questions"
        return f"<p><b>{_cell(self.name)}</b>: {told}</p>" + Rows(("document", "kind", "claims"), rows)._repr_html_()


def opened(place: str | Path | None = None) -> Graph:
    """Return a graph for asking: a folder that a build wrote, an RDF file or an endpoint; None is the packaged one.

    Raises:
        GraphError: if nothing of the kind is at ``place``.
    """
    from thymograph.resources import data_path

    handle = open_graph(place if place is not None else data_path())
    return Graph(**{field.name: getattr(handle, field.name) for field in fields(handle)})
