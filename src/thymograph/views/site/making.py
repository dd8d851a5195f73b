"""How a page is made: the template, what every template knows, and lists that go on over several pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

import thymograph
from thymograph.model import Claim
from thymograph.views.site import words
from thymograph.views.site.addresses import page_of
from thymograph.views.site.folder import File
from thymograph.views.site.links import LONG, SiteLinks
from thymograph.views.site.parts import safe_address, work_links
from thymograph.views.site.record import is_counted

__all__ = ["PageMaker"]

# Chromium does not count a file beside a page as its own; over HTTP ``file:`` allows nothing.
_POLICY = "default-src 'none'; style-src 'self' file:; img-src data:; base-uri 'none'; form-action 'none'"


def _lots(rows: Sequence[Any]) -> list[Sequence[Any]]:
    return [rows[start : start + LONG] for start in range(0, len(rows), LONG)] or [()]


def _runs(rows: Iterable[Any], by: str | int) -> list[tuple[Any, list[Any]]]:
    """Return runs of rows that are alike in one member, in the order given."""

    def member(row: Any) -> Any:
        return getattr(row, by) if isinstance(by, str) else row[by]

    return [(key, list(run)) for key, run in groupby(rows, member)]


class PageMaker:
    """Makes pages of one site from templates."""

    def __init__(self, links: SiteLinks) -> None:
        self._environment = Environment(
            loader=PackageLoader("thymograph.views"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["groupby_order"] = _runs
        self._environment.globals.update({name: getattr(words, name) for name in words.__all__})
        self._environment.globals.update(
            site=links,
            policy=_POLICY,
            version=thymograph.__version__,
            safe_address=safe_address,
            work_links=work_links,
            is_counted=is_counted,
        )

        self._known: dict[str, dict[str, Any]] = {root: self._parts_from(root) for root in ("", "../")}

    def _parts_from(self, root: str) -> dict[str, Any]:
        """Return what pages at one depth share: the parts with their links from there, and claims in lists."""
        kept: dict[tuple[str, bool], Markup] = {}

        def item(claim: Claim, of_document: bool = False) -> Markup:
            # A claim stands in many lists, and always in the same words.
            key = claim.id, of_document
            if key not in kept:
                kept[key] = module.claim_item(claim, of_document)
            return kept[key]

        module: Any = self._environment.get_template("site/parts.html.j2").make_module({"root": root, "item": item})
        return {"root": root, "parts": module, "item": item}

    def page(self, template: str, path: str, *, title: str, current: str = "", **values: Any) -> File:
        """Return path and text of one page."""
        shared = self._known["../" if "/" in path else ""]
        text = self._environment.get_template(f"site/{template}.html.j2").render(
            title=title, current=current, **{"turtle": None, **shared, **values}
        )
        return path, text

    def paged(self, template: str, stem: str, rows: Sequence[Any], *, title: str, **values: Any) -> Iterator[File]:
        """Yield the pages of a list, ``LONG`` rows each, one at least."""
        lots = _lots(rows)
        names = [page_of(stem, number).rsplit("/", 1)[-1] for number in range(1, len(lots) + 1)]
        for number, lot in enumerate(lots, 1):
            told = f"{title}, part {number}" if number > 1 else title
            path = page_of(stem, number)
            yield self.page(
                template, path, title=told, rows=lot, number=number, files=names, total=len(rows), head=title, **values
            )
