"""Words that name measures, and those that stand around them."""

from __future__ import annotations

__all__ = ["ABBREVIATION", "HEAD", "IN", "LINK", "MODIFIER_STOP", "OF", "OUTCOME_VERB"]

HEAD = (
    r"rates?|survival|mortality|fatality|responses?|incidences?|prevalences?|levels?|counts?|concentrations?|scores?|weights?|"
    r"half-li(?:fe|ves)|durations?|follow-up|age|time|clearance|bioavailability|AUC(?:inf|last|tau|ss|[0Oo][-–][\w∞]+|0)?|Cmax|C max|Tmax|efficacy|effectiveness|"
    r"reductions?|increases?|decreases?|change|changes|differences?|risks?|ratios?|remissions?|relapses?|recurrences?|"
    r"progression|pressure|volumes?|fraction|glucose|HbA1c|cholesterol|tit(?:er|re)s?|seroconversion|seroprotection|"
    r"absorption|excretion|sensitivit(?:y|ies)|specificit(?:y|ies)|accurac(?:y|ies)|proportions?|percentages?|deaths?|hospitali[sz]ations?|"
    r"infections?|events?|reactions?|toxicit(?:y|ies)|viability|temperature|doses?|dosages?|frequency|expression|production|activity|"
    r"BMI|body mass index|ha?emoglobin|creatinine|eGFR|viral load|IC50|EC50|(?-i:Kd|Ki)|affinity|purity|molecular (?:weight|mass)|"
    r"size|length|yield|adherence|compliance|discontinuations?|withdrawals?|improvements?|benefit|cure|recovery|"
    r"m?(?:PFS|OS|DFS|EFS|TTP|DoR)|ORR|DCR|(?-i:CR|PR)|LVEF|LDL(?:-C)?|HDL(?:-C)?|CRP|ALT|AST|triglycerides|platelets|neutrophils|lymphocytes|"
    r"heart rate|distance|gain|loss|growth|inhibition|suppression|binding|protein binding|coverage|nausea|vomiting|headache|"
    r"diarrh(?:o?ea)|fever|rash|fatigue|bleeding|stroke|costs?|intake|output|exposure|thickness|diameter|period|interval|onset|"
    r"symptoms|pain|quality of life|MADRS|HAM-D|HAMD|PANSS|YMRS|EDSS|ACR20|ACR50|ACR70|PASI(?: 75| 90| 100)?|WOMAC|DAS28|"
    r"odds|constants?|(?:low|high)[- ]density lipoprotein(?: cholesterol)?|elevations?|declines?|rises?|falls?|re-?admissions?|admissions?|end\s?points?|endpoints?|outcomes?|FEV1|FVC|FEV|PEF|GFR|UACR|(?:NT-pro)?BNP|troponin|PSA|TSH|ferritin|albumin|bilirubin|density|densities|relief|control rate|complications?|failures?|success|clearance|seropositivity|positivity|expectancy|stay|speed|dilution|"
    r"NOA?ELs?|LOA?ELs?|MTDs?|ORRs|hypoglyc[a]?emia|neutropenia|an[a]?emia|thrombocytopenia|hypotension|hypertension|diabetes|infarction|pneumonia|"
    r"VAS|NRS|ODI|HAQ(?:-DI)?|SF-36|MMSE|MoCA|ADAS-?[Cc]og|NIHSS|mRS|IPSS|EQ-5D|BPRS|CGI(?:-[SI])?|HDRS|BDI|GAD-7|PHQ-9|ESR|DLQI|EASI(?:-\d+)?|SCORAD(?:-?\d+)?|IGA|BASDAI|CDAI|UPDRS|IIEF|TcPO2|SpO2|PaO2|(?:IC|EC|ED|LD|GI|TD)\d\d|MICs?(?:50|90)?|t½|t1/2|T1/2|Vd|Vss|CL/F|V/F|Cmin|Ctrough|CV|coefficients? of variation|treatment effects?|effect estimates?|point estimates?|[Cc]-statistics?|occurrences?|attainment|positivity rate|eradication|occlusion|patency|urate|uric acid|potassium|sodium|phosphate|calcium|ferritin|h[a]?ematocrit|lactate|urea|BUN|INR|CLcr|CrCl|GFR|exacerbations?|seizures?|fractures?|falls|attacks?|relapse-free survival|"
    r"(?:positive |negative )?predictive values?|[PN]PVs?|likelihood ratios?|(?:AUROC|AUC|ICC)s?|kappa|coefficients?|ind(?:ex|ices)|GM[CT]s?|cut-?offs?(?: values?| points?)?|AUC-ROC|LR[+-]|F1(?: scores?)?|areas? under (?:the )?(?:[\w-]+ ){0,4}?curves?|"
    r"sustained virologic response|SVR(?:12|24)?|transmission|prevention|protection|conversion|regression|shedding"
)
OUTCOME_VERB = (
    r"achieved|had|experienced|reported|developed|reached|died|responded|showed|remained|discontinued|withdrew|relapsed|"
    r"were|was|met|consented|mapped|maintained|improved|required|completed|survived|attained|recovered|progressed|suffered|underwent|"
    r"tolerated|became|lost|gained|did not|do not|does not|tested|stopped|needed|have|has|obtained|failed|fail|respond|relapse|achieve|experience"
)
MODIFIER_STOP = frozenset(
    [
        "cause",
        "causes",
        "caused",
        "causing",
        "the",
        "a",
        "an",
        "and",
        "or",
        "of",
        "in",
        "reaching",
        "reach",
        "was",
        "were",
        "is",
        "are",
        "with",
        "by",
        "for",
        "to",
        "that",
        "which",
        "who",
        "had",
        "has",
        "have",
        "showed",
        "shows",
        "show",
        "shown",
        "reduced",
        "improved",
        "increased",
        "significantly",
        "significant",
        "decreased",
        "lowered",
        "while",
        "whereas",
        "but",
        "from",
        "as",
        "at",
        "on",
        "than",
        "versus",
        "vs",
        "compared",
        "group",
        "groups",
        "arm",
        "led",
        "leads",
        "this",
        "these",
        "those",
        "its",
        "their",
        "produced",
        "achieved",
        "across",
        "place",
        "places",
        "attains",
        "produces",
        "yields",
        "gives",
        "give",
        "provides",
        "attained",
        "reaches",
        "has",
        "causes",
        "caused",
        "means",
        "being",
        "yielded",
        "reached",
        "reported",
        "observed",
        "demonstrated",
        "resulted",
        "resulting",
        "had",
        "giving",
        "gave",
        "found",
        "reducing",
        "reduces",
        "lowers",
        "improves",
        "increases",
        "decreases",
        "raises",
        "combined",
        "improving",
        "increasing",
        "lowering",
        "be",
        "been",
        "being",
        "can",
        "may",
        "could",
        "would",
        "will",
        "not",
        "no",
        "did",
        "does",
        "do",
        "also",
        "both",
        "after",
        "before",
        "during",
        "within",
        "over",
        "between",
        "among",
        "including",
        "included",
        "include",
        "e.g",
        "i.e",
        "respectively",
        "had",
        "saw",
        "experienced",
        "when",
        "where",
        "if",
        "only",
        "about",
        "approximately",
        "nearly",
        "almost",
        "it",
        "they",
        "we",
        "there",
        "whose",
        "using",
        "into",
        "per",
        "up",
        "all",
        "nor",
        "neither",
        "higher",
        "lower",
        "greater",
        "fewer",
        "similar",
        "less",
    ]
)
LINK = (
    r"(?:\s*(?:[()\[\]:=,~≈]|\b(?:was|were|is|are|of|at|to|by|reached|reaching|about|approximately|approx\.|around|only|estimated|reported|observed|as|respectively|"
    r"from|be|being|the|a|an|nearly|almost|roughly|some|up|over|under|more|less|than|least|averaged|averaging|ranged|ranging|between|has|have|had|remained|"
    r"rose|fell|fall|increased|decreased|declined|dropped|improved|reduced|lowered|significantly|in total|total|been|occurred|seen|in|e\.g\.|i\.e\.|"
    r"shortened|prolonged|extended|lengthened|raised|cut|elevated|grew|slowed|exceeds?|exceeding|reduces|lowers|increases|decreases|improves|differed|changed|delayed|averages|totalled|"
    r"for|with|also|found|shown|calculated|determined|estimated|mean|median|average|value|values|vs\.?|versus|which|that|and|below|above|within|older|younger|aged?|approaching|approaches|[a-z]{3,}ly)"
    r"(?=\s|[<>≤≥~≈(]|$)))*\s*$"
)
OF = r"(?:\s(?:of|in|for|from|to|with)\s(?!(?:the\s)?(?:patients|participants|subjects|all|total|about|approximately|a|an|\d[\d.]*|both|either|each)\b)(?:the\s|any\s)?(?:(?:new|major|minor|early|late|acute|chronic|fatal|non-?fatal|primary|secondary|mild|moderate|severe|partial|complete|serious|symptomatic)\s(?:or|and)\s)?(?:[\w'’/+αβγδκ-]+)(?:\s(?!(?:was|were|is|are|by|from|with|in|at|of|had|and|than|to|on|for|after|versus|vs|compared|among|reached|fell|rose|increased|decreased|or|who|that|which|did|does|has|have)\b)[\w'’/+αβγδκ-]+){0,3})?"
# "rate of decline in eGFR"
IN = r"(?:(?<!ients)\sin\s(?!(?:the|patients|participants|a|an|both|all|either|each|those|favou?r|total)\b)[A-Za-z][\w-]+(?=\s|$|[,;.]))?"
ABBREVIATION = r"(?:\s?\([A-Za-z][\w/ -]{0,9}\))?"
