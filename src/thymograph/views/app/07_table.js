// The list of claims: sorted, a hundred rows at a time, with what the search found marked.
const ROWS = 100;
// What fits a window is drawn at once, the rest of the hundred when that has been painted.
const FIRST_ROWS = 16;
const SORTS = {
  "": ["in reading order", (claim) => claim.index],
  contested: ["contested first", (claim) => -claim.isContested * claim.conflicts.length],
  gist: ["by words", (claim) => claim.text.toLowerCase()],
  kind: ["by kind", (claim) => kindName(claim.record.kind)],
  status: ["by citation, weakest first", (claim) => ["dangling", "none", "inferred", "stated"].indexOf(claim.record.citation_status)],
  doc: ["by document", (claim) => claim.doc.text.toLowerCase()],
};
function sorted(list, sort) {
  if (!sort || !SORTS[sort]) return list;
  const of = (SORTS[sort] || SORTS[""])[1];
  return list.map((claim) => [of(claim), claim]).sort(([one, a], [other, b]) => (one < other ? -1 : one > other ? 1 : a.index - b.index)).map(([, claim]) => claim);
}
function marked(text, query) {
  const words = (query.match(/"[^"]+"|\S+/g) || []).map((word) => word.replaceAll('"', "").toLowerCase()).filter((word) => word.length > 1);
  if (!words.length) return text;
  const small = text.toLowerCase();
  // Where lowering a letter changes the length (İ), places would be off: better no mark than a wrong one.
  if (small.length !== text.length) return text;
  const parts = [];
  let at = 0;
  while (at < text.length) {
    let [next, length] = [-1, 0];
    for (const word of words) {
      const found = small.indexOf(word, at);
      if (found >= 0 && (next < 0 || found < next || (found === next && word.length > length))) [next, length] = [found, word.length];
    }
    if (next < 0) break;
    parts.push(text.slice(at, next), h("mark", text.slice(next, next + length)));
    at = next + length;
  }
  return [...parts, text.slice(at)];
}
function wordingChips(record) {
  return [
    record.polarity !== "affirmed" ? chip(nameIn(POLARITY_NAMES, record.polarity), "pol-" + record.polarity.replace(/\W/g, "")) : null,
    record.certainty !== "asserted" ? chip(nameIn(CERTAINTY_NAMES, record.certainty), "hedge") : null,
  ];
}
function numbersOf(record) {
  const numbers = [...new Set(record.citations.map((link) => link.number))];
  return numbers.length ? " [" + numbers.slice(0, 5).join(", ") + (numbers.length > 5 ? ", …" : "") + "]" : "";
}
function claimRow(claim, query) {
  const record = claim.record;
  const isOpen = where.subject === claim;
  return h("tr" + (isOpen ? ".open" : ""), { "data-id": claim.id },
    h("td.gist", h("a.claim-link", { href: address(claim.id, { view: "table" }), "aria-current": isOpen ? "true" : null }, marked(claim.text, query)),
      h("span.row-chips", wordingChips(record), claim.isContested ? chip("contested", "contested") : null, claim.isRepeat ? chip("repeats another") : null)),
    h("td.kind", kindName(record.kind)),
    h("td.cites", status(record.citation_status), h("span.numbers", numbersOf(record))),
    h("td.doc", { title: claim.doc.text }, shortened(claim.doc.text, 48), claim.line ? h("span.line", ` line ${claim.line}`) : null));
}
function tablePart(result) {
  const query = where.params.get("q") || "";
  const sort = where.params.get("sort") || "";
  const list = sorted(result.shown, sort);
  const body = h("tbody");
  let drawn = 0;
  const more = h("button.more-rows", { type: "button" });
  const draw = (limit) => {
    body.append(...list.slice(drawn, drawn + limit).map((claim) => claimRow(claim, query)));
    drawn = Math.min(list.length, drawn + limit);
    more.hidden = drawn >= list.length;
    more.textContent = `Show ${Math.min(ROWS, list.length - drawn)} more of ${(list.length - drawn).toLocaleString("en")}`;
  };
  const opened = where.what === "claim" ? list.indexOf(where.subject) : -1;
  draw(Math.max(FIRST_ROWS, opened + 1));
  if (drawn < Math.min(ROWS, list.length)) { more.hidden = true; requestAnimationFrame(() => setTimeout(() => { if (drawn < ROWS) draw(ROWS - drawn); })); }
  more.addEventListener("click", () => { const next = drawn; draw(ROWS); body.rows[next].querySelector("a").focus(); });
  const head = (key, text) => h("th", { scope: "col", "aria-sort": sort === key ? "ascending" : null, class: "col-" + key }, h("a", { href: here({ sort: sort === key ? null : key }), id: "sort-" + key }, text, sort === key ? h("span", { "aria-hidden": "true" }, " ↓") : null));
  const table = h("table.claims", h("caption.unseen", "Claims"), h("thead", h("tr", head("gist", "Claim"), head("kind", "Kind"), head("status", "Citation"), head("doc", "Document"))), body);
  table.drawAll = () => draw(list.length);
  if (!list.length) {
    return h("div.empty", h("p", "No claim fits."), h("p.note", "Fewer words or filters find more. Searching looks at gists, quotes, names, headings and documents."),
      h("p", h("a.button", { href: "#claims" }, "Show all claims")));
  }
  return h("div.table-part", table, more);
}
function sortField() {
  const field = h("select", { id: "sort", "aria-label": "Order" }, Object.entries(SORTS).map(([key, [name]]) => h("option", { value: key, selected: key === (where.params.get("sort") || "") }, name)));
  field.addEventListener("change", () => go(here({ sort: field.value || null }), true));
  return field;
}
