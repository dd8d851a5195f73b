// The table of claims: search as you type, filters with counts, sort, and export of what is shown.
const FILTERS = [
  ["doc", "Document", (claim) => [documents[claim.doc].id], (value) => documentName(documents[documentNumber.get(value)] || { path: value })],
  ["kind", "Kind", (claim) => [claim.kind], readable],
  ["status", "Citation", (claim) => [claim.status], (value) => (STATUS[value] || [value])[0]],
  ["polarity", "Polarity", (claim) => [claim.polarity || "affirmed"], readable],
  ["certainty", "Certainty", (claim) => [claim.certainty || "asserted"], readable],
  ["type", "Involves", (claim) => [...new Set([...(claim.about || []), ...(claim.implied || [])].map((c) => concepts[c].type))], readable],
];
const SORTS = { place: (a, b) => a.number - b.number, kind: (a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.number - b.number), gist: (a, b) => a.gist.localeCompare(b.gist) || a.number - b.number, citation: (a, b) => (a.status < b.status ? -1 : a.status > b.status ? 1 : a.number - b.number) };
const PAGE = 200;
let state = { q: "", concept: "", sort: "place", asides: "" };

function readState(query) {
  const given = new URLSearchParams(query);
  state = { q: given.get("q") || "", concept: given.get("concept") || "", sort: given.get("sort") || "place", asides: given.get("asides") || "" };
  for (const [name] of FILTERS) state[name] = given.get(name) || "";
}
function stateHash() {
  const out = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) if (value && !(name === "sort" && value === "place")) out.set(name, value);
  const text = out.toString();
  return "#claims" + (text ? "?" + text : "");
}
function matches(claim, without) {
  if (!state.asides && isAside(claim) && !(state.kind === "protocol_step")) return false;
  if (state.concept) { const c = conceptNumber.get(state.concept); if (!(claim.about || []).includes(c) && !(claim.implied || []).includes(c)) return false; }
  if (state.q && !state.q.toLowerCase().split(/\s+/).every((word) => claim.words.includes(word))) return false;
  return FILTERS.every(([name, , of]) => name === without || !state[name] || of(claim).includes(state[name]));
}
const shownClaims = () => claims.filter((claim) => matches(claim)).sort(SORTS[state.sort] || SORTS.place);

function filterBox([name, label, of, word]) {
  const options = counted(claims.filter((claim) => matches(claim, name)).flatMap(of), (value) => value);
  if (state[name] && !options.some(([value]) => value === state[name])) options.push([state[name], 0]);
  return el("label", null, el("span", null, label), el("select", { name, onchange: (event) => { state[name] = event.target.value; update(); } },
    el("option", { value: "" }, "any"), options.map(([value, n]) => el("option", { value, selected: state[name] === value }, word(value) + " (" + n + ")"))));
}

function exportRows(list) {
  return list.map((claim) => ({ claim: claim.id, document: documents[claim.doc].path, line: claim.line, kind: claim.kind, polarity: claim.polarity || "affirmed", certainty: claim.certainty || "asserted", citation: claim.status,
    markers: (claim.cites || []).map((c) => "[" + c.n + "]").join(" "), works: [...new Set((claim.cites || []).filter((c) => c.work !== undefined).map((c) => workName(works[c.work])))].join("; "), gist: claim.gist, quote: claim.quote || "" }));
}
// A cell that opens with one of these would be run as a formula by a spreadsheet.
const cell = (value) => { const text = String(value ?? ""); return '"' + (/^[=+@\t\r]/.test(text) || /^-[^\d]/.test(text) ? "'" + text : text).replaceAll('"', '""') + '"'; };
function asCsv(rows) {
  const heads = Object.keys(rows[0] || exportRows(claims.slice(0, 1))[0] || {});
  return [heads.join(","), ...rows.map((r) => heads.map((h) => cell(r[h])).join(","))].join("\r\n") + "\r\n";
}

function tableRow(claim) {
  const cites = (claim.cites || []).map((c) => el("span", { class: "cite " + (c.entry === undefined ? "dangling" : c.sure !== undefined ? "inferred" : "stated"), title: c.entry === undefined ? "dangling" : entries[c.entry].text }, "[" + c.n + "]"));
  return el("tr", { "data-claim": claim.id }, el("td", { class: "gist" }, el("a", { href: "#" + claim.id }, claim.gist), claim.polarity ? el("span", { class: "tag denied" }, readable(claim.polarity)) : null, claim.certainty ? el("span", { class: "tag hedged" }, claim.certainty) : null, claim.quote ? el("span", { class: "quoted" }, claim.quote.length > 160 ? claim.quote.slice(0, 160) + "…" : claim.quote) : null),
    el("td", null, readable(claim.kind)), el("td", null, statusTag(claim.status), " ", cites), el("td", { class: "where" }, documentName(documents[claim.doc]), el("span", { class: "aside" }, "line " + claim.line)));
}

function results() {
  const list = shownClaims(), total = state.asides ? claims.length : claims.filter((c) => !isAside(c)).length;
  const head = (name, key) => el("th", { scope: "col", "aria-sort": state.sort === key ? "ascending" : null }, el("button", { type: "button", onclick: () => { state.sort = key; update(); } }, name));
  return [
    el("div", { class: "result-bar" }, el("p", { id: "shown" }, "Showing " + list.length.toLocaleString("en") + " of " + total.toLocaleString("en") + " claims"),
      el("label", { class: "check" }, el("input", { type: "checkbox", checked: Boolean(state.asides), onchange: (event) => { state.asides = event.target.checked ? "1" : ""; update(); } }), "protocol steps and repeats too"),
      el("button", { type: "button", onclick: () => download("claims.csv", "text/csv", asCsv(exportRows(list))) }, "CSV"),
      el("button", { type: "button", onclick: () => download("claims.json", "application/json", JSON.stringify(exportRows(list), null, 1) + "\n") }, "JSON")),
    el("table", { class: "claims" }, el("thead", null, el("tr", null, head("Claim", "gist"), head("Kind", "kind"), head("Citation", "citation"), head("Document", "place"))), el("tbody", { id: "rows" }, list.slice(0, PAGE).map(tableRow))),
    list.length > PAGE ? el("button", { type: "button", class: "more", onclick: (event) => { const rows = by("rows"), from = rows.children.length; rows.append(...list.slice(from, from + PAGE).map(tableRow)); if (rows.children.length >= list.length) event.target.remove(); } }, "Show more") : null,
    list.length ? null : el("p", { class: "empty" }, "No claim fits. Fewer words or filters may find one.")];
}

function claimsView() {
  return el("div", { class: "claims-view" }, el("h1", { class: "hidden" }, "Claims"),
    el("form", { class: "filters", "aria-label": "Filters", onsubmit: (event) => event.preventDefault() }, filterForm()), el("div", { id: "results" }, results()));
}
function filterForm() {
  return [...FILTERS.map(filterBox),
    state.concept && conceptNumber.has(state.concept) ? el("p", { class: "chip" }, "about ", concepts[conceptNumber.get(state.concept)].name, el("button", { type: "button", "aria-label": "Remove this filter", onclick: () => { state.concept = ""; update(); } }, "✕")) : null,
    el("button", { type: "button", onclick: () => { readState(""); by("find").value = ""; update(); } }, "Clear")];
}
// Redraws the results in place, so that a keystroke costs no more than the rows it shows.
function update() {
  history.replaceState(null, "", stateHash());
  const form = document.querySelector(".filters"), box = by("results");
  if (!form || !box) return route();
  const held = document.activeElement && document.activeElement.name;
  form.replaceChildren(...filterForm().filter(Boolean));
  box.replaceChildren(...results().filter(Boolean));
  if (held && form.elements[held]) form.elements[held].focus();
  say(by("shown").textContent);
}
