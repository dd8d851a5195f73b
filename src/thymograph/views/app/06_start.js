// The first screen: what is in here, where it disagrees, what to doubt first.
function ranked(counts) { return [...counts].sort((one, other) => other[1] - one[1] || byName(String(one[0].text || one[0]), String(other[0].text || other[0]))); }
function tally(list, of) {
  const counts = new Map();
  for (const item of list) for (const value of of(item)) counts.set(value, (counts.get(value) || 0) + 1);
  return counts;
}

// Conflicts on one question are one card; the gravest speaks for it.
function disputes() {
  const byQuestion = new Map();
  for (const conflict of conflicts) {
    if (!byQuestion.has(conflict.bare)) byQuestion.set(conflict.bare, []);
    byQuestion.get(conflict.bare).push(conflict);
  }
  const weight = (group) => [group[0].type === "apparent" ? 1 : 0, group[0].direct ? 0 : 1, group[0].type === "within_document" ? 1 : 0, -new Set(group[0].claims.map((claim) => claim.doc)).size, -group[0].claims.length];
  return [...byQuestion.values()].map((group) => [weight(group), group]).sort(([a, one], [b, other]) => {
    const at = a.findIndex((value, place) => value !== b[place]);
    return at < 0 ? (one[0].id < other[0].id ? -1 : 1) : a[at] - b[at];
  }).map(([, group]) => group);
}
function memberGroups(conflict) {
  const groups = new Map();
  for (const member of conflict.members) {
    if (!groups.has(member.says)) groups.set(member.says, { says: member.says, attitude: member.attitude, name: saysName(conflict.record.family, member.says), claims: [] });
    groups.get(member.says).claims.push(member.claim);
  }
  return [...groups.values()].sort((one, other) => (one.attitude === "leaves_open") - (other.attitude === "leaves_open") || other.claims.length - one.claims.length || one.says.localeCompare(other.says));
}
const differingWords = (conflict) => conflict.differing.map(([qualifier, values]) => `${spaced(qualifier)} (${values.map((value) => value || "not said").join(" / ")})`).join("; ");
function answerGroups(answers, family) {
  const groups = new Map();
  for (const given of answers) {
    const key = given.attitude === "leaves_open" ? "open" : given.answer;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(given);
  }
  return [...groups].sort((one, other) => (one[0] === "open") - (other[0] === "open") || other[1].length - one[1].length || one[0].localeCompare(other[0]))
    .map(([answer, list]) => ({ answer, name: answerName(family, answer), claims: [...new Set(list.map((given) => given.claim))] }));
}
function disputeCard(group) {
  const conflict = group[0];
  const all = memberGroups(conflict);
  // The first of each attitude comes before a second of any: both sides are on the card.
  const firsts = all.filter((side, place) => all.findIndex((other) => other.attitude === side.attitude) === place);
  const sides = [...firsts, ...all.filter((side) => !firsts.includes(side))];
  return h("li.dispute", {},
    h("p.dispute-types", [...new Set(group.map((one) => one.type))].map((type) => conflictChip(type))),
    h("a.dispute-question", { href: address(conflict.id, {}, false) }, questionWords(conflict)),
    h("ul.sides", sides.slice(0, 4).map((side) => h("li.side.side-" + side.attitude, {},
      h("strong", { title: side.name }, shortened(sentence(side.name), 64)),
      h("span", ` ${count(side.claims.length, "claim")}, ${count(new Set(side.claims.map((claim) => claim.doc)).size, "document")}`)))),
    sides.length > 4 ? h("p.note", `and ${count(sides.length - 4, "other answer")}`) : null,
    conflict.differing.length ? h("p.note", "They differ in ", differingWords(conflict), ".") : null);
}

function documentRow(doc) {
  const record = doc.record;
  const counted = doc.claims.filter(isCounted);
  const ledger = Object.fromEntries(record.ledger);
  const written = Object.entries(ledger).reduce((sum, [kind, size]) => sum + (kind === "blank" ? 0 : size), 0);
  const about = [record.publisher, record.kind && spaced(record.kind), record.date].filter(Boolean).join(" · ");
  return h("tr", {},
    h("th", { scope: "row" }, h("a", { href: address(doc.id, {}, false) }, doc.text), h("div.under", about || record.path, record.sells_subject ? h("span.chip.warn", "sells what it writes about") : null)),
    h("td.number", { "data-head": "Claims" }, h("a", { href: address("claims", { doc: record.sha256.slice(0, 12) }, false) }, counted.length.toLocaleString("en"))),
    h("td.wide", { "data-head": "Citations" }, healthBar(counted, { doc: record.sha256.slice(0, 12) })),
    h("td.number", { "data-head": "Not read as claims" }, written ? percent(ledger.unclaimed || 0, written) : "–"));
}
const legend = (counts, query) => h("ul.legend", STATUSES.map((name) => h("li", h("a", { href: address("claims", { ...query, status: name }, false) }, status(name), h("span.count", (counts.get(name) || 0).toLocaleString("en"))), h("span.meaning", STATUS_MEANINGS[name]))));

function kindsPart() {
  const kinds = ranked(tally(claims.filter((claim) => !claim.isRepeat), (claim) => [claim.record.kind]));
  const most = kinds.length ? kinds[0][1] : 1;
  return h("section", { "aria-labelledby": "h-kinds" }, h("h2", { id: "h-kinds" }, "Claims by kind"), h("ul.bars", kinds.map(([kind, number]) => {
    const line = h("span.bar-line", { "aria-hidden": "true" });
    line.style.width = Math.max(2, (100 * number) / most) + "%";
    return h("li", h("a", { href: address("claims", { kind: joined([kind]) }, false) }, h("span.name", kindName(kind)), h("span.count", number.toLocaleString("en")), line));
  })));
}
function conceptsPart() {
  const byType = new Map();
  for (const concept of concepts) {
    const number = concept.claims.filter(isCounted).length;
    if (!number) continue;
    if (!byType.has(concept.type)) byType.set(concept.type, []);
    byType.get(concept.type).push([concept, number]);
  }
  const types = [...byType].map(([type, list]) => [type, list.sort((one, other) => other[1] - one[1] || one[0].text.localeCompare(other[0].text))])
    .sort((one, other) => (one[0] === "other") - (other[0] === "other") || other[1].reduce((sum, [, n]) => sum + n, 0) - one[1].reduce((sum, [, n]) => sum + n, 0));
  return h("section", { "aria-labelledby": "h-concepts" }, h("h2", { id: "h-concepts" }, "What they are about"), h("dl.about", types.slice(0, 9).map(([type, list]) => [
    h("dt", h("a", { href: address("claims", { type: joined([type]) }, false) }, sentence(type))),
    h("dd", list.slice(0, 6).map(([concept, number]) => h("a.chip.concept", { href: address(concept.id, {}, false) }, concept.text, h("span.count", number))), list.length > 6 ? h("span.more", `and ${list.length - 6} more`) : null),
  ])));
}
function stancesPart() {
  const rows = claims.filter((claim) => !claim.isRepeat).flatMap((claim) => claim.record.stances.map((stance) => ({ claim, stance })));
  if (!rows.length) return null;
  rows.sort((one, other) => one.stance.organisation.localeCompare(other.stance.organisation) || one.claim.index - other.claim.index);
  return h("section", { "aria-labelledby": "h-stances" }, h("h2", { id: "h-stances" }, "Positions of organisations"), h("ul.stances", rows.slice(0, 12).map(({ claim, stance }) => h("li", {},
    h("span.chip.stance-" + stance.stance, nameIn(STANCE_NAMES, stance.stance)), " ",
    h("a", { href: address(claim.id, {}, false) }, h("strong", stance.organisation), ": ", stance.intervention, stance.condition ? ` in ${stance.condition}` : ""),
    h("div.under", claim.doc.text, stance.first_hand ? "" : " · told second-hand")))), rows.length > 12 ? h("p.note", h("a", { href: address("claims", { kind: "guideline_position" }, false) }, `All ${rows.length}`)) : null);
}
function worksPart() {
  const rows = works.map((work) => [work, work.claims.filter(isCounted).length, new Set(work.claims.map((claim) => claim.doc)).size]).filter((row) => row[1])
    .sort((one, other) => other[2] - one[2] || other[1] - one[1] || one[0].text.localeCompare(other[0].text));
  if (!rows.length) return null;
  return h("section", { "aria-labelledby": "h-works" }, h("h2", { id: "h-works" }, "What most rests on"), h("ol.works", rows.slice(0, 8).map(([work, number, docs]) => h("li", {},
    h("a", { href: address(work.id, {}, false) }, shortened(work.text, 110)),
    h("div.under", [work.record.year, work.record.type !== "unknown" && spaced(work.record.type), count(number, "claim"), docs > 1 ? `in ${docs} documents` : ""].filter(Boolean).join(" · "))))));
}
function doubtsPart() {
  const lists = [
    [countedClaims.filter((claim) => claim.record.citation_status === "dangling").length, "claims whose marker leads nowhere", { status: "dangling" }],
    [countedClaims.filter((claim) => claim.record.citation_status === "inferred").length, "claims whose reference had to be guessed", { status: "inferred" }],
    [countedClaims.filter(isMissing).length, "claims that would need a reference and have none", { status: "missing" }],
    [countedClaims.filter((claim) => claim.findings.length).length, "claims in which the audit found something", { audit: joined(["error", "warning", "note"]) }],
    [countedClaims.filter((claim) => claim.record.certainty !== "asserted").length, "claims that hedge or speculate", { certainty: joined(["hedged", "speculative"]) }],
    [countedClaims.filter((claim) => claim.record.polarity !== "affirmed").length, "claims that deny or leave open", { polarity: joined(Object.keys(POLARITY_NAMES).filter((name) => name !== "affirmed")) }],
    [countedClaims.filter((claim) => claim.doc.record.sells_subject).length, "claims from those who sell what they write about", { doc: joined(documents.filter((doc) => doc.record.sells_subject).map((doc) => doc.record.sha256.slice(0, 12))) }],
  ].filter(([number]) => number);
  if (!lists.length) return null;
  return h("section", { "aria-labelledby": "h-doubts" }, h("h2", { id: "h-doubts" }, "Read with care"), h("ul.doubts", lists.map(([number, text, query]) => h("li", h("a", { href: address("claims", query, false) }, h("strong", number.toLocaleString("en")), " ", text)))));
}

// Answers by what they stand on: the best rooted, and those that several claims give and nothing, or only pages, carries.
function rootedPart() {
  const rows = Object.entries(page.footings).filter(([bare]) => questionsByBare.has(bare)).flatMap(([bare, sides]) => Object.keys(sides).filter((side) => side !== "open").map((side) => ({ bare, side, footing: footingOf(bare, side) })));
  const line = ({ bare, side, footing }) => {
    const question = wideQuestion(bare);
    return h("li", h("a", { href: address(question.id, {}, false) }, questionWords(question, true)), " ", h("strong", sentence(saysName(question.record.family, side))), h("div.under", `${rootWords(footing)} · ${count(footing.claims, "claim")} in ${count(footing.documents, "document")}`));
  };
  const order = (of) => (one, other) => { const [a, b] = [of(one), of(other)]; const at = a.findIndex((value, place) => value !== b[place]); return at < 0 ? (one.bare + one.side < other.bare + other.side ? -1 : 1) : b[at] - a[at]; };
  const sound = ({ footing }) => footing.roots_at_least - Math.min(footing.roots_at_least, footing.weak);
  const best = rows.filter((row) => sound(row) > 0).sort(order((row) => [sound(row), row.footing.voices, row.footing.claims])).slice(0, 6);
  const least = rows.filter((row) => sound(row) === 0).sort(order((row) => [row.footing.voices, row.footing.claims, -row.footing.roots])).slice(0, 6);
  return [["h-best", "Best rooted", "Answers that lead back to the most independent works or results of a document's own.", best], ["h-least", "Least rooted", "Said, and behind it no work but pages that tell or sell, guesses, or nothing; what most say comes first.", least]]
    .filter(([, , , list]) => list.length).map(([id, title, note, list]) => h("section", { "aria-labelledby": id }, h("h2", { id }, title), h("p.note", note), h("ul.rooted", list.map(line))));
}
const DOCUMENTS_SHOWN = 40;
function startView(missing) {
  const counts = tally(countedClaims, (claim) => [claim.record.citation_status]);
  const apart = [[claims.filter((claim) => claim.isStep && !claim.isRepeat).length, "protocol step"], [claims.filter((claim) => claim.isRepeat).length, "repeat"]].filter(([number]) => number).map(([number, word]) => count(number, word));
  const groups = disputes();
  const real = groups.filter((group) => group[0].type !== "apparent").length;
  const cited = works.filter((work) => work.claims.length).length;
  const body = h("tbody", documents.slice(0, DOCUMENTS_SHOWN).map(documentRow));
  const rest = h("button.more-rows", { type: "button", id: "more-documents", onclick: () => { append(body, documents.slice(DOCUMENTS_SHOWN).map(documentRow)); rest.remove(); body.rows[DOCUMENTS_SHOWN].querySelector("a").focus(); } }, `Show ${count(documents.length - DOCUMENTS_SHOWN, "more document")}`);
  return h("div.start", {},
    missing ? h("p.missing", { role: "alert" }, "Nothing here goes by “", missing, "”. It may belong to another graph, or to a document that has changed since.") : null,
    h("section.lede", {},
      h("h1", page.title),
      page.notice ? h("p.partial", page.notice) : null,
      h("p", h("a", { href: "#claims" }, count(countedClaims.length, "claim")), " from ", count(documents.length, "document"), ", resting on ", count(cited, "cited work"), ". ",
        real ? ["On ", h("a", { href: "#", onclick: (event) => { event.preventDefault(); const heading = document.getElementById("h-disputes"); heading.scrollIntoView(); heading.focus(); } }, count(real, "question")), " they disagree. "] : null,
        apart.length ? h("span.note", `${apart.join(" and ")} counted apart.`) : null),
      healthBar(countedClaims, {}), legend(counts, {})),
    groups.length ? h("section", { "aria-labelledby": "h-disputes" }, h("h2", { id: "h-disputes", tabindex: "-1" }, "Where they disagree"), h("ul.disputes", groups.slice(0, 6).map(disputeCard)),
      groups.length > 6 ? lazyDetails(".more-disputes", `${groups.length - 6} more`, () => h("ul.disputes", groups.slice(6).map(disputeCard))) : null) : null,
    h("section", { "aria-labelledby": "h-docs" }, h("h2", { id: "h-docs" }, "The documents"),
      h("table.documents", h("thead", h("tr", h("th", { scope: "col" }, "Document"), h("th.number", { scope: "col" }, "Claims"), h("th.wide", { scope: "col" }, "Citations"), h("th.number", { scope: "col", title: "Share of the document's characters that no rule understood" }, "Not read"))),
        body),
      documents.length > DOCUMENTS_SHOWN ? rest : null,
      h("p.note", "“Not read” is the share of a document's characters that is neither claim nor heading, list of references or other known matter: what may be missing here.")),
    h("div.columns", rootedPart().map((section) => h("div", section))),
    h("div.columns", h("div", doubtsPart(), kindsPart()), h("div", stancesPart(), worksPart())),
    conceptsPart(),
    h("footer.foot", `Written by thymograph ${page.version}. Nothing on this page is sent or fetched: it works offline, and every view has its own address.`));
}
