// The first screen: what is in here, where it disagrees, what to doubt first.
function ranked(counts) { return [...counts].sort((one, other) => other[1] - one[1] || String(one[0]).localeCompare(String(other[0]))); }
function tally(list, of) {
  const counts = new Map();
  for (const item of list) for (const value of of(item)) counts.set(value, (counts.get(value) || 0) + 1);
  return counts;
}

// Questions to which different answers are given; then those whose answers differ with the circumstances.
function disagreements() {
  const found = [];
  for (const [bare, group] of questionsByBare) {
    const counted = group.map((question) => question.answers.filter((given) => !given.claim.isRepeat));
    const answers = counted.flat();
    const contested = group.filter((question) => question.contested);
    if (!contested.length && !contradict(answers.map((given) => given.answer))) continue;
    const shown = contested.length === 1 ? contested[0].answers.filter((given) => !given.claim.isRepeat) : answers;
    found.push({
      bare, group, contested: contested.length > 0, question: contested[0] || group[0], answers: shown, whole: contested.length !== 1,
      documents: new Set(shown.map((given) => given.claim.doc)).size,
    });
  }
  return found.sort((one, other) => other.contested - one.contested || other.documents - one.documents || other.answers.length - one.answers.length || one.bare.localeCompare(other.bare));
}
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
function disagreementCard(one) {
  const family = one.question.record.family;
  const groups = answerGroups(one.answers, family);
  return h("li.dispute", {},
    h("a.dispute-question", { href: address(one.question.id, {}, false) }, questionWords(one.question, one.whole)),
    h("ul.sides", {}, groups.map((group) => h("li.side.side-" + group.answer, {},
      h("strong", {}, sentence(group.name)),
      h("span", {}, ` ${count(group.claims.length, "claim")}, ${count(new Set(group.claims.map((claim) => claim.doc)).size, "document")}`)))),
    one.contested ? null : h("p.note", {}, "Under different circumstances: open it to compare."));
}

function documentRow(doc) {
  const record = doc.record;
  const counted = doc.claims.filter(isCounted);
  const ledger = Object.fromEntries(record.ledger);
  const written = Object.entries(ledger).reduce((sum, [kind, size]) => sum + (kind === "blank" ? 0 : size), 0);
  const about = [record.publisher, record.kind && spaced(record.kind), record.date].filter(Boolean).join(" · ");
  return h("tr", {},
    h("th", { scope: "row" }, h("a", { href: address(doc.id, {}, false) }, doc.text), h("div.under", {}, about || record.path, record.sells_subject ? h("span.chip.warn", {}, "sells what it writes about") : null)),
    h("td.number", { "data-head": "Claims" }, h("a", { href: address("claims", { doc: record.sha256.slice(0, 12) }, false) }, counted.length.toLocaleString("en"))),
    h("td.wide", { "data-head": "Citations" }, healthBar(counted, { doc: record.sha256.slice(0, 12) })),
    h("td.number", { "data-head": "Not read as claims" }, written ? percent(ledger.unclaimed || 0, written) : "–"));
}
const legend = (counts, query) => h("ul.legend", {}, STATUSES.map((name) => h("li", {}, h("a", { href: address("claims", { ...query, status: name }, false) }, status(name), h("span.count", {}, (counts.get(name) || 0).toLocaleString("en"))), h("span.meaning", {}, STATUS_MEANINGS[name]))));

function kindsPart() {
  const kinds = ranked(tally(claims.filter((claim) => !claim.isRepeat), (claim) => [claim.record.kind]));
  const most = kinds.length ? kinds[0][1] : 1;
  return h("section", { "aria-labelledby": "h-kinds" }, h("h2", { id: "h-kinds" }, "Claims by kind"), h("ul.bars", {}, kinds.map(([kind, number]) => {
    const line = h("span.bar-line", { "aria-hidden": "true" });
    line.style.width = Math.max(2, (100 * number) / most) + "%";
    return h("li", {}, h("a", { href: address("claims", { kind: joined([kind]) }, false) }, h("span.name", {}, kindName(kind)), h("span.count", {}, number.toLocaleString("en")), line));
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
  return h("section", { "aria-labelledby": "h-concepts" }, h("h2", { id: "h-concepts" }, "What they are about"), h("dl.about", {}, types.slice(0, 9).map(([type, list]) => [
    h("dt", {}, h("a", { href: address("claims", { type: joined([type]) }, false) }, sentence(type))),
    h("dd", {}, list.slice(0, 6).map(([concept, number]) => h("a.chip.concept", { href: address(concept.id, {}, false) }, concept.text, h("span.count", {}, number))), list.length > 6 ? h("span.more", {}, `and ${list.length - 6} more`) : null),
  ])));
}
function stancesPart() {
  const rows = claims.filter((claim) => !claim.isRepeat).flatMap((claim) => claim.record.stances.map((stance) => ({ claim, stance })));
  if (!rows.length) return null;
  rows.sort((one, other) => one.stance.organisation.localeCompare(other.stance.organisation) || one.claim.index - other.claim.index);
  return h("section", { "aria-labelledby": "h-stances" }, h("h2", { id: "h-stances" }, "Positions of organisations"), h("ul.stances", {}, rows.slice(0, 12).map(({ claim, stance }) => h("li", {},
    h("span.chip.stance-" + stance.stance, {}, nameIn(STANCE_NAMES, stance.stance)), " ",
    h("a", { href: address(claim.id, {}, false) }, h("strong", {}, stance.organisation), ": ", stance.intervention, stance.condition ? ` in ${stance.condition}` : ""),
    h("div.under", {}, claim.doc.text, stance.first_hand ? "" : " · told second-hand")))), rows.length > 12 ? h("p.note", {}, h("a", { href: address("claims", { kind: "guideline_position" }, false) }, `All ${rows.length}`)) : null);
}
function worksPart() {
  const rows = works.map((work) => [work, work.claims.filter(isCounted).length, new Set(work.claims.map((claim) => claim.doc)).size]).filter((row) => row[1])
    .sort((one, other) => other[2] - one[2] || other[1] - one[1] || one[0].text.localeCompare(other[0].text));
  if (!rows.length) return null;
  return h("section", { "aria-labelledby": "h-works" }, h("h2", { id: "h-works" }, "What most rests on"), h("ol.works", {}, rows.slice(0, 8).map(([work, number, docs]) => h("li", {},
    h("a", { href: address(work.id, {}, false) }, shortened(work.text, 110)),
    h("div.under", {}, [work.record.year, work.record.type !== "unknown" && spaced(work.record.type), count(number, "claim"), docs > 1 ? `in ${docs} documents` : ""].filter(Boolean).join(" · "))))));
}
function doubtsPart() {
  const uncited = new Set(page.uncited_kinds);
  const lists = [
    [countedClaims.filter((claim) => claim.record.citation_status === "dangling").length, "claims whose marker leads nowhere", { status: "dangling" }],
    [countedClaims.filter((claim) => claim.record.citation_status === "inferred").length, "claims whose reference had to be guessed", { status: "inferred" }],
    [countedClaims.filter((claim) => claim.record.citation_status === "none" && !uncited.has(claim.record.kind)).length, "claims that would need a reference and have none", { status: "none", kind: joined([...new Set(countedClaims.map((claim) => claim.record.kind))].filter((kind) => !uncited.has(kind)).sort()) }],
    [countedClaims.filter((claim) => claim.record.certainty !== "asserted").length, "claims that hedge or speculate", { certainty: joined(["hedged", "speculative"]) }],
    [countedClaims.filter((claim) => claim.record.polarity !== "affirmed").length, "claims that deny or leave open", { polarity: joined(Object.keys(POLARITY_NAMES).filter((name) => name !== "affirmed")) }],
    [countedClaims.filter((claim) => claim.doc.record.sells_subject).length, "claims from those who sell what they write about", { doc: joined(documents.filter((doc) => doc.record.sells_subject).map((doc) => doc.record.sha256.slice(0, 12))) }],
  ].filter(([number]) => number);
  if (!lists.length) return null;
  return h("section", { "aria-labelledby": "h-doubts" }, h("h2", { id: "h-doubts" }, "Read with care"), h("ul.doubts", {}, lists.map(([number, text, query]) => h("li", {}, h("a", { href: address("claims", query, false) }, h("strong", {}, number.toLocaleString("en")), " ", text)))));
}

function startView(missing) {
  const counts = tally(countedClaims, (claim) => [claim.record.citation_status]);
  const apart = [[claims.filter((claim) => claim.isStep && !claim.isRepeat).length, "protocol step"], [claims.filter((claim) => claim.isRepeat).length, "repeat"]].filter(([number]) => number).map(([number, word]) => count(number, word));
  const disputes = disagreements();
  const cited = works.filter((work) => work.claims.length).length;
  return h("div.start", {},
    missing ? h("p.missing", { role: "alert" }, "Nothing here goes by “", missing, "”. It may belong to another graph, or to a document that has changed since.") : null,
    h("section.lede", {},
      h("h1", {}, page.title),
      h("p", {}, h("a", { href: "#claims" }, count(countedClaims.length, "claim")), " from ", count(documents.length, "document"), ", resting on ", count(cited, "cited work"), ". ",
        disputes.filter((one) => one.contested).length ? ["On ", h("a", { href: "#", onclick: (event) => { event.preventDefault(); document.getElementById("h-disputes").scrollIntoView({ behavior: "auto" }); document.getElementById("h-disputes").focus(); } }, count(disputes.filter((one) => one.contested).length, "question")), " they contradict each other. "] : null,
        apart.length ? h("span.note", {}, `${apart.join(" and ")} counted apart.`) : null),
      healthBar(countedClaims, {}), legend(counts, {})),
    disputes.length ? h("section", { "aria-labelledby": "h-disputes" }, h("h2", { id: "h-disputes", tabindex: "-1" }, "Where they disagree"), h("ul.disputes", {}, disputes.slice(0, 6).map(disagreementCard)),
      disputes.length > 6 ? h("details.more-disputes", {}, h("summary", {}, `${disputes.length - 6} more`), h("ul.disputes", {}, disputes.slice(6).map(disagreementCard))) : null) : null,
    h("section", { "aria-labelledby": "h-docs" }, h("h2", { id: "h-docs" }, "The documents"),
      h("table.documents", {}, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Document"), h("th.number", { scope: "col" }, "Claims"), h("th.wide", { scope: "col" }, "Citations"), h("th.number", { scope: "col", title: "Share of the document's characters that no rule understood" }, "Not read"))),
        h("tbody", {}, documents.map(documentRow))),
      h("p.note", {}, "“Not read” is the share of a document's characters that is neither claim nor heading, list of references or other known matter: what may be missing here.")),
    h("div.columns", {}, h("div", {}, doubtsPart(), kindsPart()), h("div", {}, stancesPart(), worksPart())),
    conceptsPart(),
    h("footer.foot", {}, `Written by thymograph ${page.version}. Nothing on this page is sent or fetched: it works offline, and every view has its own address.`));
}
