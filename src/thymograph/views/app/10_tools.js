// What a reader takes away: a link, a record, a correction, the list as CSV or JSON.
function download(name, type, text) {
  const link = h("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
const CSV_COLUMNS = [
  ["id", (c) => c.id], ["gist", (c) => c.record.gist], ["quote", (c) => c.record.quote], ["kind", (c) => c.record.kind], ["polarity", (c) => c.record.polarity], ["certainty", (c) => c.record.certainty],
  ["citation_status", (c) => c.record.citation_status], ["trail_ends_in", (c) => c.end.verdict], ["markers", (c) => [...new Set(c.record.citations.map((link) => link.number))].join(" ")],
  ["works", (c) => [...new Set(c.record.citations.map((link) => workById.get(link.work)).filter(Boolean))].map((work) => work.record.doi ? "doi:" + work.record.doi : work.text).join("; ")],
  ["concepts", (c) => c.involved.map((one) => one.concept.curie || one.concept.text).join("; ")], ["speaker", (c) => c.record.speaker],
  ["document", (c) => c.record.path], ["title", (c) => c.doc.record.title], ["section", (c) => c.record.section.join(" > ")], ["line", (c) => c.line],
];
function csvCell(value) {
  let text = value === null || value === undefined ? "" : String(value).replace(/\s+/g, " ");
  // A spreadsheet would take these for formulas and run what a document says.
  if (/^[=+@]|^-(?!\d)/.test(text)) text = "'" + text;
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
const csvOf = (list) => [CSV_COLUMNS.map(([name]) => name), ...list.map((claim) => CSV_COLUMNS.map(([, of]) => of(claim)))].map((row) => row.map(csvCell).join(",")).join("\r\n") + "\r\n";
const jsonOf = (list) => JSON.stringify(list.map((claim) => claim.record), null, 1) + "\n";
function exportPart(list) {
  return h("span.exports", "Save ",
    h("button.quiet", { type: "button", id: "save-csv", onclick: () => download("claims.csv", "text/csv;charset=utf-8", "\ufeff" + csvOf(list)) }, "CSV"),
    h("button.quiet", { type: "button", id: "save-json", onclick: () => download("claims.json", "application/json", jsonOf(list)) }, "JSON"));
}

const CURATED = { gist: null, kind: null, polarity: Object.keys(POLARITY_NAMES), certainty: Object.keys(CERTAINTY_NAMES), speaker: null, directness: Object.keys(DIRECTNESS_NAMES), reject: [] };
function curationPart(claim) {
  const today = new Date().toISOString().slice(0, 10);
  const field = h("select", { id: "wrong-field" }, Object.keys(CURATED).map((key) => h("option", { value: key }, key === "reject" ? "all of it: take it out" : key)));
  const value = h("input", { id: "wrong-value", type: "text", autocomplete: "off" });
  const choices = h("datalist", { id: "wrong-choices" });
  value.setAttribute("list", "wrong-choices");
  const who = h("input", { id: "wrong-who", type: "text", autocomplete: "off", placeholder: "name or ORCID" });
  const why = h("input", { id: "wrong-why", type: "text", autocomplete: "off" });
  const line = h("pre.line", { id: "wrong-line", tabindex: "0" });
  const valueLabel = h("label", { for: "wrong-value" }, "It should be", value);
  const write = () => {
    const isOut = field.value === "reject";
    valueLabel.hidden = isOut;
    const kinds = [...new Set(claims.map((one) => one.record.kind))].sort();
    choices.replaceChildren(...(field.value === "kind" ? kinds : CURATED[field.value] || []).map((name) => h("option", { value: name })));
    line.textContent = JSON.stringify({ document: claim.record.path, text_key: claim.record.text_key, field: field.value, value: isOut ? null : value.value || null, curator: who.value, date: today, reason: why.value });
  };
  field.addEventListener("change", () => { value.value = CURATED[field.value] === null ? claim.record[field.value] || "" : ""; write(); });
  for (const input of [value, who, why]) input.addEventListener("input", write);
  value.value = claim.record.gist;
  write();
  return h("details.wrong", h("summary", "This is wrong"),
    h("p.note", "Fill in what is wrong and put the line below into a ", h("code", ".jsonl"), " file of your curation folder; the next build with ", h("code", "--curation FOLDER"), " follows it."),
    h("div.form", h("label", { for: "wrong-field" }, "Wrong is", field), valueLabel, h("label", { for: "wrong-why" }, "Because", why), h("label", { for: "wrong-who" }, "Curator", who), choices),
    line, h("button.quiet", { type: "button", onclick: (event) => copy(line.textContent, event.currentTarget) }, "Copy line"));
}
// A line for a list of references; what a reader needs to find the words again, and to know which reading of them this is.
function citationLine(claim) {
  const doc = claim.doc.record;
  const where = [claim.page ? `page ${claim.page}` : "", claim.line ? `line ${claim.line}` : ""].filter(Boolean).join(", ");
  const parts = [doc.publisher, doc.title || doc.path, doc.date, where].filter(Boolean).join(". ");
  return `${parts}. Claim: “${claim.text}” [${claim.id}; document sha256 ${doc.sha256.slice(0, 12)}; read by thymograph ${page.version}]. ${doc.url ? doc.url + " " : ""}${nodeIri("claim", claim.id)}`;
}
function citePart(claim) {
  const line = citationLine(claim);
  return [h("p.note", "The claim's own address stays the same as long as the words of the document do."), h("pre", { id: "cite-line", tabindex: "0", "aria-label": "Citation" }, line),
    h("button.quiet", { type: "button", onclick: (event) => copy(line, event.currentTarget) }, "Copy citation")];
}
function rdfPart(claim) {
  let turtle;
  try { turtle = turtleOf(claim); } catch (error) { return h("p.note", `It cannot be written as RDF: ${error.message}.`); }
  return [h("p.note", "Turtle, as the graph of the same build holds it."), h("pre.turtle", { id: "rdf-turtle", tabindex: "0", "aria-label": "RDF" }, turtle),
    h("button.quiet", { type: "button", onclick: (event) => copy(turtle, event.currentTarget) }, "Copy RDF"), " ",
    h("button.quiet", { type: "button", id: "save-turtle", onclick: () => download(`${claim.id}.ttl`, "text/turtle;charset=utf-8", turtle) }, "Save")];
}
function claimTools(claim) {
  const record = JSON.stringify(claim.record, null, 1);
  const link = () => location.href.replace(/#.*$/, "") + "#" + claim.id;
  return h("section.tools", { "aria-label": "Take away" },
    h("p.tool-row", h("button.quiet", { type: "button", id: "copy-link", onclick: (event) => copy(link(), event.currentTarget) }, "Copy link"),
      h("button.quiet", { type: "button", onclick: (event) => copy([claim.text, claim.record.quote ? `“${claim.record.quote}”` : "", `${claim.doc.text}${claim.line ? ", line " + claim.line : ""}`, link()].filter(Boolean).join("\n"), event.currentTarget) }, "Copy as text")),
    lazyDetails(".cite", "How to cite it", () => citePart(claim)),
    lazyDetails(".rdf", "As RDF", () => rdfPart(claim)),
    h("details.record", h("summary", "Record as JSON"), h("button.quiet", { type: "button", onclick: (event) => copy(record, event.currentTarget) }, "Copy record"), h("pre", { tabindex: "0", id: "record-json", "aria-label": "Record" }, record)),
    curationPart(claim));
}
