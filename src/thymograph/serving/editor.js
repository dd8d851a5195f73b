// The editor: named queries filled in by fields, SPARQL of one's own, answers as a table. Texts are set as text, never as HTML.
(() => {
"use strict";
const record = JSON.parse(document.getElementById("editor-record").textContent);
const byName = new Map(record.queries.map((query) => [query.name, query]));
const at = (id) => document.getElementById(id);
const area = at("sparql");
const SHOWN = 200;
const MOST = 30e6;

function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

// ---------------------------------------------------------------- IRIs as people write them, and where they lead
const CURIES = Object.entries(record.curies).sort((a, b) => b[1].length - a[1].length);
const PREFIXES = Object.entries(record.prefixes).sort((a, b) => b[1].length - a[1].length);
const OWN = { c: "", w: "work/", q: "question/", x: "conflict/" };
const ROOMS = { claim: "", document: "doc/", work: "work/", question: "question/", conflict: "conflict/" };

// An IRI is shown as it can be written in a query here.
function cellOf(term) {
  if (!term) return { text: "" };
  if (term.type === "bnode") return { text: "_:" + term.value };
  if (term.type === "triple") return { text: Object.values(term.value).map((part) => cellOf(part).text).join(" ") };
  if (term.type !== "uri") {
    const number = /#(?:integer|decimal|double|float|int|long)$/.test(term.datatype || "") && term.value !== "" ? Number(term.value) : NaN;
    return { text: term.value, number: Number.isNaN(number) ? undefined : number, language: term["xml:lang"] };
  }
  const short = PREFIXES.find(([, base]) => term.value.startsWith(base) && /^\w[\w-]*$/.test(term.value.slice(base.length)));
  const cell = { text: short ? short[0] + ":" + term.value.slice(short[1].length) : term.value, title: short ? term.value : undefined };
  const own = term.value.match(/\/(claim|document|work|question|conflict)\/([0-9a-z]+)$/);
  const curie = CURIES.find(([, base]) => term.value.startsWith(base) && term.value.length > base.length);
  if (own) cell.href = "/#" + ROOMS[own[1]] + (own[1] === "document" ? own[2].slice(0, 12) : own[2]);
  else if (/\/concept\/[^/]+$/.test(term.value)) cell.href = "/#concept/" + encodeURIComponent(record.local + decodeURIComponent(term.value.replace(/^.*\//, "")));
  else if (curie) cell.href = "/#concept/" + encodeURIComponent(curie[0] + ":" + term.value.slice(curie[1].length));
  return cell;
}
// Cells of named queries are short already: ids, words of the record, paths.
function shortCell(value, column) {
  if (value === null || value === undefined) return { text: "" };
  if (typeof value === "number") return { text: String(value), number: value };
  const text = value === true ? "yes" : value === false ? "no" : String(value);
  // One id, or several that a query has gathered.
  if (/^[cwqx][0-9a-f]{16}(?:; [cwqx][0-9a-f]{16})*$/.test(text)) return { text, links: text.split("; ").map((id) => [id, "/#" + OWN[id[0]] + id]) };
  if (column === "document") return { text, href: "/#doc/" + encodeURIComponent(text) };
  return { text };
}

// ---------------------------------------------------------------- asking
let running = null;
let shown = null;

async function asked(request, accept) {
  const headers = { Accept: accept };
  const options = { headers, signal: running ? running.signal : undefined };
  if (request.name) return fetch("/named/" + encodeURIComponent(request.name) + "?" + new URLSearchParams(request.params), options);
  headers["Content-Type"] = "application/sparql-query";
  return fetch("/sparql", { ...options, method: "POST", body: request.sparql });
}
async function textOf(response) {
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  const parts = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > MOST) {
      reader.cancel();
      throw new Error("The answer is longer than this page can show (" + MOST / 1e6 + " MB). Add a LIMIT, or ask the endpoint /sparql for it as a file.");
    }
    parts.push(decoder.decode(value, { stream: true }));
  }
  return parts.join("") + decoder.decode();
}
async function run(request) {
  if (running) running.abort();
  const mine = new AbortController();
  running = mine;
  clear();
  at("tally").textContent = "Running …";
  at("stop").hidden = false;
  at("result").setAttribute("aria-busy", "true");
  const start = performance.now();
  try {
    const response = await asked(request, request.name ? "application/json" : "application/sparql-results+json, text/turtle;q=0.9");
    const type = (response.headers.get("Content-Type") || "").split(";")[0];
    const text = await textOf(response);
    if (running !== mine) return;
    const seconds = ((performance.now() - start) / 1000).toFixed(2);
    if (!response.ok) {
      const problem = type.endsWith("json") ? JSON.parse(text) : { detail: text.trim() };
      complain(problem, request);
    } else {
      shown = request;
      show(type, text, seconds, request);
      // On a small screen the answer would begin below what is seen.
      if (at("result").getBoundingClientRect().top > innerHeight - 120) at("result").scrollIntoView();
    }
  } catch (error) {
    if (running !== mine) return;
    if (error.name === "AbortError") at("tally").textContent = "Stopped.";
    else complain({ detail: error instanceof TypeError ? "The server did not answer to the end. Is it still running, or was the answer cut off (time, length)?" : error.message }, request);
  } finally {
    if (running === mine) {
      running = null;
      at("stop").hidden = true;
      at("result").removeAttribute("aria-busy");
    }
  }
}
function clear() {
  at("problem").replaceChildren();
  at("rows").replaceChildren();
  at("exports").hidden = true;
  area.removeAttribute("aria-invalid");
}
const sentence = (words) => words.charAt(0).toUpperCase() + words.slice(1) + (/[.?!]$/.test(words) ? "" : ".");
function complain(problem, request) {
  at("tally").textContent = "";
  const box = h("div", { class: "problem" }, h("p", {}, sentence(problem.detail || "the query failed")));
  if (problem.line && !request.name) {
    at("text").open = true;
    const lines = request.sparql.split("\n");
    const line = lines[problem.line - 1] || "";
    // Columns count characters; the area counts UTF-16 units.
    const before = Array.from(line).slice(0, problem.column - 1).join("");
    const from = lines.slice(0, problem.line - 1).reduce((sum, one) => sum + one.length + 1, 0) + before.length;
    const left = Math.max(0, before.length - 60);
    box.append(h("pre", {}, line.slice(left, left + 90) + "\n" + " ".repeat(before.length - left) + "^"));
    area.setAttribute("aria-invalid", "true");
    area.focus();
    const word = (line.slice(before.length).match(/^[^\s{}()]+/) || [""])[0].length;
    area.setSelectionRange(from, from + word);
  }
  at("problem").replaceChildren(box);
}

// ---------------------------------------------------------------- the answer
function show(type, text, seconds, request) {
  const tally = at("tally");
  if (type === "text/turtle") {
    tally.textContent = "A graph, in " + seconds + " s";
    at("rows").replaceChildren(h("pre", { tabindex: "0", "aria-label": "The graph as Turtle" }, text));
    offer([["Turtle", "text/turtle", "ttl"], ["N-Triples", "application/n-triples", "nt"], ["JSON-LD", "application/ld+json", "jsonld"]]);
    return;
  }
  const answer = JSON.parse(text);
  if (request.name) {
    area.value = answer.sparql;
    table(answer.columns, answer.rows.map((row) => row.map((value, i) => shortCell(value, answer.columns[i]))), seconds, answer.next_offset);
    offer([["CSV", "text/csv", "csv"], ["JSON", "application/json", "json"]]);
  } else if (typeof answer.boolean === "boolean") {
    tally.textContent = "An answer, in " + seconds + " s";
    at("rows").replaceChildren(h("p", { class: "answer" }, answer.boolean ? "Yes" : "No"));
    offer([["CSV", "text/csv", "csv"], ["JSON", "application/sparql-results+json", "json"]]);
  } else {
    const columns = inOrder(answer.head.vars, request.sparql);
    table(columns, answer.results.bindings.map((row) => columns.map((name) => cellOf(row[name]))), seconds, null);
    offer([["CSV", "text/csv", "csv"], ["JSON", "application/sparql-results+json", "json"]]);
  }
}
// For SELECT * the engine sorts the columns by name; people wrote them in another order.
function inOrder(columns, sparql) {
  if (!/\bSELECT\s+(?:(?:DISTINCT|REDUCED)\s+)?\*/i.test(sparql)) return columns;
  const place = (name) => sparql.search(new RegExp("[?$]" + name + "(?![\\w\\u00b7])", "u"));
  return [...columns].sort((a, b) => place(a) - place(b));
}
function table(columns, rows, seconds, next) {
  at("tally").textContent = (rows.length === 0 ? "No rows" : rows.length === 1 ? "1 row" : rows.length.toLocaleString("en") + " rows") + ", in " + seconds + " s" + (next === null ? "" : "; more follow");
  if (!rows.length && next === null) return at("rows").replaceChildren(h("p", { class: "answer note" }, "Nothing in this graph fits."));
  const body = h("tbody");
  let drawn = 0;
  const kinds = columns.map((_, i) => {
    const cells = rows.slice(0, SHOWN).map((row) => row[i]);
    if (cells.every((cell) => cell.number !== undefined || cell.text === "") && cells.some((cell) => cell.number !== undefined)) return "number";
    return cells.some((cell) => cell.text.length > 42) ? "long" : cells.every((cell) => cell.text.length <= 20) ? "short" : null;
  });
  const more = h("button", { type: "button", class: "more-rows", onclick: () => draw() }, "");
  function draw() {
    for (const row of rows.slice(drawn, drawn + SHOWN)) {
      body.append(h("tr", {}, row.map((cell, i) => h("td", { class: kinds[i], "data-head": columns[i] },
        cell.text === "" ? null : cell.links ? cell.links.flatMap(([words, href], place) => [place ? "; " : null, h("a", { href }, words)]) : cell.href ? h("a", { href: cell.href, title: cell.title }, cell.text) : cell.title ? h("span", { title: cell.title }, cell.text) : cell.text,
        cell.language ? h("span", { class: "language" }, " @" + cell.language) : null))));
    }
    drawn = Math.min(rows.length, drawn + SHOWN);
    more.hidden = drawn >= rows.length;
    more.textContent = "Show " + Math.min(SHOWN, rows.length - drawn) + " more of " + rows.length.toLocaleString("en");
  }
  const heads = columns.map((name, i) => h("th", { scope: "col", class: kinds[i] === "number" ? "number" : null }, h("button", { type: "button", onclick: () => sort(i) }, name)));
  function sort(i) {
    const falls = heads[i].getAttribute("aria-sort") === "ascending";
    const key = (row) => row[i].number ?? row[i].text;
    const collator = new Intl.Collator("en", { numeric: true });
    rows.sort((a, b) => (falls ? -1 : 1) * (typeof key(a) === "number" && typeof key(b) === "number" ? key(a) - key(b) : collator.compare(String(key(a)), String(key(b)))));
    heads.forEach((head) => head.removeAttribute("aria-sort"));
    heads[i].setAttribute("aria-sort", falls ? "descending" : "ascending");
    body.replaceChildren();
    drawn = 0;
    draw();
  }
  draw();
  const parts = [h("table", { class: "rows" }, h("thead", {}, h("tr", {}, heads)), body), more];
  if (next !== null) parts.push(h("p", { class: "buttons" }, h("button", { type: "button", onclick: () => goOn(next) }, "Next page")));
  at("rows").replaceChildren(...parts);
}
function offer(formats) {
  const name = (shown.name || "answer").replace(/[^\w-]/g, "");
  at("exports").replaceChildren("Download", ...formats.map(([words, type, ending]) => h("button", { type: "button", class: "quiet", onclick: () => download(type, name + "." + ending) }, words)));
  at("exports").hidden = false;
}
async function download(type, name) {
  try {
    const response = await asked(shown, type);
    if (!response.ok) throw new Error((await response.text()).trim());
    const link = h("a", { href: URL.createObjectURL(await response.blob()), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  } catch (error) {
    complain({ detail: "The download failed: " + error.message }, {});
  }
}

// ---------------------------------------------------------------- named queries
const HINTS = { concept: "a drug, receptor, disease …", organisation: "its name or initials", document: "a path or words of its title", term: "a word of the record", text: "words", integer: "a number" };
const LISTS = { concept: "concepts", organisation: "organisations", document: "documents", term: "terms" };
const LABELS = {
  concepts: "SELECT DISTINCT ?l { ?c tg:conceptType ?t ; skos:prefLabel ?l } ORDER BY LCASE(?l) LIMIT 3000",
  organisations: "SELECT DISTINCT ?l { ?c tg:conceptType tg:organisationType ; skos:prefLabel ?l } ORDER BY LCASE(?l) LIMIT 1000",
  documents: "SELECT DISTINCT ?l { ?d a tg:Document ; tg:path ?l } ORDER BY ?l LIMIT 2000",
};
const filled = new Set(["terms"]);
async function fill(list) {
  if (filled.has(list)) return;
  filled.add(list);
  try {
    const response = await asked({ sparql: LABELS[list] }, "application/sparql-results+json");
    if (!response.ok) return;
    const found = (await response.json()).results.bindings.map((row) => h("option", { value: row.l.value }));
    at(list).replaceChildren(...found);
  } catch {
    // Names to choose from are a help; the field works without.
  }
}
let open = null;
function openNamed(name, params) {
  open = byName.get(name) || null;
  at("named").hidden = !open;
  at("text").open = !open;
  for (const link of at("names").querySelectorAll("a")) {
    if (link.dataset.name === name) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  if (!open) return;
  at("named-title").textContent = open.title;
  at("named-name").textContent = "thymograph query " + open.name;
  at("fields").replaceChildren(...open.parameters.map((parameter) => {
    const needed = parameter.default === null;
    const list = LISTS[parameter.type];
    const value = params[parameter.name] ?? (parameter.default === "any" ? "" : parameter.default ?? "");
    return h("label", {},
      h("span", {}, parameter.name.replace(/_/g, " "), " ", h("span", { class: "kind" }, (needed ? "" : "optional; ") + HINTS[parameter.type])),
      h("input", { name: parameter.name, type: "text", inputmode: parameter.type === "integer" ? "numeric" : null, required: needed, value, list, autocomplete: "off", spellcheck: "false", onfocus: list ? () => fill(list) : null }));
  }));
}
function fieldsOf() {
  const params = {};
  for (const input of at("fields").querySelectorAll("input")) {
    const parameter = open.parameters.find((one) => one.name === input.name);
    const value = input.value.trim();
    if (value && value !== parameter.default) params[input.name] = value;
  }
  return params;
}
function goOn(offset) {
  at("fields").querySelector("input[name=offset]").value = String(offset);
  runNamed();
}
function runNamed() {
  const request = { name: open.name, params: fieldsOf() };
  keep(new URLSearchParams({ name: request.name, ...request.params }));
  run(request);
}
function runFree() {
  keep(new URLSearchParams({ query: area.value }));
  openNamed(null, {});
  run({ sparql: area.value });
}

// ---------------------------------------------------------------- the address holds the query
function keep(params) {
  const hash = "#" + params;
  if (hash !== location.hash) history.pushState(null, "", hash);
}
function load() {
  const params = new URLSearchParams(location.hash.slice(1));
  const name = params.get("name");
  if (name !== null && byName.has(name)) {
    params.delete("name");
    const values = Object.fromEntries(params);
    openNamed(name, values);
    clear();
    at("tally").textContent = "";
    // What can be answered as it stands, is.
    if (open.parameters.every((parameter) => parameter.default !== null || values[parameter.name])) run({ name, params: fieldsOf() });
    else at("fields").querySelector("input").focus();
  } else if (params.get("query")) {
    openNamed(null, {});
    area.value = params.get("query");
    run({ sparql: area.value });
  }
}
function declare() {
  const text = area.value;
  const bare = text.replace(/<[^<>\s]*>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#.*$/gm, " ");
  const declared = new Set([...bare.matchAll(/\bPREFIX\s+([A-Za-z][\w.-]*)?:/gi)].map((found) => found[1]));
  const used = new Set([...bare.matchAll(/(?<![\w?$:.])([A-Za-z][\w-]*):(?=[\w\\])/g)].map((found) => found[1]));
  const missing = [...used].filter((name) => !declared.has(name) && record.prefixes[name]).sort();
  area.value = missing.map((name) => "PREFIX " + name + ": <" + record.prefixes[name] + ">\n").join("") + text;
  at("tally").textContent = missing.length ? "Declared: " + missing.join(", ") : "All prefixes that it uses are declared.";
  area.focus();
}

// ---------------------------------------------------------------- begin
at("names").append(...record.queries.map((query) => h("li", {}, h("a", { href: "#name=" + query.name, "data-name": query.name }, query.title, h("code", {}, query.name)))));
at("prefixes").append(...Object.entries(record.prefixes).flatMap(([name, base]) => [h("dt", {}, name + ":"), h("dd", {}, base)]));
at("filter").addEventListener("input", () => {
  const words = at("filter").value.toLowerCase().split(/\s+/);
  for (const item of at("names").children) item.hidden = !words.every((word) => item.textContent.toLowerCase().includes(word));
});
const narrow = matchMedia("(max-width: 899px)");
at("catalogue").open = !narrow.matches;
at("names").addEventListener("click", () => { if (narrow.matches) at("catalogue").open = false; });
at("named").addEventListener("submit", (event) => { event.preventDefault(); runNamed(); });
at("free").addEventListener("submit", (event) => { event.preventDefault(); runFree(); });
at("stop").addEventListener("click", () => { if (running) running.abort(); });
at("declare").addEventListener("click", declare);
document.querySelector(".skip").addEventListener("click", (event) => { event.preventDefault(); at("text").open = true; area.focus(); });
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  if (at("named").contains(document.activeElement)) at("named").requestSubmit();
  else runFree();
});
addEventListener("hashchange", load);
area.value = record.example;
load();
document.documentElement.dataset.ready = "1";
})();
