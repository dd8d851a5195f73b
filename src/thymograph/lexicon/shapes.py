"""Names that no table lists, known by their shape: drug stems, gene symbols, disease endings."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from thymograph.lexicon.wordlists import DISEASE_STOP, DRUG_STOP, ENZYME_STOP, SYMBOL_STOP

__all__ = ["Shape", "shapes_in"]


class Shape(NamedTuple):
    """A name found by its shape: raw span, half-open, with type and name."""

    start: int
    end: int
    type: str
    name: str


# Stems of the WHO's list of international nonproprietary names (https://www.who.int/teams/
# health-product-and-policy-standards/inn), at least three letters before each.
_DRUG_STEMS = (
    "mab|tinib|rafenib|metinib|zomib|ciclib|parib|degib|rasib|lisib|sertib|denib|statin|pril|sartan|gliptin|"
    "gliflozin|glitazone|glutide|relin|relix|pressin|actide|natide|vaptan|olol|conazole|nidazole|prazole|bendazole|"
    "piprazole|cillin|mycin|micin|floxacin|cycline|penem|bactam|oxacin|vir|vudine|citabine|platin|taxel|rubicin|"
    "tecan|trexate|poside|limus|mustine|lukast|triptan|setron|dipine|zosin|tidine|terol|tropium|asone|isone|"
    "nisolone|nisolide|oxetine|azepam|azolam|zolam|triptyline|pramine|barbital|peridol|peridone|apine|racetam|"
    "gabalin|sporin|caine|curium|coxib|profen|fenac|dronate|dronic acid|fibrate|grel|grelor|xaban|gatran|parin|thiazide|"
    "semide|afil|entan|ciguat|tinide|nercept|tacept|bercept|kinra|kinumab|clax|imod|imus|gepant|orexant|"
    "fungin|quine|stigmine|dralazine|setrag|fylline|phylline|glinide|poetin|grastim|mulin|thromycin|tadine|"
    "tretin|visomant|trexed|prost|plase|irudin|tilide|toin|trigine|virine|planin|metacin|ribine|zolamide|terone|ifene|serod|curonium|"
    "onide|calcidol|imazole|cetrapib|stat|sporine|leucel|temcel|glumide|cilostat|nacin|dopa|lisib|tegravir|reotide|"
    "betasol|sonide|begron|verine|oxamine|sulfan|pentine|lutamide|estrant|faxine|zodone|spirone|capone|giline|melteon|oxicam|steride|trozole|oxifene|mifene|"
    "gestrel|promazine|cicline|fenacin|fenone|thiouracil|"
    "rizine|astine|cromil|bulin|nafine|vastat|ivaptan|calcet|calcitol|siran|nersen|parvovec"
)
_DISEASE_ENDS = (
    "itis|osis|emia|aemia|pathy|oma|plegia|paresis|algia|uria|penia|rrhea|rrhoea|rrhagia|cytosis|megaly|phagia|"
    "ectasis|ectasia|sclerosis|malacia|dystrophy|asthenia|phobia|mania|philia"
)
_FAMILIES = (
    r"IL-?\d{1,2}[A-Z]?[αβγ]?(?:R[αβγ]?)?|Ig[AEGMD]\d?|(?:CXC|XC|CX3C|CC)[LR]\d{1,2}|CCR\d{1,2}|TNFR?SF\d{1,2}[A-Z]?|IFN-?[αβγλω]\d?|"
    r"CD\d{1,3}[a-zA-Z]{0,2}|TLR-?\d{1,2}|NOD\d|NLRP\d{1,2}|STAT-?\d[ABab]?|SMAD-?\d|JAK-?\d|TYK2|IRAK-?\d|TRAF-?\d|"
    r"IRF-?\d{1,2}|MMP-?\d{1,2}|TIMP-?\d|BCL-?(?:2|6|xL|XL)|Bcl-(?:2|xL)|VEGFR?-?[A-D0-9]?|FGFR?-?\d{0,2}|PDGFR?[αβ]?|"
    r"EGFR|HER-?[234]|ERBB[234]|ErbB[234]|KRAS|NRAS|HRAS|BRAF|RAF1|ALK|ROS1|RET|NTRK[123]|BRCA[12]|TP53|PTEN|RB1|MYC|"
    r"c-?M[Yy][Cc]|IDH[12]|FLT3|NPM1|JUN|c-Jun|c-Fos|AP-1|HIF-?[12]?[αa]?|NRF2|Nrf2|SIRT\d|mTORC?[12]?|AMPK|PPAR-?[αγδ]|"
    r"GLUT-?\d{1,2}|SGLT[12]|5-HT\d?[A-Z]?|GLP-?1R?|GIP|GLP-2|DPP-?4|PCSK9|CYP\d[A-Z]\d{1,2}|UGT\d[A-Z]\d{1,2}|"
    r"OATP\d[A-Z]\d|Gal-?\d|S1P\d?|FOXP3|FoxP3|T-bet|ROR[γα]t?|GATA-?3|p(?:16|21|27|50|53|63|65|38|70S6K)|"
    r"[Cc]aspase-?\d{1,2}|[Gg]asdermin [A-E]|[Gg]ranzyme [A-K]|[Ii]ntegrin [αβ]\w+|SLC\d{1,2}A\d{1,2}|"
    r"LINC\d{5}|MALAT1|HOTAIR|NEAT1|ABC[A-G]\d{1,2}|COX-?[12]|iNOS|eNOS|nNOS|cGAS|STING|RIG-I|MDA5|BDNF|NGF|GDNF|IGF-?[12]R?|IGFBP-?\d|HLA-[A-Z]+\d*"
)
_CYTOKINE = re.compile(r"IL-?\d{1,2}[A-Z]?[αβγ]?$|(?:CXC|XC|CX3C|CC)L\d|IFN|TNFSF")
_RECEPTOR = re.compile(r"TLR|(?:CXC|CC)R\d|TNFRSF|IL-?\d+R|[A-Z]FR$|HER-?\d|EGFR|ERBB|CD\d|NOD\d|GLP-?1R")
_GENE_CONTEXT = (
    r"genes?|proteins?|expression|mutations?|mutants?|mRNA|transcripts?|receptors?|kinases?|knockout|knockdown|"
    r"signall?ing|pathways?|inhibitors?|antagonists?|agonists?|variants?|alleles?|polymorphisms?|promoter|"
    r"phosphorylation|activation|deficien(?:t|cy)|overexpression|amplification|rearrangements?|fusions?|loci|locus"
)
_SYMBOL = r"[A-Z][A-Z0-9]{1,6}[0-9](?:[A-Z][0-9]?)?|[A-Z]{3,6}"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "word": re.compile(r"(?<![\w-])(?:[A-Za-z][a-z]{4,}|[A-Z]{7,})(?![\w])"),
        # The substrate before an enzyme: "carbonic anhydrase", "aldehyde dehydrogenase".
        "substrate": re.compile(
            r"(?:(?<![\w-])(?!within|certain|main|remain|contain|again|skin|determine|examine|combine|provide|include)"
            r"[A-Za-z0-9][\w,'-]*(?:ate|ine|ose|yl|ide|yde|ol|in|one|ene|ic|acid|CoA)\s){1,2}$"
        ),
        # Nothing to look for in a text without a symbol: capitals in a row, or a letter by a digit.
        "any symbol": re.compile(r"[A-Z]{2}|[A-Za-z]-?\d|[a-z][A-Z]|[Ii]ntegrin"),
        "family": re.compile(rf"(?<![\w-])(?:{_FAMILIES})(?![\w]|-\w*\d)"),
        "symbol": re.compile(rf"(?<![\w-])(?P<symbol>{_SYMBOL})(?=[- ](?:{_GENE_CONTEXT})\b)"),
        # Before the symbol: "knockdown of METTL3", "deletion of Tet2".
        "symbol after": re.compile(
            r"(?i:\b(?:knock(?:down|out)|deletion|loss|silencing|overexpression|expression|inhibition|depletion|mutations?|"
            r"variants?|phosphorylation|methylation|transcription|translation|levels)\s(?:of|in)\s)"
            rf"(?P<symbol>{_SYMBOL}|[A-Z][a-z]{{1,4}}\d{{1,3}}[a-z]?)(?![\w-])"
        ),
        # An amino acid, its place and what stands there instead: "V600E".
        "mutation": re.compile(r"(?<![\w-])[ACDEFGHIKLMNPQRSTVWY]\d{2,4}[ACDEFGHIKLMNPQRSTVWY](?![\w])"),
        # Something named by letters and a number that is bound, blocked or switched on.
        "symbol met": re.compile(
            r"\b(?:binds?(?: to)?|interacts? with|inhibit(?:s|ed|ing)|activat(?:es|ed|ing)|phosphorylat(?:es|ed)|degrad(?:es|ed)|"
            r"via|through|encodes|upregulat(?:es|ed)|downregulat(?:es|ed))\s(?P<symbol>[A-Z][A-Z0-9]{1,4}\d{1,2}[A-Z]?)(?![\w-])"
        ),
        # The gene and its carrier: "voretigene neparvovec".
        "gene therapy": re.compile(r"(?<![\w-])[A-Za-z]{4,}gene [a-z]{5,}vec(?![\w])"),
        "microRNA": re.compile(r"(?<![\w-])(?:hsa-|mmu-)?(?:miR|let)-\d+[a-z]?(?:-[35]p)?(?![\w])"),
        "cell line": re.compile(
            r"(?<![\w-])(?P<line>(?!(?:CD|Th|NK|M|T|B|G|S|Day|Stage|Grade|Phase)-?\d)[A-Z][A-Za-z]{0,5}-?\d[\w.-]*)\scells?\b"
        ),
        "blocker": re.compile(
            r"(?<![\w-])(?P<target>(?=\w*[A-Z]\w*[A-Z0-9])[A-Za-z][A-Za-z0-9]{1,9}(?:/\d)?)[- ]"
            r"(?P<noun>inhibitor|antagonist|agonist|blocker|degrader|activator|modulator)s?\b"
        ),
        "antibody": re.compile(r"\b[Aa]nti-[\w/-]{2,15}\s(?:auto)?antibod(?:y|ies)\b"),
        "species": re.compile(
            r"\b[A-Z][a-z]{2,}(?:bacterium|bacter|coccus|bacillus|ella|monas|vibrio|myces|plasma|spora|phyton|virus)\s"
            r"(?!infection|species|strain|colon|vaccine|genom|isolat|replic|disease)[a-z]{5,}\b"
        ),
        "code": re.compile(r"(?<![\w-])(?P<code>[A-Z]{2,4}-?\d{4,7}[A-Za-z]?)(?![\w-])"),
    }


_BLOCKER = re.compile(r"inhibitor|agonist|blocker|degrader|activator|modulator")
_DRUG_ENDS = tuple(_DRUG_STEMS.split("|"))
_DISEASE_TAILS = tuple(_DISEASE_ENDS.split("|"))
_PROCEDURE_TAILS = ("ectomy", "ostomy", "otomy", "plasty", "oscopy", "pexy", "centesis")
_CELL_TAILS = ("cyte", "cytes", "blast", "blasts")
_ENDS = (*_DRUG_ENDS, *_DISEASE_TAILS, *_PROCEDURE_TAILS, *_CELL_TAILS, "nib", "ase", "ases")


def _by_ending(word: str) -> tuple[str, str] | None:
    """Return type and name of a word by its ending, or None."""
    name = word.lower()
    if name.endswith(_DRUG_ENDS) or (name.endswith("nib") and len(name) > 6):
        if len(name) > 6 and name not in DRUG_STOP and not name.endswith(("sterol", "peptide", "globulin")):
            return "drug", name
    elif name.endswith(_DISEASE_TAILS):
        if len(name) > 5 and name not in DISEASE_STOP:
            return "disease", name
    elif name.endswith(("ase", "ases")):
        name = name.removesuffix("s")
        stopped = name.endswith(("phase", "release", "increase", "decrease", "disease"))
        if len(name) > 6 and name not in ENZYME_STOP and not stopped:
            return "protein", name
    elif name.endswith(_PROCEDURE_TAILS):
        return ("procedure", name) if name not in ("dichotomy", "lobotomy") else None
    elif name.endswith(_CELL_TAILS):
        return ("cell", name.removesuffix("s")) if len(name) > 7 else None
    elif name.startswith("cef"):
        return "drug", name
    return None


# The second word of a name: what an antibody carries, how a protein is made.
_SECOND_WORD = re.compile(
    r" (?:deruxtecan|vedotin|ozogamicin|emtansine|tesirine|govitecan|mafodotin|ravtansine|soravtansine|tirumotecan|pegol|alfa|"
    r"autoleucel|ciloleucel|maraleucel|vicleucel|parvovec)\b"
)
_CODE_STOP = ("NCT", "LINC", "ISO", "ICD", "PMC", "PMID", "SARS", "COVID", "EU", "CAS", "DOI", "USD", "AD")


def shapes_in(text: str) -> list[Shape]:
    """Return the names in ``text`` that their shape alone gives away; they may overlap.

    >>> [(shape.name, shape.type) for shape in shapes_in("Zanubrutinib and fictolimab in sialadenitis")]
    [('zanubrutinib', 'drug'), ('fictolimab', 'drug'), ('sialadenitis', 'disease')]
    """
    found: list[Shape] = []
    patterns = _patterns()
    for match in patterns["word"].finditer(text):
        word = match.group()
        if (word.endswith(_ENDS) or word[1:3] == "ef") and (named := _by_ending(word)):
            start, (kind, name) = match.start(), named
            if kind == "protein" and (before := patterns["substrate"].search(text, max(0, start - 50), start)):
                start = before.start()
                name = text[start : match.end()].removesuffix("s")
            end = match.end()
            if kind == "drug" and (second := _SECOND_WORD.match(text, end)):
                end, name = second.end(), name + second.group().lower()
            found.append(Shape(start, end, kind, name))
    for match in patterns["gene therapy"].finditer(text) if "gene " in text else ():
        found.append(Shape(match.start(), match.end(), "drug", match.group().lower()))
    for match in patterns["species"].finditer(text):
        found.append(Shape(match.start(), match.end(), "other", match.group()))
    if not patterns["any symbol"].search(text):
        return found
    for match in patterns["family"].finditer(text):
        symbol = match.group()
        kind = "cytokine" if _CYTOKINE.match(symbol) else "receptor" if _RECEPTOR.match(symbol) else "protein"
        found.append(Shape(match.start(), match.end(), kind, symbol))
    for which in ("symbol", "symbol after", "symbol met"):
        for match in patterns[which].finditer(text):
            symbol = match.group("symbol")
            if symbol not in SYMBOL_STOP:
                found.append(Shape(*match.span("symbol"), "gene", symbol))
    if "mutation" in text or "variant" in text or "resistan" in text or "positive" in text:
        for match in patterns["mutation"].finditer(text):
            found.append(Shape(match.start(), match.end(), "gene", match.group()))
    for match in patterns["microRNA"].finditer(text):
        found.append(Shape(match.start(), match.end(), "gene", match.group()))
    if " cell" in text:
        for match in patterns["cell line"].finditer(text):
            found.append(Shape(match.start(), match.end(), "cell", f"{match.group('line')} cell"))
    for match in patterns["blocker"].finditer(text) if _BLOCKER.search(text) else ():
        if match.group("target") not in SYMBOL_STOP:
            found.append(Shape(match.start(), match.end(), "drug", f"{match.group('target')} {match.group('noun')}"))
    for match in patterns["antibody"].finditer(text) if "nti-" in text else ():
        name = re.sub(r"antibodies$", "antibody", match.group())
        found.append(Shape(match.start(), match.end(), "protein", name[0].lower() + name[1:]))
    for match in patterns["code"].finditer(text):
        if not match.group("code").startswith(_CODE_STOP):
            found.append(Shape(match.start(), match.end("code"), "drug", match.group("code")))
    return found
