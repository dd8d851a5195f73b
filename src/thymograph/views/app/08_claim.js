// The panel of one claim: its words, what it says, its numbers, and the trace to what it cites.
function part(title, ...children) {
  const inside = children.flat(Infinity).filter(Boolean);
  return inside.length ? h("section.part", h("h3", title), inside) : null;
}

// The quote is the words as printed; cues are marked, markers raised, names linked, ** left out.
function quotePart(claim) {
  const record = claim.record;
  if (record.quote === null) {
    const doc = claim.doc.record;
    return h("div.no-quote", {},
      h("p", "The words themselves are not kept here: they belong to the publisher. They stand in ", safeAddress(doc.url) ? outLink(doc.url, claim.doc.text) : h("em", claim.doc.text), claim.line ? `, line ${claim.line}` : "", claim.words.length ? ` (characters ${claim.words[0].start.toLocaleString("en")} to ${claim.words[claim.words.length - 1].end.toLocaleString("en")})` : "", "."),
      h("p.note", "With a copy of the document, this proves the place: ", h("code", "thymograph verify --documents FOLDER")));
  }
  const letters = Array.from(record.quote);
  const layer = new Array(letters.length).fill(null);
  // Document offsets of each letter of the quote: word anchors one after the other, joined by one space.
  const starts = [];
  let at = 0;
  for (const anchor of claim.words) { starts.push([anchor.start, anchor.end, at]); at += anchor.end - anchor.start + 1; }
  const placed = (start, end) => { const home = starts.find(([from, to]) => from <= start && end <= to); return home ? [home[2] + start - home[0], home[2] + end - home[0]] : null; };
  const lay = (start, end, what) => {
    const span = placed(start, end);
    if (!span || span[1] > letters.length) return;
    for (let i = span[0]; i < span[1]; i += 1) if (layer[i] === null) layer[i] = what;
  };
  for (const cue of record.cues) lay(cue.start, cue.end, { cue });
  for (const link of record.citations) lay(link.start, link.end, { link });
  for (const mention of record.mentions) if (!mention.implicit) lay(mention.start, mention.end, { mention });
  const parts = [];
  for (let i = 0; i < letters.length;) {
    let j = i + 1;
    while (j < letters.length && layer[j] === layer[i]) j += 1;
    const text = letters.slice(i, j).join("").replaceAll("**", "").replace(/\s+/g, " ");
    const what = layer[i];
    if (!what) parts.push(text);
    else if (what.cue) parts.push(h("mark.cue", { title: `This word ${nameIn(EFFECT_NAMES, what.cue.effect)}` }, text));
    else if (what.link) parts.push(h("sup.marker", `[${what.link.number}]`));
    else parts.push(conceptLink(conceptOf(what.mention.id, what.mention.name), text));
    i = j;
  }
  const [before, after] = [beside(claim, -1), beside(claim, 1)];
  return h("blockquote.quote", before ? [h("span.around", besideWords(before.claim, true), before.gap > 3 ? " … " : " ")] : null, h("span.said", parts), after ? h("span.around", after.gap > 3 ? " … " : " ", besideWords(after.claim, false)) : null);
}
// The statement that stands just before or after in the document, under the same heading: the words around.
function beside(claim, step) {
  if (!claim.words.length) return null;
  const same = claim.record.section.join("\n");
  const [start, end] = [claim.words[0].start, claim.words[claim.words.length - 1].end];
  let best = null;
  for (const other of claim.doc.claims) {
    if (other === claim || other.record.quote === null || !other.words.length || other.record.section.join("\n") !== same) continue;
    const [from, to] = [other.words[0].start, other.words[other.words.length - 1].end];
    const gap = step < 0 ? start - to : from - end;
    if (gap >= 0 && gap < 240 && (!best || gap < best.gap)) best = { claim: other, gap };
  }
  return best;
}
function besideWords(claim, isBefore) {
  const text = claim.record.quote.replaceAll("**", "").replace(/\s+/g, " ").trim();
  const cut = 220;
  const shown = text.length <= cut ? text : isBefore ? "… " + text.slice(text.indexOf(" ", text.length - cut) + 1) : shortened(text, cut);
  return h("a", { href: address(claim.id) }, shown);
}

function relationPart(relation) {
  const preface = relationPreface(relation);
  const narrowed = qualifierWords(relation.qualifiers);
  return h("li.relation", preface ? h("span.preface", preface + " ") : null, named(relation.subject, relation.subject_id), " ", h("span.predicate", predicateWords(relation.predicate)), " ", named(relation.object, relation.object_id), narrowed ? h("span.narrowed", ` ${narrowed}`) : null);
}
// Few rows are read down, one column each, since a panel is narrow; many are read across.
function smallTable(columns, rows, caption) {
  const used = columns.filter(([, of]) => rows.some((row) => of(row)));
  const across = rows.length > 3;
  const body = across
    ? [h("thead", h("tr", used.map(([name]) => h("th", { scope: "col" }, name)))), h("tbody", rows.map((row) => h("tr", used.map(([, of], place) => h(place ? "td" : "th", { scope: place ? null : "row" }, of(row))))))]
    : h("tbody", used.map(([name, of]) => h("tr", h("th", { scope: "row" }, name), rows.map((row) => h("td", of(row))))));
  return h("div.scroll", { tabindex: "0", role: "region", "aria-label": caption }, h("table.small" + (across ? "" : ".down"), h("caption.unseen", caption), body));
}
const withUnit = (value, unit) => (!value ? "" : unit && !value.endsWith(unit) ? `${value} ${unit}` : value);
const MEASURE_COLUMNS = [
  ["Measure", (m) => m.measure], ["Value", (m) => withUnit(m.value, m.unit) + (m.sd ? ` ± ${m.sd}` : "")], ["In", (m) => m.arm], ["Against", (m) => [m.comparator, withUnit(m.comparator_value, m.unit) + (m.comparator_sd ? ` ± ${m.comparator_sd}` : "")].filter(Boolean).join(": ")],
  ["From", (m) => withUnit(m.baseline_value, m.unit)], ["n", (m) => m.n], ["Interval", (m) => (m.ci_low || m.ci_high ? `${m.ci_low || "?"} to ${m.ci_high || "?"}${m.ci_level ? ` (${m.ci_level})` : ""}` : "")],
  ["p", (m) => (m.p ? `${m.p_operator || "="} ${m.p}` : "")], ["When", (m) => m.timepoint], ["For", (m) => m.condition],
];
const REGIMEN_COLUMNS = [
  ["Drug", (r) => r.drug], ["Dose", (r) => withUnit(r.dose, r.unit) + (r.per ? ` per ${r.per}` : "")], ["Route", (r) => r.route], ["How often", (r) => r.frequency], ["How long", (r) => r.duration], ["For whom", (r) => r.population],
];

// What a list of retractions tells of a work; without a word a work that nobody looked up would look as if it stood.
const RETRACTION_NAMES = { retracted: "Retracted", under_concern: "Under concern", corrected: "Corrected", reinstated: "Reinstated", none_found: "No notice found" };
const retractionChip = (work) => (["retracted", "under_concern"].includes(work.retraction) ? [" ", chip(RETRACTION_NAMES[work.retraction], "contested")] : null);
function retractionWords(work) {
  const why = work.doi || work.pmid ? "no list of retractions was given" : "it has no DOI or PMID";
  const told = work.retraction ? retractionChip(work) || RETRACTION_NAMES[work.retraction] : ["Not checked", h("span.note", ` (${why})`)];
  return [told, work.notices.map((one) => h("div.note", one.match === "title" ? "A work of this title, perhaps another: " : "", RETRACTION_NAMES[one.nature], one.date ? ` on ${one.date}` : "", one.reasons.length ? `: ${one.reasons.join("; ")}` : "", " (", one.doi ? [outLink("https://doi.org/" + encodeURI(one.doi), "doi:" + one.doi), ", "] : "", one.source, ")"))];
}
function workIds(work) {
  const ids = [];
  if (work.doi) ids.push(outLink("doi:" + work.doi, "doi:" + work.doi));
  if (work.pmid) ids.push(outLink("https://pubmed.ncbi.nlm.nih.gov/" + encodeURIComponent(work.pmid) + "/", "PubMed " + work.pmid));
  if (work.pmcid) ids.push(outLink("https://pmc.ncbi.nlm.nih.gov/articles/" + encodeURIComponent(work.pmcid) + "/", work.pmcid));
  if (work.nct) ids.push(outLink("https://clinicaltrials.gov/study/" + encodeURIComponent(work.nct), work.nct));
  if (!ids.length && work.url) ids.push(outLink(work.url, work.host || work.url));
  if (!ids.length && work.title) {
    const words = encodeURIComponent(work.title.slice(0, 250));
    for (const [at, url] of [["PubMed", "https://pubmed.ncbi.nlm.nih.gov/?term="], ["Crossref", "https://search.crossref.org/search/works?q="], ["Google Scholar", "https://scholar.google.com/scholar?q="]]) ids.push(outLink(url + words, "find it: " + at));
  }
  return ids;
}
function stateOf(link) { return link.method === "none" || (!link.entry && !link.work) ? "dangling" : link.method === "number" || link.method === "key" ? "stated" : "inferred"; }
function traceStep(name, ...children) { return h("li.trace-step", h("span.trace-name", name), h("div", children)); }
function tracePart(claim) {
  const record = claim.record;
  if (!record.citations.length) {
    const needs = claim.needsCitation;
    return h("div.trace.trace-none", h("p", status("none", "Nothing is cited."), needs ? " A claim like this would need a reference." : " A claim like this needs none."));
  }
  const groups = new Map();
  for (const link of record.citations) {
    const key = link.number + "|" + (link.entry || "") + "|" + link.method;
    if (!groups.has(key)) groups.set(key, link);
  }
  return h("ul.traces", [...groups.values()].map((link) => {
    const state = stateOf(link);
    const entry = entryById.get(link.entry);
    const work = workById.get(link.work) || (entry && entry.work);
    const printed = markerById.has(link.marker) ? markerById.get(link.marker).printed.replace(/[\\#()]/g, "").trim() : `[${link.number}]`;
    const how = {
      stated: ["The document says so: ", h("strong", "marker ", printed), " names this entry of its list ", METHOD_NAMES[link.method] || "", "."],
      inferred: ["The document does not say which entry ", h("strong", "marker ", printed), " means. It was guessed ", METHOD_NAMES[link.method] || "", link.confidence !== null ? [", confidence ", h("strong", String(Math.round(link.confidence * 100) / 100))] : "", "."],
      dangling: [h("strong", "Marker ", printed), " is printed here, but nothing in the document's list of references answers to it."],
    }[state];
    return h("li.trace.trace-" + state, {},
      h("p.trace-head", status(state, { stated: "Stated link", inferred: "Inferred link: a guess", dangling: "Dangling marker" }[state])),
      h("ol", {},
        traceStep("Marker", how),
        entry ? traceStep("Entry", entry.record.number ? `${entry.record.number}. ` : "", entry.record.title || entry.record.host || entry.record.url || "untitled", h("span.note", ` list of references, line ${entry.record.line}`), entry.record.identified_by ? h("div.note", `Identified by a library: ${entry.record.identified_by}`) : null) : null,
        work ? traceStep("Work", h("a", { href: address(work.id) }, work.text), retractionChip(work.record), h("div.under", [work.record.container, work.record.year, work.record.type !== "unknown" && spaced(work.record.type)].filter(Boolean).join(" · ")), h("div.under.ids", workIds(work.record).flatMap((id) => [id, " "])),
          work.claims.length > 1 ? h("div.note", `Cited by ${count(work.claims.length, "claim")} in ${count(new Set(work.claims.map((one) => one.doc)).size, "document")}.`) : null) : null));
  }));
}

// How many say each answer to a question, and on how many independent roots: the figures come from assembly/roots.py.
const rootWords = (footing) => [
  footing.roots ? (footing.roots_at_least < footing.roots ? `${footing.roots_at_least} to ${footing.roots} independent roots` : count(footing.roots, "independent root")) : "no root",
  footing.weak ? `${footing.weak} of them only ${footing.weak === 1 ? "a page" : "pages"} that ${footing.weak === 1 ? "tells or sells" : "tell or sell"}` : "",
  footing.inferred ? `${footing.inferred} more by guessed links` : "",
  footing.dangling ? `${count(footing.dangling, "marker")} leading nowhere` : "",
].filter(Boolean).join(", ");
function footingTable(question, mine) {
  const sides = Object.keys(page.footings[question.bare] || {});
  if (!sides.length) return null;
  const rows = sides.map((side) => [side, footingOf(question.bare, side)]).sort(([a, one], [b, other]) => (a === "open") - (b === "open") || other.roots - one.roots || other.claims - one.claims || (a < b ? -1 : 1));
  return h("div.scroll", { tabindex: "0", role: "region", "aria-label": "What each answer stands on" }, h("table.small.footings", h("caption.unseen", "What each answer stands on"),
    h("thead", h("tr", ["Answer", "Claims", "Documents", "Stands on"].map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", rows.map(([side, footing]) => h("tr", h("th", { scope: "row" }, sentence(saysName(question.record.family, side)), mine && mine.has(side) ? h("span.note", " this claim") : null), h("td", footing.claims), h("td", [footing.documents, footing.voices < footing.documents ? h("span.note", ` (${count(footing.voices, "voice")})`) : null, footing.sellers ? h("span.note", ` ${footing.sellers} ${footing.sellers === 1 ? "sells" : "sell"} what ${footing.sellers === 1 ? "it writes" : "they write"} about`) : null]), h("td", rootWords(footing)))))));
}
// Why two claims on one question differ: what one of them narrows and the other does not, or narrows otherwise.
function whyDiffer(one, other) {
  const [a, b] = [one.claim.record.relations[one.relation].qualifiers, other.claim.record.relations[other.relation].qualifiers];
  const told = Object.keys(QUALIFIER_WORDS).filter((key) => (a[key] || "") !== (b[key] || "")).map((key) => `${spaced(key)}: ${b[key] || "not said"} there, ${a[key] || "not said"} here`);
  const [mine, theirs] = [one.claim.record.directness, other.claim.record.directness];
  if (mine !== theirs && mine && theirs) told.push(`${nameIn(DIRECTNESS_NAMES, theirs).toLowerCase()} there, ${nameIn(DIRECTNESS_NAMES, mine).toLowerCase()} here`);
  if (other.claim.doc.record.sells_subject && !one.claim.doc.record.sells_subject) told.push("its publisher sells what it writes about");
  return told;
}
// The answer of a claim in the words of the footings: a denial keeps what it denies.
function sidesOf(claim, bare) {
  const sides = new Set();
  for (const conflict of claim.conflicts) if (conflict.bare === bare) for (const member of conflict.members) if (member.claim === claim) sides.add(member.says);
  for (const given of claim.answers) if (given.question.bare === bare) sides.add(given.attitude === "leaves_open" ? "open" : given.side);
  return sides;
}
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
function findingsPart(list) {
  return list.length ? h("ul.findings", list.map((finding) => h("li.finding.finding-" + finding.severity, h("p", chip(SEVERITY_NAMES[finding.severity] || finding.severity, finding.severity === "note" ? null : finding.severity === "error" ? "contested" : "warn"), " ", capital(finding.message)), h("p.note", finding.remedy ? `${capital(finding.remedy).replace(/\.?$/, ".")} ` : null, `Rule: ${spaced(finding.rule)}; line ${finding.line}.`)))) : null;
}
function findingsOf(claim) {
  const cited = claim.record.citations.map((link) => entryById.get(link.entry)).filter(Boolean).flatMap((entry) => entry.findings);
  return [...new Set([...claim.findings, ...cited])];
}

function relatedPart(claim) {
  const blocks = [];
  const seen = new Set();
  for (const mine of claim.answers) {
    if (seen.has(mine.question)) continue;
    seen.add(mine.question);
    const others = mine.question.answers.filter((given) => given.claim !== claim && !given.claim.isRepeat);
    const wider = (questionsByBare.get(mine.question.bare) || []).filter((question) => question !== mine.question).flatMap((question) => question.answers).filter((given) => given.claim !== claim && !given.claim.isRepeat);
    if (!others.length && !wider.length) continue;
    const verdict = (given) => (given.attitude === "leaves_open" || mine.attitude === "leaves_open" ? "leaves it open" : contradict([given.side, mine.side]) ? "disagrees" : "agrees");
    const why = (given) => { const told = verdict(given) === "disagrees" ? whyDiffer(mine, given) : []; return told.length ? h("div.under.why", `They differ in ${told.join("; ")}.`) : null; };
    const row = (given) => h("li", h("span.verdict.verdict-" + verdict(given).split(" ")[0], verdict(given)), " ", h("a", { href: address(given.claim.id) }, given.claim.text), h("div.under", given.claim.doc.text, " · ", status(given.claim.record.citation_status), given.question === mine.question ? "" : " · " + (qualifierWords(given.question.record.qualifiers) || "without qualification")), why(given));
    const rank = (given) => ["disagrees", "agrees", "leaves it open"].indexOf(verdict(given));
    const list = (rows) => h("ul.related", rows.sort((one, other) => rank(one) - rank(other) || one.claim.index - other.claim.index).slice(0, 8).map(row));
    blocks.push(h("div.related-block", h("p.related-question", h("a", { href: address(mine.question.id) }, questionWords(mine.question))), footingTable(mine.question, sidesOf(claim, mine.question.bare)), others.length ? list(others) : null, wider.length ? [h("p.note", "In other circumstances:"), list(wider)] : null));
  }
  return blocks;
}
function conflictLine(conflict) {
  return h("li", conflictChip(conflict.type), " ", h("a", { href: address(conflict.id) }, questionWords(conflict)),
    h("div.under", memberGroups(conflict).map((side) => `${side.name}: ${side.claims.length}`).join(" · "), conflict.differing.length ? `. They differ in ${differingWords(conflict)}.` : ""), h("div.under", sentence(conflict.explanation), "."));
}
function claimPanel(claim) {
  const record = claim.record;
  const short = [
    ["Kind", h("a", { href: address("claims", { kind: joined([record.kind]) }, false) }, kindName(record.kind))],
    ["Says", [nameIn(POLARITY_NAMES, record.polarity), ", ", nameIn(CERTAINTY_NAMES, record.certainty).toLowerCase(), record.cues.length ? h("span.note", ` (${record.cues.map((cue) => `“${cue.text}” ${nameIn(EFFECT_NAMES, cue.effect).toLowerCase()}`).join(", ")})`) : null]],
    ["Speaker", record.speaker ? named(record.speaker) : null],
    ["Evidence", record.directness ? nameIn(DIRECTNESS_NAMES, record.directness) : null],
    ["Step", record.step ? [`${record.step.number} of “${record.step.procedure}”`, record.step.after && claimById.has(record.step.after) ? [", after ", h("a", { href: address(record.step.after) }, claimById.get(record.step.after).text)] : null] : null],
    ["Repeats", record.repeats && claimById.has(record.repeats) ? h("a", { href: address(record.repeats) }, claimById.get(record.repeats).text) : null],
    ["Place", [h("a", { href: address(claim.doc.id) }, claim.doc.text), h("div.under", place(claim), claim.doc.record.sells_subject ? [" ", h("span.chip.warn", "publisher sells what it writes about")] : null)]],
  ];
  return [
    h("p.eyebrow", glyph("claim"), "Claim", h("span.row-chips", wordingChips(record), claim.isContested ? chip("contested", "contested") : null)),
    subjectHead(claim.text),
    quotePart(claim),
    part("Where it comes from", h("p.note.trail-end", ["uncited", "no citation needed", "dangling"].includes(claim.end.verdict) ? `Its trail: ${claim.end.verdict}.` : ["Its trail ends in ", h("strong", claim.end.verdict), claim.end.certain ? "." : ", by a guess."]), tracePart(claim)),
    part("In short", details(short)),
    part("What it asserts", record.relations.length ? h("ul.relations", record.relations.map(relationPart)) : null),
    part("Numbers", record.measurements.length ? smallTable(MEASURE_COLUMNS, record.measurements, "Measurements") : null),
    part("Doses", record.regimens.length ? smallTable(REGIMEN_COLUMNS, record.regimens, "Regimens") : null),
    part("Positions", record.stances.length ? h("ul.stances", record.stances.map((stance) => h("li", h("span.chip.stance-" + stance.stance, nameIn(STANCE_NAMES, stance.stance)), " ", named(stance.organisation), " on ", named(stance.intervention), stance.condition ? [" in ", named(stance.condition)] : null, stance.population ? ` (${stance.population})` : null, stance.strength ? `, ${stance.strength}` : null, h("span.note", stance.first_hand ? " its own words" : " told second-hand")))) : null),
    part("In conflict", claim.conflicts.length ? h("ul.conflicts", claim.conflicts.map(conflictLine)) : null),
    part("Who agrees and who does not", relatedPart(claim)),
    part("What the audit found", findingsPart(findingsOf(claim))),
    part("Involves", claim.involved.length ? h("p.chips", claim.involved.map((one) => h("a.chip.concept" + (one.implied ? ".implied" : ""), { href: address(one.concept.id), title: one.implied ? `${sentence(one.concept.type)}, implied by a heading or pronoun` : sentence(one.concept.type) }, one.concept.text))) : null),
    claimTools(claim),
  ];
}
