"""The tables of a document as clean words, with the block of each cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from thymograph.claims.table_columns import ColumnRoles, column_roles
from thymograph.model import Block, CleanText, Document, Table

__all__ = ["DocumentTable", "tables_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTable:
    """A table, what its columns are for, and the blocks of its cells by row."""

    table: Table
    roles: ColumnRoles
    cells: dict[int, list[tuple[int, Block]]]

    def row_cells(self, row: int | None) -> Sequence[tuple[int, Block]]:
        return self.cells.get(row if row is not None else -1, ())


def tables_of(document: Document, words_of: Callable[[int], CleanText]) -> dict[int, DocumentTable]:
    """Return the tables of ``document`` by number; ``words_of`` gives the clean words of a block by its index.

    Heads that take several lines are joined into one.
    """
    by_table: dict[int, list[tuple[int, Block]]] = {}
    for index, block in enumerate(document.blocks):
        if block.table is not None:
            by_table.setdefault(block.table, []).append((index, block))
    tables = {}
    for number, cells in by_table.items():
        heads: dict[int, str] = {}
        rows: dict[int, dict[int, str]] = {}
        blocks: dict[int, list[tuple[int, Block]]] = {}
        caption = None
        for index, block in cells:
            text = words_of(index).text
            column = block.column or 0
            if block.row == -1:
                heads[column] = f"{heads.get(column, '')} {text}".strip()
            else:
                above = [i for i in block.frames if document.blocks[i].table == number and document.blocks[i].row == -1]
                if above and column:
                    heads[column] = " ".join(words_of(i).text for i in above)
                rows.setdefault(block.row or 0, {})[column] = text
                blocks.setdefault(block.row or 0, []).append((index, block))
            for frame in block.frames:
                if document.blocks[frame].kind == "table_frame" and document.blocks[frame].table is None:
                    caption = words_of(frame).text
        width = 1 + max([*heads, *(column for row in rows.values() for column in row)], default=0)
        table = Table(
            heads=tuple(heads.get(i, "") for i in range(width)) if heads else (),
            rows=tuple(tuple(row.get(i, "") for i in range(width)) for _, row in sorted(rows.items())),
            caption=caption,
        )
        tables[number] = DocumentTable(table=table, roles=column_roles(table), cells=blocks)
    return tables
