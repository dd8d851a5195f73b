"""An invented graph for the page: four documents on several drugs, with every state that a claim can be in."""

from __future__ import annotations

from dataclasses import replace

from sample_writer import Writer
from thymograph.assembly import assemble
from thymograph.model import ClaimGraph, Measurement, Qualifiers, Regimen, Stance

__all__ = ["PAYLOAD", "many_claims", "poisoned_graph", "sample_graph"]

PAYLOAD = "</script><img src=x onerror=alert(1)>"


# fmt: off
def _in(**fields: str) -> Qualifiers:
    return Qualifiers(**fields)


_COLCOT = {"title": "Low-dose colchicine after infarction: a randomised trial", "container": "Journal of Invented Cardiology",
           "year": "2019", "doi": "10.1000/jic.2019.1"}
_FLARES = {"title": "Early colchicine for acute flares of gout", "container": "Annals of Invented Rheumatology", "year": "2010",
           "pmid": "90000001"}
_SKIN = {"title": "Imiquimod cream for actinic keratosis of the scalp", "year": "2007", "doi": "10.1000/skin.7"}


def _monograph() -> Writer:
    w = Writer("monographs/colchicine.txt", "Colchicine: a monograph", {
        "1": _FLARES, "2": _COLCOT,
        "3": {"title": "Tubulin binding by colchicine-site ligands", "year": "1998", "pmid": "90000002"},
        "4": {"title": "Prescribing information, colchicine tablets", "host": "labels.example", "url": "https://labels.example/colchicine", "label": "Drug label"},
        "5": {"title": "Colchicine toxicity: a review of cases", "container": "Invented Toxicology", "year": "2011"},
        "6": {"title": "A list that nothing cites", "year": "2001"},
    }, {"publisher": "Open Drug Notes", "kind": "monograph", "date": "2024-03-02", "url": "https://notes.example/colchicine", "licence": "CC BY 4.0", "sells_subject": False})
    w.head("Mechanism of action")
    w.say("Colchicine binds tubulin and stops it from forming microtubules [3].", "mechanism", ("colchicine", "binds", "tubulin"), gist="Colchicine binds tubulin")
    w.say("By that route it keeps neutrophils from moving into the joint [3].", "mechanism", ("colchicine", "inhibits", "neutrophil"), implied=("colchicine",), gist="Colchicine keeps neutrophils out of the joint")
    w.say("Colchicine inhibits the NLRP3 inflammasome and lowers IL-1β in synovial fluid [1][3].", "mechanism", ("colchicine", "inhibits", "NLRP3 inflammasome"), ("colchicine", "decreases", "interleukin-1 beta", _in(system="synovial fluid")), gist="Colchicine inhibits the NLRP3 inflammasome and lowers interleukin-1 beta")
    w.say("It may also damp NF-κB signalling in endothelial cells [7].", "mechanism", ("colchicine", "inhibits", "NF-kappaB", _in(system="endothelial cells")), certainty="hedged", implied=("colchicine",), gist="Colchicine may inhibit NF-kappaB in endothelial cells")
    w.head("Clinical results", "Gout")
    w.say("Colchicine treats acute gout when it is begun within a day of the first pain [1].", "indication", ("colchicine", "treats", "gout"), gist="Colchicine treats acute gout if begun early")
    w.say("In 184 patients, 38% on low-dose colchicine had half the pain after 24 hours against 16% on placebo (P = 0.005) [1].", "trial_result", ("colchicine", "improves", "gout"), gist="Low-dose colchicine halved pain in 38 % of patients against 16 % on placebo",
          measurements=(Measurement(measure="response at 24 h", value="38%", number=38.0, unit="%", arm="low-dose colchicine", comparator="placebo", comparator_value="16%", n="184", p="0.005", p_operator="=", timepoint="24 hours"),), directness="review")
    w.say("Colchicine reduced flares while allopurinol was being started [1].", "trial_result", ("colchicine", "decreases", "flare rate", _in(**{"with_": "allopurinol"})), gist="Colchicine reduces flares while allopurinol is started")
    w.head("Clinical results", "Heart")
    w.say("After myocardial infarction, colchicine 0.5 mg daily lowered the composite of events (hazard ratio 0.77; 95% CI 0.61–0.96; P = 0.02) in 4745 patients [2].", "trial_result", ("colchicine", "prevents", "myocardial infarction", _in(population="patients after infarction", dose="0.5 mg daily")), gist="Colchicine after infarction lowered cardiovascular events (hazard ratio 0.77)",
          measurements=(Measurement(measure="cardiovascular events, hazard ratio", value="0.77", number=0.77, arm="colchicine", comparator="placebo", ci_low="0.61", ci_high="0.96", ci_level="95%", p="0.02", p_operator="=", n="4745"),))
    w.say("All-cause mortality was not changed by colchicine [2].", "trial_result", ("colchicine", "no_effect_on", "mortality"), polarity="negated", gist="Colchicine did not change all-cause mortality")
    w.say("Colchicine lowers CRP in stable coronary disease [2].", "trial_result", ("colchicine", "decreases", "C-reactive protein"), gist="Colchicine lowers C-reactive protein in stable coronary disease")
    w.head("Dosage")
    w.say("For an acute flare the dose is 1.2 mg by mouth, then 0.6 mg one hour later [4].", "dosage", ("colchicine", "has_dose", "1.2 mg, then 0.6 mg"), implied=("colchicine",), gist="Colchicine for an acute flare: 1.2 mg, then 0.6 mg after one hour",
          regimens=(Regimen(drug="colchicine", dose="1.2", unit="mg", route="by mouth", population="acute flare"), Regimen(drug="colchicine", dose="0.6", unit="mg", route="by mouth", frequency="once, one hour later")))
    w.say("For prophylaxis 0.6 mg is taken once or twice a day [4].", "dosage", implied=("colchicine",), gist="Colchicine for prophylaxis: 0.6 mg once or twice a day", regimens=(Regimen(drug="colchicine", dose="0.6", unit="mg", frequency="once or twice a day", population="prophylaxis"),))
    w.head("Adverse effects")
    w.say("Colchicine commonly causes diarrhoea [4].", "safety", ("colchicine", "causes", "diarrhoea"), gist="Colchicine commonly causes diarrhoea")
    w.say("Overdose is fatal without warning in some patients.", "safety", ("colchicine", "causes", "mortality", _in(dose="overdose")), implied=("colchicine",), gist="Overdose of colchicine can be fatal")
    w.say("Deaths were reported at doses above 0.8 mg/kg [5].", "safety", implied=("colchicine", "mortality"), gist="Deaths were reported above 0.8 mg/kg of colchicine")
    w.say("Strong inhibitors of CYP3A4 must not be given with colchicine in kidney failure [4].", "safety", ("colchicine", "contraindicated_in", "kidney failure"), gist="Colchicine must not be given with strong CYP3A4 inhibitors in kidney failure")
    w.head("Pharmacokinetics")
    w.say("The half-life is about 27 hours after repeated doses [4].", "pharmacokinetics", implied=("colchicine",), gist="Colchicine has a half-life of about 27 hours", measurements=(Measurement(measure="half-life", value="27", number=27.0, unit="h", arm="colchicine"),))
    w.say("Colchicine is excreted by the liver and the kidney [4].", "pharmacokinetics", ("colchicine", "excreted_by", "kidney"), gist="Colchicine is excreted by liver and kidney")
    return w


def _answer() -> Writer:
    w = Writer("answers/colchicine-heart.md", "Should colchicine be used after a heart attack?", {
        "~1": {"title": "Low-dose colchicine after infarction: a randomised trial", "doi": "10.1000/jic.2019.1", "year": "2019"},
        "~2": {"title": "Council guideline on chronic coronary syndromes", "label": "Guideline", "year": "2021"},
        "~3": {"title": "Anti-inflammatory treatment in pericarditis", "year": "2013"},
    }, {"publisher": "AskMed", "kind": "clinical answer", "date": "2025-01-20", "url": "https://askmed.example/q/118", "sells_subject": False})
    w.head("Direct answer")
    w.say("Low-dose colchicine lowers the risk of a second myocardial infarction [1].", "trial_result", ("colchicine", "prevents", "myocardial infarction", _in(population="patients after infarction", dose="0.5 mg daily")), inferred={"1": ("~1", "content", 0.8)}, gist="Low-dose colchicine lowers the risk of a second infarction")
    w.say("The European Cardiac Council recommends considering it in selected patients [2].", "guideline_position", ("colchicine", "recommended_for", "myocardial infarction"), inferred={"2": ("~2", "title", 0.7)}, implied=("colchicine",), speaker="European Cardiac Council", directness="second_hand", gist="European Cardiac Council: colchicine may be considered after infarction",
          stances=(Stance(organisation="European Cardiac Council", intervention="colchicine", stance="conditional_for", condition="myocardial infarction", population="selected patients"),))
    w.say("It is not recommended for primary prevention [2].", "guideline_position", ("colchicine", "not_recommended_for", "primary prevention"), polarity="negated", inferred={"2": ("~2", "title", 0.7)}, implied=("colchicine",), gist="Colchicine is not recommended for primary prevention",
          stances=(Stance(organisation="European Cardiac Council", intervention="colchicine", stance="against", condition="primary prevention"),))
    w.head("Evidence")
    w.say("Colchicine failed to lower CRP in two small studies of acute infarction [4].", "trial_result", ("colchicine", "no_effect_on", "C-reactive protein"), polarity="negated", gist="Colchicine did not lower C-reactive protein in two small studies")
    w.say("Whether colchicine changes mortality is unknown [5].", "evidence_quality", ("colchicine", "regulates", "mortality", None, "unknown"), polarity="unknown", gist="It is unknown whether colchicine changes mortality")
    w.say("Mortality rose with colchicine in one open-label study [5].", "trial_result", ("colchicine", "increases", "mortality"), directness="second_hand", gist="Mortality rose with colchicine in one open-label study")
    w.say("The larger trial found fewer strokes as well [1].", "trial_result", implied=("colchicine",), inferred={"1": ("~1", "content", 0.8)}, gist="The larger trial found fewer strokes with colchicine", measurements=(Measurement(measure="stroke", value="0.2%", number=0.2, unit="%", arm="colchicine", comparator="placebo", comparator_value="0.8%"),))
    w.say("In pericarditis, colchicine halves recurrences [3].", "trial_result", ("colchicine", "treats", "pericarditis"), inferred={"3": ("~3", "order", 0.4)}, gist="Colchicine halves recurrences of pericarditis")
    w.say("Most of these trials were small and of short duration.", "evidence_quality", implied=("colchicine",), gist="Most trials were small and short")
    w.head("Algorithm")
    w.say("Measure kidney function before the first dose.", "protocol_step", step=("Starting colchicine", 1), implied=("colchicine",), gist="Step 1: measure kidney function")
    w.say("Review interacting drugs.", "protocol_step", step=("Starting colchicine", 2), gist="Step 2: review interacting drugs")
    w.say("Begin 0.5 mg once a day.", "protocol_step", step=("Starting colchicine", 3), implied=("colchicine",), gist="Step 3: begin 0.5 mg once a day", regimens=(Regimen(drug="colchicine", dose="0.5", unit="mg", frequency="once a day"),))
    w.say("Stop at the first sign of diarrhea.", "protocol_step", step=("Starting colchicine", 4), gist="Step 4: stop at the first sign of diarrhoea")
    w.head("Cautions")
    w.say("Colchicine causes diarrhea in about one patient in ten [1].", "safety", ("colchicine", "causes", "diarrhoea"), inferred={"1": ("~1", "content", 0.6)}, gist="Colchicine causes diarrhoea in one patient in ten")
    w.say("Avoid it in severe kidney failure [6].", "recommendation", ("colchicine", "contraindicated_in", "kidney failure"), implied=("colchicine",), gist="Avoid colchicine in severe kidney failure")
    return w


def _vendor() -> Writer:
    w = Writer("vendors/imiquimod-guide.txt", "Imiquimod in skin research: a technical guide", {
        "1": {"title": "Imidazoquinolines activate immune cells through TLR7", "year": "2002", "doi": "10.1000/tlr7"},
        "2": _SKIN,
        "3": {"host": "encyclopedia.example", "title": None, "url": "https://encyclopedia.example/imiquimod"},
        "4": {"title": "What is imiquimod?", "host": "health.example", "url": "https://health.example/imiquimod"},
    }, {"publisher": "ReagentHouse", "kind": "vendor guide", "date": "2023-11", "url": "https://reagents.example/imiquimod", "sells_subject": True})
    w.head("Summary")
    w.say("Imiquimod activates TLR7 [1].", "mechanism", ("imiquimod", "activates", "TLR7"), gist="Imiquimod activates TLR7")
    w.head("Mechanism")
    w.say("**Imiquimod** activates TLR7 on dendritic cells [1].", "mechanism", ("imiquimod", "activates", "TLR7"), repeats=True, gist="Imiquimod activates TLR7 on dendritic cells")
    w.say("This turns on NF-κB and raises IFN-α in treated skin [1][2].", "mechanism", ("imiquimod", "activates", "NF-kappaB", _in(via="TLR7")), ("imiquimod", "increases", "interferon-alpha", _in(system="skin")), implied=("imiquimod",), gist="Imiquimod activates NF-kappaB and raises interferon-alpha in skin")
    w.say("Imiquimod increases interferon-alpha in blood.", "mechanism", ("imiquimod", "increases", "interferon-alpha"), gist="Imiquimod increases interferon-alpha in blood")
    w.say("T cells might be drawn to the lesion as well [3].", "mechanism", ("imiquimod", "increases", "T cell"), certainty="hedged", implied=("imiquimod",), gist="Imiquimod might draw T cells to the lesion")
    w.say("Imiquimod could one day be combined with checkpoint antibodies.", "future_direction", certainty="speculative", gist="Imiquimod could be combined with checkpoint antibodies")
    w.head("Clinical data")
    w.say("Complete clearance of actinic keratosis was 45.1% with imiquimod and 3.2% with vehicle [2].", "trial_result", ("imiquimod", "treats", "actinic keratosis"), gist="Imiquimod cleared actinic keratosis in 45.1 % against 3.2 % with vehicle",
          measurements=(Measurement(measure="complete clearance", value="45.1%", number=45.1, unit="%", arm="imiquimod", comparator="vehicle", comparator_value="3.2%", condition="actinic keratosis"), Measurement(measure="partial clearance", value="59.1%", number=59.1, unit="%", arm="imiquimod", comparator="vehicle", comparator_value="11.8%", condition="actinic keratosis")))
    w.say("Imiquimod is approved for actinic keratosis in many countries [4].", "regulatory_status", ("imiquimod", "approved_for", "actinic keratosis"), gist="Imiquimod is approved for actinic keratosis in many countries")
    w.say("No serious adverse events were attributed to imiquimod [2].", "safety", ("imiquimod", "causes", "serious adverse events"), polarity="negated", gist="No serious adverse events were attributed to imiquimod")
    w.say("Actinic keratosis affects one adult in ten over forty.", "epidemiology", gist="Actinic keratosis affects one in ten adults over forty")
    w.say("Imiquimod is an imidazoquinoline amine [4].", "definition", ("imiquimod", "other", "imidazoquinoline"), gist="Imiquimod is an imidazoquinoline amine")
    w.head("Protocol: mouse skin model")
    w.say("Shave the back of each mouse.", "protocol_step", step=("Mouse skin model", 1), gist="Step 1: shave the back")
    w.say("Apply 62.5 mg of 5% cream each day for six days.", "protocol_step", step=("Mouse skin model", 2), implied=("imiquimod",), gist="Step 2: apply 62.5 mg of cream each day", regimens=(Regimen(drug="imiquimod", dose="62.5", unit="mg", frequency="each day", duration="six days"),))
    w.say("Score redness and thickness daily.", "protocol_step", step=("Mouse skin model", 3), gist="Step 3: score redness and thickness")
    return w


def _review() -> Writer:
    w = Writer("reviews/inflammation-2024.txt", "Targeting inflammation: old drugs and new", {
        "1": _COLCOT, "2": {"title": "Abatacept against methotrexate in early arthritis", "container": "Invented Medicine", "year": "2015", "nct": "NCT00000001"},
        "3": {"title": "Interferon in blood after imiquimod cream", "year": "2012", "pmid": "90000003"},
        "4": {"title": "Metformin and inflammatory markers: a meta-analysis", "container": "Invented Metabolism", "year": "2018", "pmcid": "PMC900004"},
        "5": {"title": "Society recommendations for the treatment of arthritis", "label": "Guideline", "year": "2022"}, "6": _FLARES,
    }, {"publisher": "Journal of Invented Reviews", "kind": "review", "date": "2024-06-30", "url": "https://jir.example/2024/6"}, quotes=False)
    w.head("Introduction")
    w.say("Inflammation drives gout, rheumatoid arthritis and part of heart disease.", "definition", gist="Inflammation drives gout, rheumatoid arthritis and part of heart disease")
    w.head("Colchicine")
    w.say("Colchicine lowers CRP by about a third [1].", "trial_result", ("colchicine", "decreases", "C-reactive protein"), gist="Colchicine lowers C-reactive protein by about a third")
    w.say("In trials, colchicine had no effect on mortality [1].", "trial_result", ("colchicine", "no_effect_on", "mortality"), polarity="negated", gist="Colchicine had no effect on mortality in trials")
    w.say("Colchicine shortens acute gout [6].", "trial_result", ("colchicine", "treats", "gout"), gist="Colchicine shortens acute gout")
    w.say("Prednisolone is as good as colchicine in acute gout [6].", "comparison", ("prednisolone", "compared_with", "colchicine", _in(condition="gout")), gist="Prednisolone is as good as colchicine in acute gout")
    w.head("Imiquimod")
    w.say("Imiquimod did not raise interferon-alpha in blood [3].", "trial_result", ("imiquimod", "increases", "interferon-alpha"), polarity="negated", gist="Imiquimod did not raise interferon-alpha in blood")
    w.say("Imiquimod activates TLR7 [3].", "mechanism", ("imiquimod", "activates", "TLR7"), gist="Imiquimod activates TLR7")
    w.head("Metformin")
    w.say("Metformin reduces CRP by 0.3 mg/L (95% CI 0.1 to 0.5) in 18 trials [4].", "trial_result", ("metformin", "decreases", "C-reactive protein"), gist="Metformin lowers C-reactive protein by 0.3 mg/L in 18 trials", measurements=(Measurement(measure="C-reactive protein, mean difference", value="-0.3", number=-0.3, unit="mg/L", arm="metformin", comparator="control", ci_low="-0.5", ci_high="-0.1", ci_level="95%"),))
    w.say("Metformin suggests a way to inhibit NF-κB in macrophages [4].", "mechanism", ("metformin", "inhibits", "NF-kappaB", _in(system="macrophages")), certainty="hedged", gist="Metformin may inhibit NF-kappaB in macrophages")
    w.say("Metformin improves survival in sepsis [9].", "trial_result", ("metformin", "improves", "mortality", _in(condition="sepsis")), gist="Metformin improves survival in sepsis")
    w.head("Abatacept and methotrexate")
    w.say("Abatacept binds CD80 and keeps T cells from being activated [2].", "mechanism", ("abatacept", "binds", "CD80"), ("abatacept", "inhibits", "T cell"), gist="Abatacept binds CD80 and keeps T cells inactive")
    w.say("Abatacept plus methotrexate brought 60.9% of patients into remission against 45.2% with methotrexate [2].", "trial_result", ("abatacept", "treats", "rheumatoid arthritis"), gist="Abatacept plus methotrexate: remission in 60.9 % against 45.2 %", measurements=(Measurement(measure="remission", value="60.9%", number=60.9, unit="%", arm="abatacept + methotrexate", comparator="methotrexate", comparator_value="45.2%", n="351", p="0.01", p_operator="<", timepoint="month 12"),))
    w.say("The Northern Rheumatology Society recommends methotrexate first in rheumatoid arthritis [5].", "guideline_position", ("methotrexate", "recommended_for", "rheumatoid arthritis"), speaker="Northern Rheumatology Society", directness="second_hand", gist="Northern Rheumatology Society: methotrexate first", stances=(Stance(organisation="Northern Rheumatology Society", intervention="methotrexate", stance="for", condition="rheumatoid arthritis", strength="strong"),))
    w.say("The same society advises against colchicine in rheumatoid arthritis [5].", "guideline_position", ("colchicine", "not_recommended_for", "rheumatoid arthritis"), polarity="negated", speaker="Northern Rheumatology Society", directness="second_hand", gist="Northern Rheumatology Society: against colchicine in rheumatoid arthritis", stances=(Stance(organisation="Northern Rheumatology Society", intervention="colchicine", stance="against", condition="rheumatoid arthritis"),))
    w.say("Colchicine improves symptoms of rheumatoid arthritis in practice.", "trial_result", ("colchicine", "recommended_for", "rheumatoid arthritis"), gist="Colchicine is said to be advisable in rheumatoid arthritis")
    w.say("Allopurinol is combined with colchicine at the start [6].", "recommendation", ("allopurinol", "combined_with", "colchicine"), gist="Allopurinol is combined with colchicine at the start")
    return w
# fmt: on


def sample_graph() -> ClaimGraph:
    """Return the invented graph: 4 documents, more than 60 claims."""
    pairs = [writer().finish() for writer in (_monograph, _answer, _vendor, _review)]
    return assemble([record for record, _ in pairs], [claim for _, claims in pairs for claim in claims])


def many_claims(count: int) -> ClaimGraph:
    """Return a graph of ``count`` claims: the sentences of the sample, with numbers, over and over."""
    pairs = []
    made = 0
    round_number = 0
    while made < count:
        for build in (_monograph, _answer, _vendor, _review):
            writer = build()
            writer.title = f"{writer.title}, part {round_number}"
            writer.path = f"{round_number:03d}/{writer.path}"
            writer.__post_init__()
            again = build()
            for draft in again.drafts[: count - made]:
                writer.section = draft["section"]
                if not writer.drafts or writer.drafts[-1]["section"] != draft["section"]:
                    writer.head(*draft["section"])
                rest = {k: v for k, v in draft.items() if k not in ("start", "words", "kind", "relations", "section")}
                words = (
                    draft["words"].replace(".", f" in series {round_number}.", 1)
                    if "." in draft["words"]
                    else draft["words"]
                )
                writer.say(
                    words,
                    draft["kind"],
                    *draft["relations"],
                    **{**rest, "gist": f"{rest['gist']} (series {round_number})"},
                )
            made += len(writer.drafts)
            if writer.drafts:
                pairs.append(writer.finish())
        round_number += 1
    return assemble([record for record, _ in pairs], [claim for _, claims in pairs for claim in claims])


def poisoned_graph(payload: str = PAYLOAD) -> ClaimGraph:
    """Return the sample with ``payload`` in every free text that a document or a curator can bring in."""
    graph = sample_graph()

    def bad(value: str | None) -> str | None:
        return None if value is None else f"{payload}{value}"

    def must(value: str) -> str:
        return f"{value}{payload}"

    claims = tuple(
        replace(
            claim,
            path=must(claim.path),
            quote=bad(claim.quote),
            gist=must(claim.gist),
            section=tuple(map(must, claim.section)),
            kind=must(claim.kind),
            speaker=bad(claim.speaker),
            directness=bad(claim.directness),
            extractor=must(claim.extractor),
            cues=tuple(replace(cue, text=must(cue.text), effect=must(cue.effect)) for cue in claim.cues),
            citations=tuple(replace(link, number=must(link.number)) for link in claim.citations),
            mentions=tuple(
                replace(one, text=must(one.text), name=must(one.name), type=must(one.type), id=bad(one.id))
                for one in claim.mentions
            ),
            relations=tuple(
                replace(
                    one,
                    subject=must(one.subject),
                    object=must(one.object),
                    rule=must(one.rule),
                    qualifiers=Qualifiers(
                        condition=payload, population=payload, system=payload, dose=payload, with_=payload
                    ),
                )
                for one in claim.relations
            ),
            measurements=tuple(
                replace(one, measure=must(one.measure), value=payload, unit=payload, arm=payload, timepoint=payload)
                for one in claim.measurements
            ),
            stances=tuple(
                replace(
                    one, organisation=must(one.organisation), intervention=must(one.intervention), condition=payload
                )
                for one in claim.stances
            ),
            regimens=tuple(replace(one, drug=payload, dose=payload, route=payload) for one in claim.regimens),
            step=None if claim.step is None else replace(claim.step, procedure=payload),
        )
        for claim in graph.claims
    )
    documents = tuple(
        replace(
            document,
            path=must(document.path),
            title=payload,
            publisher=payload,
            kind=payload,
            date=payload,
            licence=payload,
            url=f"javascript:alert(1)//{payload}",
            entries=tuple(
                replace(one, title=payload, host=payload, url=f"javascript:alert(1)//{payload}")
                for one in document.entries
            ),
        )
        for document in graph.documents
    )
    works = tuple(
        replace(
            work,
            title=payload,
            container=payload,
            year=payload,
            host=payload,
            doi=payload,
            url="javascript:alert(1)",
            type=payload,
        )
        for work in graph.works
    )
    return replace(assemble(documents, claims, works))
