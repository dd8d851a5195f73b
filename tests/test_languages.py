"""Documents in other languages than English are named and left out, not mangled."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from thymograph.errors import DocumentError
from thymograph.pipeline import extract_files, gather
from thymograph.reading import languages, read_document

TEXTS = {
    "German (de)": "Das Medikament senkt den Blutdruck bei Patienten mit Diabetes und wird einmal am Tag eingenommen. In der Studie "
    "waren die Nebenwirkungen mild, und bei den meisten Kranken ist eine Anpassung der Dosis nicht nötig gewesen. Die Leber "
    "soll vor der Behandlung untersucht werden.",
    "French (fr)": "Le médicament réduit la tension chez les patients atteints de diabète et se prend une fois par jour. Dans l'étude, "
    "les effets indésirables étaient légers, et pour la plupart des malades une adaptation de la dose n'est pas nécessaire avec "
    "ce traitement.",
    "Spanish (es)": "El medicamento reduce la presión de los pacientes con diabetes y se toma una vez al día. En el estudio los efectos "
    "adversos fueron leves, y para la mayoría de los enfermos no es necesario un ajuste de la dosis con este tratamiento.",
    "Polish (pl)": "Lek obniża ciśnienie krwi u pacjentów z cukrzycą i jest przyjmowany raz na dobę. W badaniu działania niepożądane nie "
    "były ciężkie, a u większości chorych zmiana dawki nie jest konieczna. Na początku leczenia oraz po nim należy zbadać "
    "wątrobę, co się opłaca.",
    "Russian (ru)": "Препарат снижает артериальное давление у больных диабетом и принимается один раз в день. В исследовании побочные "
    "действия были лёгкими, и большинству больных не нужно менять дозу. Перед лечением следует проверить работу печени.",
    "Chinese (zh)": "该药物可降低糖尿病患者的血压,每日服用一次。研究中不良反应较轻,大多数患者无需调整剂量。治疗前应检查肝功能。"
    * 5,
}
ENGLISH = (
    "The drug lowers blood pressure in patients with diabetes and is taken once a day. In the study the adverse effects were "
    "mild, and for most patients no change of the dose was needed. The liver should be tested before treatment begins."
)


@pytest.mark.parametrize("name", TEXTS)
def test_a_document_in_another_language_is_named_and_refused_in_one_line(name: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document((TEXTS[name] * 2).encode("utf-8"), path="notes.txt")
    assert str(caught.value).startswith(f"notes.txt: is written in {name}; thymograph reads English")
    assert caught.value.reason == "not English"


def test_english_is_read_and_named() -> None:
    assert read_document((ENGLISH * 2).encode("utf-8"), path="notes.txt").language == "en"


def test_a_word_of_another_language_or_a_title_in_it_does_not_make_an_english_text_foreign() -> None:
    mixed = f"{ENGLISH} Its German name is Das blaue Mittel für die Leber und den Magen. {ENGLISH}"
    assert read_document(mixed.encode("utf-8"), path="notes.txt").language == "en"


@pytest.mark.parametrize(
    "text",
    [
        "Aspirin lowers fever.",
        "\n".join(f"Gene{n}\tIL{n}\t{n}.5 mg\tTP53\tGata{n}" for n in range(100)),
        "Adalimumab\nBevacizumab\nCetuximab\nDenosumab\nEculizumab\nFlorbetapir\nGolimumab\nHydroxyurea\n" * 6,
    ],
)
def test_a_short_text_and_lists_of_names_are_of_no_language_and_are_read(text: str) -> None:
    assert read_document(text.encode("utf-8"), path="notes.txt").language is None


def test_without_the_library_a_language_is_told_to_be_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "py3langid", None)
    languages._classifier.cache_clear()
    try:
        assert languages.language_of(TEXTS["German (de)"] * 2) == "und"
        assert languages.language_of(ENGLISH * 2) == "en"
    finally:
        languages._classifier.cache_clear()


def test_the_rest_of_a_folder_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXTS["French (fr)"] * 2, "utf-8")
    (tmp_path / "b.txt").write_text(ENGLISH, "utf-8")
    first, second = extract_files(gather([tmp_path]))
    assert first.failure is not None
    assert first.failure.reason == "not English"
    assert second.extraction is not None


def test_a_text_of_authors_and_years_is_not_taken_for_latin() -> None:
    assert languages.language_of("(Smith et al., 2019; Jones et al., 2020) " * 40) is None
