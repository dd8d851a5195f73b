"""Every IRI of a vocabulary that the graph uses: our own terms and those of the standards."""

from __future__ import annotations

from thymograph.errors import GraphError

__all__ = [
    "ANSWERS",
    "ATTITUDES",
    "BASE",
    "BIRO",
    "C4O",
    "CERTAINTIES",
    "CITATION_STATUSES",
    "CONCEPT_TYPES",
    "CONFLICT_TYPES",
    "CUE_EFFECTS",
    "DCTERMS",
    "DIRECTNESSES",
    "FABIO",
    "FAMILIES",
    "FOAF",
    "INVOLVES",
    "KINDS",
    "LEDGER_CLASSES",
    "METHODS",
    "NAMESPACES",
    "NEEDS_NO_CITATION",
    "OA",
    "OBO",
    "POLARITIES",
    "PREDICATES",
    "PRISM",
    "PROV",
    "RDF",
    "RDFS",
    "RECORD_WORDS",
    "RETRACTIONS",
    "SCHEMA",
    "SCOPES",
    "SH",
    "SKOS",
    "STANCES",
    "TG",
    "TG_IRI",
    "WORK_TYPES",
    "XSD",
    "Namespace",
    "individual",
]

BASE = "https://w3id.org/thymograph/"
"""Where documents, claims and local concepts live unless another base is given."""
TG_IRI = "https://w3id.org/thymograph/ontology#"
"""Of our own terms: the same whatever the base, so that queries written once ask any graph."""


class Namespace:
    """A closed list of terms under one IRI: ``PROV.Agent``; a name outside the list is an AttributeError."""

    def __init__(self, iri: str, names: str) -> None:
        self.iri = iri
        self._terms = {name: iri + name for name in names.split()}
        # Attributes of their own are found without a call; __getattr__ is left with the unknown names.
        self.__dict__.update(self._terms)

    def __getattr__(self, name: str) -> str:
        raise AttributeError(f"{self.iri}{name} is not declared in thymograph.vocabulary")

    def __contains__(self, iri: str) -> bool:
        return iri.startswith(self.iri) and iri[len(self.iri) :] in self._terms

    @property
    def terms(self) -> tuple[str, ...]:
        """Return the IRIs of all terms, sorted."""
        return tuple(sorted(self._terms.values()))


RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#", "label comment seeAlso")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#", "integer decimal boolean string anyURI")
SKOS = Namespace(
    "http://www.w3.org/2004/02/skos/core#",
    "Concept ConceptScheme prefLabel altLabel hiddenLabel notation definition note scopeNote example"
    " broader narrower related inScheme topConceptOf hasTopConcept exactMatch closeMatch broadMatch"
    " narrowMatch relatedMatch",
)
PROV = Namespace(
    "http://www.w3.org/ns/prov#",
    "Activity Agent Entity wasAssociatedWith wasAttributedTo wasDerivedFrom wasGeneratedBy wasInfluencedBy"
    " wasInvalidatedBy wasQuotedFrom",
)
DCTERMS = Namespace(
    "http://purl.org/dc/terms/", "title date license format creator identifier source publisher description"
)
FOAF = Namespace("http://xmlns.com/foaf/0.1/", "name")
SCHEMA = Namespace("https://schema.org/", "url")
OA = Namespace(
    "http://www.w3.org/ns/oa#",
    "SpecificResource TextPositionSelector DataPositionSelector TextQuoteSelector hasSource hasSelector"
    " start end exact",
)
C4O = Namespace("http://purl.org/spar/c4o/", "InTextReferencePointer hasContent denotes")
BIRO = Namespace("http://purl.org/spar/biro/", "BibliographicReference references")
FABIO = Namespace("http://purl.org/spar/fabio/", "Work hasPubMedId hasPubMedCentralId hasPublicationYear")
PRISM = Namespace("http://prismstandard.org/namespaces/basic/2.0/", "doi")
SH = Namespace(
    "http://www.w3.org/ns/shacl#", "ValidationResult resultSeverity resultMessage focusNode Violation Warning Info"
)
OBO = Namespace("http://purl.obolibrary.org/obo/", "")


def _camel(word: str) -> str:
    head, *rest = word.replace("-", "_").replace(" ", "_").split("_")
    return head + "".join(part[:1].upper() + part[1:] for part in rest)


def _table(words: str, suffix: str = "", prefix: str = "", **special: str) -> dict[str, str]:
    """Return record word → local name; ``suffix`` or ``prefix`` keep words of two lists apart."""
    table = {}
    for word in words.split():
        name = _camel(word)
        if prefix:
            name = prefix + name[:1].upper() + name[1:]
        table[word] = special.get(word, name + suffix)
    return table


KINDS = _table(
    "mechanism trial_result guideline_position safety dosage indication pharmacokinetics comparison"
    " evidence_quality recommendation future_direction definition protocol_step regulatory_status"
    " epidemiology other",
    other="otherKind",
)
NEEDS_NO_CITATION = frozenset({"protocol_step", "future_direction", "other"})
"""Kinds that rest on nothing but themselves: shares of uncited claims leave them out."""
PREDICATES = _table(
    "activates inhibits increases decreases regulates binds part_of produces differentiates_into treats"
    " prevents causes associated_with not_associated_with no_effect_on improves worsens combined_with"
    " compared_with recommended_for not_recommended_for approved_for contraindicated_in excreted_by"
    " has_dose other",
    other="otherRelation",
    has_dose="hasDose",
)
POLARITIES = _table("affirmed negated no_evidence not_included unknown")
CERTAINTIES = _table("asserted hedged speculative")
CUE_EFFECTS = _table("negated no_evidence not_included unknown hedged speculative")
CITATION_STATUSES = _table("stated inferred dangling none")
DIRECTNESSES = _table("own_result review second_hand animal_or_cells", review="fromReview")
STANCES = _table("for conditional_for not_included conditional_against against")
SCOPES = _table("clause sentence item lead cell row", suffix="Scope")
METHODS = _table("number key content title order none", prefix="by", none="unresolved")
CONCEPT_TYPES = _table(
    "drug protein cytokine receptor gene cell pathway process disease organisation outcome study procedure other",
    suffix="Type",
)
ANSWERS = _table(
    "up down changes none for against open not_up not_down not_changes not_for not_against",
    prefix="answer",
)
ATTITUDES = _table("asserts denies leaves_open", suffix="Attitude")
CONFLICT_TYPES = _table("polarity numeric recommendation safety certainty within_document apparent", suffix="Conflict")
FAMILIES = _table(
    "effect benefit association recommendation binds part_of produces differentiates_into combined_with"
    " compared_with excreted_by has_dose other",
    suffix="Family",
)
LEDGER_CLASSES = _table(
    "blank boilerplate unclaimed claim list_lead heading faq_question table_frame metadata"
    " reference_entry citation_marker",
    suffix="Text",
)
WORK_TYPES = _table(
    "primary_trial systematic_review_or_meta_analysis review case_report guideline registry drug_label"
    " database_page press_release vendor_page web_page unknown",
    review="reviewWork",
    unknown="unknownWork",
)
RETRACTIONS = _table("not_checked none_found retracted under_concern corrected reinstated")
"""``Work.retraction`` and nature of a notice; "not_checked" where the record says null."""
INVOLVES = {
    "drug": "involvesAgent",
    "protein": "involvesProtein",
    "cytokine": "involvesCytokine",
    "receptor": "involvesReceptor",
    "gene": "involvesGene",
    "cell": "involvesCell",
    "pathway": "involvesPathway",
    "process": "involvesProcess",
    "disease": "involvesCondition",
    "organisation": "involvesOrganisation",
    "outcome": "involvesOutcome",
    "study": "involvesStudy",
    "procedure": "involvesProcedure",
}
"""Mention type → the sub-property of ``tg:involves``; "other" has none."""

_WORD_TABLES = (
    KINDS,
    PREDICATES,
    POLARITIES,
    CERTAINTIES,
    CITATION_STATUSES,
    DIRECTNESSES,
    STANCES,
    SCOPES,
    METHODS,
    CONCEPT_TYPES,
    ANSWERS,
    ATTITUDES,
    CONFLICT_TYPES,
    FAMILIES,
    LEDGER_CLASSES,
    WORK_TYPES,
    RETRACTIONS,
)
_CLASSES = (
    "Claim Assertion Proposition Question Document Anchor Work CitationLink Measurement Arm Stance Regimen"
    " Cue Curation Candidate Finding LedgerShare Kind Predicate Polarity Certainty CitationStatus Directness StanceValue Scope Method"
    " ConceptType Answer Family LedgerClass WorkType RetractionStatus RetractionNotice"
    " Conflict ConflictMember QualifierDifference ConflictType Attitude Footing Root Position Tally DerivedGraph Stretch ChainLink"
)
_PROPERTIES = (
    # claim
    "kind polarity certainty gist text textKey sectionPath heading line extractor citationStatus"
    " cites mayCite hasMarker hasCitation framedBy broughtIn involves asserts denies leavesOpen makes"
    " hasMeasurement hasRegimen states speaker directness repeats procedure stepNumber afterClaim hasCue"
    " needsCitation lacksCitation correctedField replacedValue hasCandidate mayMean"
    # assertion, proposition, question
    " content predicate printedPredicate subject object condition population system dose with comparedTo"
    " time via answers answer family rule cue start end narrows positiveCounterpart inFamily answerIfDenied"
    # citation
    " resolvedBy confidence marker scope mayDenote number hasReference citedWork"
    # anchor
    " sha256 page"
    # measurement
    " measure value unit ucum printed arm comparator comparatorValue comparatorPrinted comparatorSd baselineValue"
    " sampleSize sd ciLow ciHigh ciLevel pValue pOperator timepoint includes"
    # stance, regimen
    " organisation intervention stance strength firstHand drug per route frequency duration"
    # cue
    " effect"
    # document, work
    " path sizeBytes characters documentKind sellsSubject claimCount ledger ledgerClass key workType"
    " workTypeReason host container nct authors printedType citedByClaims citedByDocuments listedIn"
    " listedByDocuments statedCount inferredCount uncitedCount tally identifiedBy"
    # retractions
    " retractionStatus hasNotice mayHaveNotice noticeNature noticeReason"
    # concept
    " conceptType ungrounded within foldedName foldedWord initials hasPart"
    # derived
    " contested contestedOverall assertingDocuments denyingDocuments openDocuments answerGiven workCount"
    " order leadsTo chainLink fromConcept toConcept citedType refines row wording holds workWording firstCited"
    # conflict, footing, position
    " conflictType direct onQuestion explanation hasMember memberClaim attitude says sideRootCount differsIn qualifierName"
    " differingValue ofProposition saidBy documentCount voiceCount citationCount rootCount leastRootCount"
    " inferredRootCount danglingCount hasRoot mayHaveRoot seller rootKind rootWork weakness againstPractice"
    " besideApproval besideLabel besideUse besideContraindication restsOn mayRestOn opposedBy"
    # audit
    " remedy"
)
TG = Namespace(
    TG_IRI,
    " ".join(
        [
            _CLASSES,
            _PROPERTIES,
            *INVOLVES.values(),
            *(name for table in _WORD_TABLES for name in table.values()),
        ]
    ),
)

RECORD_WORDS = {TG_IRI + name: word for table in _WORD_TABLES for word, name in table.items()}
"""IRI of an individual → the word of the record that it stands for."""

NAMESPACES: dict[str, str] = {
    "tg": TG_IRI,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "xsd": XSD.iri,
    "skos": SKOS.iri,
    "prov": PROV.iri,
    "dcterms": DCTERMS.iri,
    "foaf": FOAF.iri,
    "schema": SCHEMA.iri,
    "oa": OA.iri,
    "c4o": C4O.iri,
    "biro": BIRO.iri,
    "fabio": FABIO.iri,
    "prism": PRISM.iri,
    "obo": OBO.iri,
    "sh": SH.iri,
}
"""Prefix → IRI for the TriG text and the queries; data prefixes come from ``ontology/prefixes.tsv``."""


def individual(table: dict[str, str], word: str, what: str) -> str:
    """Return the IRI of the individual that stands for a word of the record.

    >>> individual(POLARITIES, "no_evidence", "polarity")
    'https://w3id.org/thymograph/ontology#noEvidence'

    Raises:
        GraphError: the word is not in the list that the ontology declares.
    """
    try:
        return TG_IRI + table[word]
    except KeyError:
        allowed = ", ".join(sorted(table))
        raise GraphError(f"{what} {word!r} is not declared; use one of {allowed}") from None
