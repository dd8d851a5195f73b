"""The cells of a table's column of references: which of them are empty, and how many are not."""

from __future__ import annotations

import re
from collections import defaultdict

from thymograph.model import Block, Document, EmptyCell

__all__ = ["reference_cells"]

_HEAD = re.compile(
    r"\W*(?:key |supporting |primary )?(?:references?|refs?\.?|citations?|sources?)(?: (?:no\.?|numbers?|\(.*\)))?\W*",
    re.IGNORECASE,
)


def reference_cells(document: Document) -> tuple[tuple[EmptyCell, ...], int]:
    """Return the empty cells in columns of references, in the order of their rows, and how many have something."""
    rows: defaultdict[int, defaultdict[int, dict[int, Block]]] = defaultdict(lambda: defaultdict(dict))
    for block in document.blocks:
        if block.table is not None and block.row is not None and block.column is not None:
            rows[block.table][block.row][block.column] = block
    empty: list[EmptyCell] = []
    filled = 0
    for table in (rows[key] for key in sorted(rows)):
        for column, head in sorted(table.get(-1, {}).items()):
            name = document.text[head.start : head.end]
            if not _HEAD.fullmatch(name):
                continue
            for row, cells in sorted(table.items()):
                if row < 0:
                    continue
                cell = cells.get(column)
                if cell is not None and any(c.isalnum() for c in document.text[cell.start : cell.end]):
                    filled += 1
                    continue
                label, last = cells[min(cells)], cell or cells[max(cells)]
                empty.append(
                    EmptyCell(
                        column=name.strip(" *_"),
                        start=label.start,
                        label_end=label.end,
                        end=last.end,
                        line=document.line_of(label.start),
                    )
                )
    return tuple(empty), filled
