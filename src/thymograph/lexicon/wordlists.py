"""Words that look like names by their shape and are not."""

from __future__ import annotations

__all__ = ["DISEASE_STOP", "DRUG_STOP", "ENZYME_STOP", "PHRASE_STOP", "SYMBOL_STOP"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DRUG_STOP = _words(
    """april control elixir reservoir savoir memoir devoir savior triumvir thermostat hemostat cystatin somatostatin
    angiostatin endostatin oncostatin myostatin follistatin famine medicine crystalline baseline quarantine routine
    valentine clementine serpentine cortisone corticosterone immunoglobulin tubulin"""
)
"""Ends as a drug would."""

DISEASE_STOP = _words(
    """diagnosis prognosis apoptosis necrosis mitosis meiosis phagocytosis endocytosis exocytosis pinocytosis
    transcytosis efferocytosis macropinocytosis micropinocytosis pyroptosis ferroptosis necroptosis homeostasis osmosis
    symbiosis hypnosis metamorphosis gnosis empathy sympathy homeopathy allopathy naturopathy osteopathy telepathy
    apathy antipathy aroma diploma stroma soma chroma genoma academia bohemia misdiagnosis overdiagnosis
    radiodiagnosis immunodiagnosis serodiagnosis"""
)
"""Ends as a disease would: processes, methods and plain words."""

ENZYME_STOP = _words(
    """disease increase decrease phase base database release purchase phrase chase lease please ease cease erase crease
    grease vase biphase interphase metaphase prophase anaphase telophase showcase uppercase lowercase case rebase
    knowledgebase bookcase briefcase suitcase staircase decease paraphrase rephrase appease multiphase"""
)
"""Ends as an enzyme would."""

SYMBOL_STOP = _words(
    """DNA RNA MRNA NCT ISRCTN ICD WHO FDA EMA USA COVID SARS HIV HBV HCV CMV EBV HPV RSV AIDS RCT PCR ELISA BMI THE AND
    FOR NOT WITH ALL ADHD IBD IBS COPD MRI PET SPECT ECG EEG CNS GI IV SC IM PO QD BID TID PK PD AE SAE OS PFS ORR CR PR
    SD PBMC APC MHC LPS PBS ATP GTP CAMP NADPH ROS NSCLC SCLC HCC AML CLL CML MDS"""
)
"""Capitals that are no gene symbol."""

PHRASE_STOP = _words(
    """a an the this that these those its their his her our your each every any some all both no not other another such
    same different various several many most more less few multiple numerous certain specific particular
    possible potential major main key primary secondary common rare new novel current recent standard first
    second third high low higher lower overall total average mean median good poor best better worse worst
    similar significant relevant important effective known unknown underlying existing active inactive of in on
    at to for from by with without and or but nor than as is are was were be been has have had do does did may
    might can could should must will would if when where which who whose while during after before between among
    within into over under through via per versus vs also only even very highly chronic acute severe mild
    moderate serious advanced early late stage grade human animal mouse murine patient patients adult adults
    pediatric child children women men elderly treated untreated healthy having concomitant concurrent pre-
    existing preexisting prior previous history develop develops developed causes cause caused treat treats
    treating prevent prevents preventing include includes including involving suspected confirmed progressive
    symptomatic clinical surface cell cellular membrane soluble target targeted precise respective corresponding
    cognate reduced increased decreased elevated impaired improved response one two three four five six seven
    eight nine ten against reduces reducing improve improves slow slows worsen baseline measured reported
    observed annual monthly daily weekly relative absolute long short rapid fast maximum minimum dose dosing
    drug treatment infusion i ii iii iv final varying initial exchange conversion interest return data
    error"""
)
"""Never the first word of a name: articles, prepositions, verbs, words of degree, time, severity and number."""
