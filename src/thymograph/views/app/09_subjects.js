// The panels of what is not a claim: a concept, a document, a work, a question.
function claimList(list, limit, note) {
  const shown = list.slice(0, limit);
  return [h("ul.claim-list", shown.map((claim) => h("li", h("a", { href: address(claim.id) }, claim.text), h("div.under", status(claim.record.citation_status), " · ", kindName(claim.record.kind), note ? " · " + note(claim) : "")))),
    list.length > limit ? h("p.note", `${list.length - limit} more in the list of claims.`) : null];
}
const inTable = (subject, number) => h("a.button", { href: address(subject.id, { view: "table" }, false) }, `List ${count(number, "claim")}`);
// Only where there is one: a concept or document of which some claim tells what acts on what.
const pathwayLink = (subject) => (subject.claims.some((claim) => claim.answers.some((given) => ACTING.has(given.question.record.family))) ? h("a.button", { href: address("mechanism/" + (subject.what === "doc" ? subject.id : subject.key), {}, false) }, "Pathway") : null);

function conceptPanel(concept) {
  const list = concept.claims.filter(isCounted);
  const beside = ranked(tally(list, (claim) => claim.involved.filter((one) => one.concept !== concept).map((one) => one.concept))).slice(0, 14);
  const asked = questions.filter((question) => [conceptOf(question.record.subject_id, question.record.subject), conceptOf(question.record.object_id, question.record.object)].includes(concept));
  asked.sort((one, other) => other.contested - one.contested || other.claims.length - one.claims.length || one.id.localeCompare(other.id));
  const [prefix, local] = concept.curie ? [concept.curie.slice(0, concept.curie.indexOf(":")), concept.curie.slice(concept.curie.indexOf(":") + 1)] : [];
  const base = concept.curie && page.prefixes[prefix];
  const docs = ranked(tally(list, (claim) => [claim.doc]));
  return [
    h("p.eyebrow", glyph("concept"), sentence(concept.type)),
    subjectHead(concept.text),
    h("p.under", concept.curie ? (base ? outLink(base + local, concept.curie) : concept.curie) : "not found in a vocabulary: known here by its name alone", " · ", count(list.length, "claim"), " in ", count(docs.length, "document")),
    healthBar(list, { concept: joined([concept.key]) }),
    h("p.tool-row", inTable(concept, list.length), pathwayLink(concept)),
    part("Asked about it", asked.length ? h("ul.asked", asked.slice(0, 10).map((question) => h("li", h("a", { href: address(question.id) }, questionWords(question)), question.contested ? [" ", chip("contested", "contested")] : null, h("div.under", answerGroups(question.answers, question.record.family).map((group) => `${group.name}: ${group.claims.length}`).join(" · "))))) : null, asked.length > 10 ? h("p.note", `and ${asked.length - 10} more`) : null),
    part("Documents", h("ul.plain-list", docs.map(([doc, number]) => h("li", h("a", { href: address(doc.id) }, doc.text), h("span.count", number))))),
    part("Named together with", beside.length ? h("p.chips", beside.map(([other, number]) => h("a.chip.concept", { href: address(other.id) }, other.text, h("span.count", number)))) : null),
    part("Claims", claimList(list, 12, (claim) => claim.doc.text)),
  ];
}
function documentPanel(doc) {
  const record = doc.record;
  const list = doc.claims.filter(isCounted);
  const ledger = record.ledger.filter(([kind]) => kind !== "blank");
  const written = ledger.reduce((sum, [, size]) => sum + size, 0);
  const dangling = [...new Set(doc.claims.flatMap((claim) => claim.record.citations.filter((link) => stateOf(link) === "dangling").map((link) => link.number)))];
  const known = [["Publisher", record.publisher], ["Kind", record.kind && sentence(record.kind)], ["Date", record.date], ["Licence", record.licence], ["Address", record.url && outLink(record.url)], ["File", record.path], ["SHA-256", h("code.long", record.sha256)]];
  return [
    h("p.eyebrow", glyph("doc"), "Document", record.sells_subject ? h("span.chip.warn", "sells what it writes about") : null),
    subjectHead(doc.text),
    healthBar(list, { doc: record.sha256.slice(0, 12) }),
    h("p.tool-row", inTable(doc, list.length), pathwayLink(doc)),
    details(known),
    part("How it was read", written ? h("ul.plain-list", [...ledger].sort((one, other) => other[1] - one[1]).map(([kind, size]) => h("li", sentence(kind), h("span.count", percent(size, written))))) : null),
    part("Markers that lead nowhere", dangling.length ? h("p", dangling.sort((one, other) => one.localeCompare(other, "en", { numeric: true })).map((number) => `[${number}]`).join(" ")) : null),
    part("What the audit found", doc.findings.length ? [findingsPart(doc.findings.slice(0, 6)), doc.findings.length > 6 ? lazyDetails("", `${doc.findings.length - 6} more`, () => findingsPart(doc.findings.slice(6))) : null] : null),
    part("Procedures and algorithms", workflowsPart(doc)),
    part("Its references", record.entries.length ? h("ol.entries", record.entries.map((one) => {
      const entry = entryById.get(one.id);
      return h("li", h("span.entry-number", one.number || "–"), h("div", entry.work ? h("a", { href: address(entry.work.id) }, one.title || one.host || one.url || "untitled") : one.title || one.host, h("div.under", [one.container, one.year, one.label].filter(Boolean).join(" · "), " ", entry.claims.length ? count(entry.claims.length, "claim") : h("em", "cited by no claim"))));
    })) : h("p.note", "It has no list of references.")),
    part("Claims", claimList(list, 12)),
  ];
}
function workPanel(work) {
  const record = work.record;
  const states = new Map();
  for (const claim of work.claims) states.set(claim, claim.record.citations.filter((link) => link.work === record.id).map(stateOf).sort(order(STATUSES))[0]);
  const list = work.claims.filter((claim) => !claim.isRepeat);
  const known = [["In", record.container], ["Year", record.year], ["What it is", record.type !== "unknown" ? [sentence(record.type), record.type_reason ? h("span.note", ` (${record.type_reason})`) : null] : "not known"], ["Host", record.host], ["Retractions", retractionWords(record)]];
  return [
    h("p.eyebrow", glyph("work"), "Work cited"),
    subjectHead(work.text),
    h("p.under.ids", workIds(record).flatMap((id) => [id, " "])),
    details(known),
    h("p", inTable(work, list.filter(isCounted).length)),
    part("Named in the references of", h("ul.plain-list", record.entries.map((id) => entryById.get(id)).filter(Boolean).map((entry) => h("li", h("a", { href: address(entry.doc.id) }, entry.doc.text), h("span.count", entry.record.number ? `entry ${entry.record.number}` : "unnumbered"))))),
    part("Claims that rest on it", list.length ? h("ul.claim-list", list.slice(0, 30).map((claim) => h("li", h("a", { href: address(claim.id) }, claim.text), h("div.under", status(states.get(claim), states.get(claim) === "inferred" ? "Inferred: a guess" : "Stated"), " · ", claim.doc.text)))) : h("p.note", "No claim cites it.")),
  ];
}
function questionPanel(question) {
  const family = question.record.family;
  const groups = answerGroups(question.answers.filter((given) => !given.claim.isRepeat), family);
  const wider = (questionsByBare.get(question.bare) || []).filter((other) => other !== question);
  return [
    h("p.eyebrow", glyph("question"), question.isWide ? "Question, in any circumstances" : "Question", question.contested ? chip("contested", "contested") : null),
    subjectHead(questionWords(question)),
    h("p.under", named(question.record.subject, question.record.subject_id), " · ", named(question.record.object, question.record.object_id)),
    part("What each answer stands on", footingTable(question), question.isWide ? null : h("p.note", "Counted over all circumstances: copies and pages of one publisher are one voice, and works that lead to one study are one root.")),
    groups.map((group) => part(`${sentence(group.name)} — ${count(group.claims.length, "claim")}`,
      claimList(group.claims, 20, (claim) => claim.doc.text))),
    part("The same in other circumstances", wider.length ? h("ul.asked", wider.slice(0, 12).map((other) => h("li", h("a", { href: address(other.id) }, questionWords(other)), h("div.under", answerGroups(other.answers, family).map((group) => `${group.name}: ${group.claims.length}`).join(" · "))))) : null),
  ];
}
function conflictPanel(conflict) {
  const also = conflicts.filter((other) => other !== conflict && other.bare === conflict.bare);
  const asked = questionsByBare.get(conflict.bare) || [];
  return [
    h("p.eyebrow", glyph("conflict"), "Conflict", conflictChip(conflict.type)),
    subjectHead(questionWords(conflict)),
    h("p.under", named(conflict.record.subject, conflict.record.subject_id), " · ", named(conflict.record.object, conflict.record.object_id)),
    h("p", sentence(conflict.explanation), "."),
    conflict.differing.length ? part("What differs", details(conflict.differing.map(([qualifier, values]) => [sentence(qualifier), values.map((value) => value || "not said").join(" / ")]))) : null,
    memberGroups(conflict).map((side) => part(`${sentence(side.name)} — ${count(side.claims.length, "claim")}`, claimList(side.claims, 20, (claim) => claim.doc.text + (claim.doc.record.sells_subject ? ", whose publisher sells what it writes about" : "")))),
    part("Also", also.length ? h("ul.conflicts", also.map(conflictLine)) : null),
    part("All answers", asked.length ? h("ul.asked", asked.slice(0, 8).map((question) => h("li", h("a", { href: address(question.id) }, questionWords(question))))) : null),
  ];
}
