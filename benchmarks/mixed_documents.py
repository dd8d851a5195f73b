"""Documents of six formats made by rule, with the copies, blanks and broken files that stand between those of people.

    PYTHONPATH=tests python benchmarks/mixed_documents.py 2000 DIR    writes so many into DIR; the same bytes every time

Of a hundred, 88 are articles in Markdown, text, HTML, JATS, Word and PDF, of 1 to 30 kB of text; three are copies of an
earlier one (the same bytes), two say in another format what one before them said, three are in other languages, and the
rest are empty, scanned or broken. The sentences are templates of our own: nothing they say is true.
"""

from __future__ import annotations

import argparse
import io
import random
from collections.abc import Iterator
from pathlib import Path

from corpus import PARTS, Writer

from article_formats import FORMATS, as_docx, as_jats, as_pdf
from same_article import Caption, Heading, Items, Paragraph, Part, Reference, References, Table

__all__ = ["ODD", "article", "mixed_documents", "write_documents"]

_ENDINGS = ("md", "html", "txt", "pdf", "xml", "docx")
# What is odd, by the last two digits of its number. None of them is the first of a hundred.
ODD: dict[int, str] = {
    9: "copy", 19: "other format", 29: "language", 39: "empty", 49: "copy", 54: "scanned", 59: "broken",
    64: "language", 69: "other format", 79: "broken", 89: "language", 99: "copy",
}  # fmt: skip

# Sentences of our own in other languages, to be repeated with other numbers.
_LANGUAGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("de", (
        "Colchicin senkte die Zahl der Gichtanfälle bei {x} Patienten, die zwölf Wochen lang behandelt wurden.",
        "Die Nebenwirkungen waren in beiden Gruppen gleich häufig und meistens leicht, und nur {y} Personen brachen die Einnahme ab.",
        "Ob das Mittel auch bei einer schweren Erkrankung der Nieren hilft, ist nicht bekannt und wird noch untersucht.",
    )),
    ("fr", (
        "La colchicine a réduit le nombre de crises de goutte chez {x} patients suivis pendant douze semaines.",
        "Les effets indésirables étaient aussi fréquents dans les deux groupes, et seules {y} personnes ont arrêté le traitement.",
        "On ne sait pas si le médicament est utile dans une maladie grave des reins, et une étude est en cours.",
    )),
    ("es", (
        "La colchicina redujo el número de ataques de gota en {x} pacientes que fueron tratados durante doce semanas.",
        "Los efectos adversos fueron igual de frecuentes en los dos grupos y solo {y} personas dejaron el tratamiento.",
        "No se sabe si el medicamento ayuda en una enfermedad grave de los riñones, y el estudio sigue en curso.",
    )),
)  # fmt: skip


def _sections(chance: random.Random) -> int:
    """Return how many sections: most articles are short, a few long."""
    return chance.choices((1, 2, 3, 5, 9, 16), weights=(18, 22, 24, 20, 11, 5))[0]


def article(number: int, *, seed: int = 1) -> tuple[Part, ...]:
    """Return the parts of an article of 1 to 30 kB: sections, lists, tables, and numbered works with DOIs."""
    chance = random.Random(f"{seed}/sections/{number}")
    writer = Writer(f"{seed}/mixed/{number}", sections=_sections(chance))
    topic = writer.topic.capitalize()
    parts: list[Part] = [Heading(writer.fill(f"{topic} in {{disease}}: report {number + 1} on {{group}}"), 0)]
    parts += [Heading("Abstract"), Paragraph(writer.paragraph("trial", ""))]
    for index, part in enumerate(writer.parts()):
        parts.append(Heading(PARTS[part]))
        parts += [Paragraph(writer.paragraph(part, " [{}]")) for _ in range(chance.randint(1, 3))]
        if chance.random() < 0.4:
            parts.append(Paragraph("The following was reported:"))
            parts.append(Items(tuple(writer.sentence(part, " [{}]") for _ in range(3)), numbered=chance.random() < 0.3))
        if chance.random() < 0.3:
            rows = tuple((writer.fill("{Harm}"), writer.fill("{x}%"), writer.fill("{y}%")) for _ in range(4))
            parts.append(Table(f"Table {index + 1}. Adverse events", ("Event", topic, "Placebo"), rows))
        if chance.random() < 0.1:
            parts.append(
                Caption(writer.fill(f"Figure {index + 1}. Change of {{outcome}} over {{m}} weeks in {{disease}}"))
            )
    parts.append(References("References", tuple(_work(writer, number, one) for one in range(1, writer.works + 1))))
    return tuple(parts)


def _work(writer: Writer, number: int, index: int) -> Reference:
    chance = writer.chance
    # One in three is a work that other documents cite too.
    shared = chance.random() < 1 / 3
    which = f"shared.{chance.randint(1, 400)}" if shared else f"own.{number}.{index}"
    made = Writer(f"work/{which}", sections=1)
    first, second = made.chance.sample(
        ("Okoro", "Lindgren", "Marchetti", "Sato", "Ferreira", "Novak", "Haddad", "Petrov"), 2
    )
    page = made.chance.randint(1, 900)
    return Reference(
        authors=f"{first} A, {second} B",
        title=made.fill("{Drug} and {outcome} in {disease}"),
        journal=made.chance.choice(("J Tests", "Ann Tests", "Trials Tests", "Tests Today")),
        year=str(made.chance.randint(1996, 2024)),
        pages=f"{made.chance.randint(2, 90)}:{page}-{page + 9}",
        doi=f"10.1000/{which}",
    )  # fmt: skip


def _foreign(number: int, chance: random.Random) -> bytes:
    _, sentences = _LANGUAGES[number // 7 % len(_LANGUAGES)]
    paragraphs = [
        " ".join(one.format(x=chance.randint(20, 900), y=chance.randint(2, 19)) for one in sentences) for _ in range(4)
    ]
    return "\n\n".join(paragraphs).encode("utf-8")


def _scanned() -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    grey = b"P5 64 64 255\n" + bytes((x * y) % 256 for x in range(64) for y in range(64))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    canvas.drawImage(ImageReader(io.BytesIO(grey)), 0, 0, *A4)
    canvas.save()
    return stream.getvalue()


def _broken(number: int, seed: int) -> tuple[str, bytes]:
    """Return a file that was cut, or was never what its name says."""
    parts = article(number, seed=seed)
    kind = number // 20 % 5
    if kind == 0:
        return "pdf", as_pdf(parts)[:900]
    if kind == 1:
        return "docx", as_docx(parts)[:-400]
    if kind == 2:
        return "xml", as_jats(parts).encode("utf-8")[:-300]
    if kind == 3:
        return "txt", b"Colchicine\0 lowers \0\1\2\3 pain.\n" * 20
    return "md", "Colchicine lowers pain by 12 % in Übersee.\n".encode("latin-1") * 20


def _made(number: int, seed: int) -> tuple[str, bytes]:
    """Return the ending and the bytes of a document by its number."""
    chance = random.Random(f"{seed}/odd/{number}")
    odd = ODD.get(number % 100)
    ending = _ENDINGS[number % len(_ENDINGS)]
    if odd == "copy":
        return _made(number - 5, seed)
    if odd == "other format":
        return _ENDINGS[(number + 2) % len(_ENDINGS)], FORMATS[_ENDINGS[(number + 2) % len(_ENDINGS)]](
            article(number - 1, seed=seed)
        )
    if odd == "language":
        return "txt", _foreign(number, chance)
    if odd == "empty":
        return chance.choice(("md", "txt", "pdf", "docx")), b""
    if odd == "scanned":
        return "pdf", _scanned() + f"%{number}\n".encode()
    if odd == "broken":
        return _broken(number, seed)
    return ending, FORMATS[ending](article(number, seed=seed))


def mixed_documents(count: int, *, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """Yield (file name, content) of ``count`` documents; a document depends on its number and ``seed`` alone."""
    for number in range(count):
        ending, content = _made(number, seed)
        yield f"{number // 100:02}/{number:05}.{ending}", content


def write_documents(folder: Path, count: int, *, seed: int = 1) -> None:
    """Write ``count`` documents into ``folder``, a hundred to a folder."""
    for name, content in mixed_documents(count, seed=seed):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def main() -> None:
    """Write documents as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write_documents(options.folder, options.count, seed=options.seed)


if __name__ == "__main__":
    main()
