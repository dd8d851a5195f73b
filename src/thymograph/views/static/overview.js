// What is in here: documents and their health, kinds, what is contested, who takes which position.
const isAside = (claim) => claim.kind === "protocol_step" || claim.repeats !== undefined;

function healthBar(list) {
  const needing = list.filter((c) => !NEEDS_NO_CITATION.has(claims[c].kind) && !claims[c].repeats);
  const counts = Object.fromEntries(Object.keys(STATUS).map((status) => [status, needing.filter((c) => claims[c].status === status).length]));
  const words = Object.entries(counts).filter(([, n]) => n).map(([status, n]) => n + " " + STATUS[status][0].toLowerCase()).join(", ");
  return el("div", { class: "health" }, el("div", { class: "bar", role: "img", "aria-label": words || "no claim needs a citation" }, Object.entries(counts).map(([status, n]) => { if (!n) return null; const part = el("span", { class: "part " + status, title: n + " " + STATUS[status][0] }); part.style.flexGrow = n; return part; })), el("span", { class: "aside" }, words));
}

function documentCard(document, number) {
  const list = claimsOfDocument[number], ledger = document.ledger || {};
  const filled = Object.entries(ledger).reduce((sum, [name, n]) => sum + (name === "blank" ? 0 : n), 0);
  return el("li", { class: "card" },
    el("h3", null, el("a", { href: "#doc/" + document.id }, documentName(document))),
    el("p", { class: "aside" }, [document.kind, document.publisher, document.date].filter(Boolean).join(" · ") || document.path, document.sells ? el("span", { class: "warning" }, "sells what it writes about") : null),
    el("p", null, el("a", { href: "#claims?doc=" + document.id }, plural(list.length, "claim")), filled ? el("span", { class: "aside" }, percent(ledger.unclaimed || 0, filled) + " of its text not understood") : null),
    healthBar(list));
}

function counted(list, of) {
  const counts = new Map();
  for (const item of list) { const key = of(item); if (key !== undefined && key !== null) counts.set(key, (counts.get(key) || 0) + 1); }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function contestedList() {
  return questions.filter((q) => q.contested).sort((a, b) => b.direct - a.direct || b.claims.length - a.claims.length).slice(0, 10).map((question) => {
    const says = (attitude) => new Set(question.claims.filter(([, a]) => a.includes(attitude)).map(([c]) => claims[c].doc)).size;
    const parts = [["asserts", "asserted"], ["denies", "denied"], ["leaves_open", "left open"]].map(([attitude, word]) => [says(attitude), word]).filter(([n]) => n);
    return el("li", null, el("a", { href: "#question/" + question.id }, questionName(question)), el("span", { class: "aside" }, parts.map(([n, word]) => word + " in " + plural(n, "document")).join(", ") + (question.direct ? "" : "; the context differs")));
  });
}

function stanceRows() {
  const rows = claims.flatMap((claim, number) => (claim.stances || []).map((stance) => ({ ...stance, number })));
  return rows.slice(0, 12).map((stance) => el("tr", null, el("td", null, stance.organisation), el("td", { class: "stance " + stance.stance }, readable(stance.stance)), el("td", null, stance.intervention + (stance.condition ? " in " + stance.condition : "")), el("td", null, el("a", { href: "#" + claims[stance.number].id, title: documentName(documents[claims[stance.number].doc]) }, documents[claims[stance.number].doc].publisher || documents[claims[stance.number].doc].path), stance.first_hand ? null : el("span", { class: "aside" }, "second-hand"))));
}

function rooted() {
  return questions.filter((q) => new Set(q.claims.map(([c]) => claims[c].doc)).size > 1).map((question) => {
    const works = new Set(), places = new Set();
    for (const [c, attitudes] of question.claims) { places.add(claims[c].doc); if (attitudes.includes("asserts")) for (const cite of claims[c].cites || []) if (cite.work !== undefined && cite.sure === undefined) works.add(cite.work); }
    return { question, works: works.size, places: places.size };
  }).sort((a, b) => b.places - a.places || a.works - b.works).slice(0, 8);
}

function overview() {
  const main = claims.filter((claim) => !isAside(claim));
  const section = (name, note, content) => el("section", { class: "block" }, el("h2", null, name), note ? el("p", { class: "aside" }, note) : null, content);
  const contested = contestedList(), stances = stanceRows(), roots = rooted();
  const concepted = concepts.map((concept, number) => [number, claimsOfConcept[number].length]).sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 24);
  return el("div", { class: "overview" },
    el("section", { class: "lead" }, el("h1", null, RECORDS.title), el("p", null, plural(documents.length, "document") + ", " + plural(claims.length, "claim") + ", " + plural(works.length, "cited work") + ". Each claim leads to its words, its marker and the work that it rests on, or to where the trail ends.")),
    section("Documents", "The bar shows what the claims that need a citation rest on.", el("ul", { class: "cards" }, documents.map(documentCard))),
    el("div", { class: "columns" },
      contested.length ? section("Answered differently", "One question, opposite answers.", el("ul", { class: "plain-list" }, contested)) : null,
      stances.length ? section("Positions of organisations", null, el("div", { class: "scroll" }, el("table", null, el("thead", null, el("tr", null, ["Organisation", "Position", "On", "Said in"].map((h) => el("th", { scope: "col" }, h)))), el("tbody", null, stances)))) : null,
      roots.length ? section("Said in several documents", "Agreement counts by the works it rests on, not by how often it is said.", el("ul", { class: "plain-list" }, roots.map((r) => el("li", null, el("a", { href: "#question/" + r.question.id }, questionName(r.question)), el("span", { class: "aside" }, plural(r.places, "document") + ", " + plural(r.works, "cited work")))))) : null,
      section("Claims by kind", null, el("ul", { class: "bars" }, counted(main, (c) => c.kind).map(([kind, n], index, all) => { const bar = el("span", { class: "fill" }); bar.style.width = (100 * n) / all[0][1] + "%"; return el("li", null, el("a", { href: "#claims?kind=" + kind }, readable(kind)), el("span", { class: "track", "aria-hidden": true }, bar), el("span", { class: "count" }, n)); }))),
      section("Most spoken of", null, el("p", { class: "concepts" }, concepted.map(([number, n]) => el("span", { class: "with-count" }, conceptLink(number), el("small", null, n)))))));
}
