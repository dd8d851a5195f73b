// Which claims are shown: words searched, filters with counts, the subject chosen.
const GREEK = { α: "alpha", β: "beta", γ: "gamma", δ: "delta", ε: "epsilon", κ: "kappa", λ: "lambda", μ: "mu", µ: "mu", ω: "omega" };
// TNF-α, TNF alpha and tnf-alpha are found by each other: small letters, Greek by name, no accents, no hyphens.
function folded(text) {
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase().replaceAll("-", "");
  return text.toLowerCase().replace(/[α-ωµ]/g, (letter) => GREEK[letter] || letter).normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[-‐-―−]/g, "");
}
function wordsOf(query) {
  return (query.match(/"[^"]+"|\S+/g) || []).map((word) => folded(word.replaceAll('"', ""))).filter(Boolean);
}
// Names, headings and titles come back in many claims: they are folded once.
const foldedWords = new Map();
function foldedOnce(text) {
  let known = foldedWords.get(text);
  if (known === undefined) foldedWords.set(text, (known = folded(text)));
  return known;
}
function searchText(claim) {
  if (claim.search === undefined) {
    const record = claim.record;
    const names = [claim.doc.text, claim.doc.record.publisher || "", record.speaker || "", ...record.section, ...claim.involved.map((one) => one.concept.text), ...record.mentions.map((one) => one.text)];
    claim.search = [folded(record.gist), folded(record.quote || ""), record.id, ...new Set(names.map(foldedOnce))].join("\n");
  }
  return claim.search;
}
// What the first keystroke would have to wait for is made while the reader looks at the page.
function readAhead() {
  let next = 0;
  const later = window.requestIdleCallback || ((act) => setTimeout(() => act({ timeRemaining: () => 12 }), 30));
  const some = (deadline) => {
    while (next < claims.length && deadline.timeRemaining() > 2) { const end = Math.min(claims.length, next + 20); for (; next < end; next += 1) { searchText(claims[next]); facetPlaces(claims[next]); } }
    if (next < claims.length) later(some);
    else document.documentElement.dataset.searchable = "yes";
  };
  later(some);
}

const order = (names) => (one, other) => names.indexOf(one) - names.indexOf(other);
const isMissing = (claim) => claim.record.citation_status === "none" && claim.needsCitation;
const FACETS = [
  { key: "doc", title: "Document", of: (claim) => [claim.doc.record.sha256.slice(0, 12)], name: (value) => (subjectOf("doc/" + value) || { text: value }).text },
  { key: "kind", title: "Kind", of: (claim) => [claim.record.kind], name: kindName },
  { key: "status", title: "Citation", of: (claim) => [claim.record.citation_status, ...(isMissing(claim) ? ["missing"] : [])], name: (value) => nameIn(STATUS_NAMES, value), sorted: order([...STATUSES, "missing"]), glyph: statusGlyph },
  { key: "ends", title: "Trail ends in", of: (claim) => [claim.end.verdict], name: sentence, sorted: (one, other) => page.ends.indexOf(one) - page.ends.indexOf(other) },
  { key: "polarity", title: "Says", of: (claim) => [claim.record.polarity], name: (value) => nameIn(POLARITY_NAMES, value), sorted: order(Object.keys(POLARITY_NAMES)) },
  { key: "certainty", title: "How surely", of: (claim) => [claim.record.certainty], name: (value) => nameIn(CERTAINTY_NAMES, value), sorted: order(Object.keys(CERTAINTY_NAMES)) },
  { key: "conflict", title: "Conflict", of: (claim) => [...new Set(claim.conflicts.map((one) => one.type))], name: (value) => nameIn(CONFLICT_NAMES, value), sorted: order(Object.keys(CONFLICT_NAMES)), single: true },
  { key: "audit", title: "Audit", of: (claim) => [...new Set(claim.findings.map((one) => one.severity))], name: (value) => nameIn(SEVERITY_NAMES, value), sorted: order(["error", "warning", "note"]), single: true },
  { key: "type", title: "Involves a", of: (claim) => [...new Set(claim.involved.map((one) => one.concept.type))], name: sentence },
  { key: "concept", title: "Concept", of: (claim) => claim.involved.map((one) => one.concept.key), name: (value) => (conceptByKey.get(value) || { text: value }).text, found: true },
];
// Values stand in the hash as a list; a key may hold a comma, so parts are encoded one by one.
const chosen = (params, key) => (params.get(key) || "").split(",").filter(Boolean).map((part) => { try { return decodeURIComponent(part); } catch { return part; } });
const joined = (values) => values.map((value) => encodeURIComponent(value)).join(",");

// Values of a facet are numbered as they are met: counting is then adding to an array.
const facetValues = FACETS.map(() => ({ list: [], places: new Map(), ranks: null }));
function facetPlaces(claim) {
  claim.facets ||= FACETS.map((facet, place) => {
    const { list, places } = facetValues[place];
    return facet.of(claim).map((value) => {
      let at = places.get(value);
      if (at === undefined) { at = list.length; places.set(value, at); list.push(value); }
      return at;
    });
  });
  return claim.facets;
}
const KIND_FACET = FACETS.findIndex((facet) => facet.key === "kind");
const byName = new Intl.Collator("en").compare;
// The place of each value in the order of names, worked out once for as many values as there are.
function nameRanks(place) {
  const values = facetValues[place];
  if (!values.ranks || values.ranks.length !== values.list.length) {
    const names = values.list.map((value) => FACETS[place].name(value));
    values.ranks = new Int32Array(names.length);
    names.map((_, at) => at).sort((one, other) => byName(names[one], names[other])).forEach((at, rank) => { values.ranks[at] = rank; });
  }
  return values.ranks;
}

// {shown, counts, steps, repeats, total}: a claim that fails one facet alone still counts in that facet.
function select(params, subject) {
  const words = wordsOf(params.get("q") || "");
  const picked = FACETS.map((facet, place) => { const values = chosen(params, facet.key); return values.length ? { values: new Set(values), place } : null; }).filter(Boolean);
  const kinds = new Set(chosen(params, "kind"));
  const withSteps = params.get("steps") === "1" || kinds.has("protocol_step");
  const withRepeats = params.get("repeats") === "1";
  const list = subject && subject.what !== "claim" ? [...subject.claims].sort((one, other) => one.index - other.index) : claims;
  const result = { shown: [], counts: null, steps: 0, repeats: 0, total: countedClaims.length, words };
  const counts = FACETS.map((_, place) => []);
  const add = (place, at) => { counts[place][at] = (counts[place][at] || 0) + 1; };
  for (const claim of list) {
    if (words.length) {
      const text = claim.search === undefined ? searchText(claim) : claim.search;
      if (!words.every((word) => text.includes(word))) continue;
    }
    const values = claim.facets || facetPlaces(claim);
    let failed = -1;
    let fails = 0;
    for (const one of picked) if (!values[one.place].some((at) => one.values.has(facetValues[one.place].list[at]))) { failed = one.place; fails += 1; }
    if (fails > 1) continue;
    if (!fails) { if (claim.isStep) result.steps += 1; if (claim.isRepeat) result.repeats += 1; }
    const hidden = (claim.isStep && !withSteps) || (claim.isRepeat && !withRepeats);
    if (hidden) {
      // A hidden step is still counted under its kind: that is how a reader asks for it.
      if (claim.isStep && !claim.isRepeat && (!fails || failed === KIND_FACET)) for (const at of values[KIND_FACET]) add(KIND_FACET, at);
      continue;
    }
    if (fails) for (const at of values[failed]) add(failed, at);
    else { for (let place = 0; place < values.length; place += 1) for (const at of values[place]) add(place, at); result.shown.push(claim); }
  }
  result.counts = counts.map((row, place) => { const found = new Map(); row.forEach((number, at) => found.set(facetValues[place].list[at], number)); return found; });
  return result;
}
const hasFilters = (params) => FILTERS.some((key) => key !== "sort" && params.get(key));

function toggled(key, value) {
  const values = new Set(chosen(where.params, key));
  if (values.has(value)) values.delete(value); else values.add(value);
  return joined([...values]);
}
function facetPart(facet, counts, place) {
  const picked = new Set(chosen(where.params, facet.key));
  const values = [...new Set([...counts.keys(), ...picked])];
  if (values.length < (facet.single ? 1 : 2) && !picked.size) return null;
  const weight = (value) => counts.get(value) || 0;
  const ranks = nameRanks(place);
  const rank = (value) => { const at = facetValues[place].places.get(value); return at === undefined ? ranks.length : ranks[at]; };
  values.sort(facet.sorted || ((one, other) => weight(other) - weight(one) || rank(one) - rank(other)));
  const limit = facet.found ? 10 : 9;
  const row = (value) => {
    const id = `f-${facet.key}-${value}`;
    const box = h("input", { type: "checkbox", id, checked: picked.has(value), onchange: () => go(here({ [facet.key]: toggled(facet.key, value) }), true) });
    return h("label", { for: id, class: weight(value) ? null : "empty" }, box, facet.glyph ? facet.glyph(value) : null, h("span.name", facet.name(value)), h("span.count", weight(value).toLocaleString("en")));
  };
  const first = values.filter((value, at) => at < limit || picked.has(value));
  const inFirst = new Set(first);
  const rest = values.filter((value) => !inFirst.has(value));
  const list = h("div.values", first.map(row));
  const part = h("fieldset.facet", h("legend", facet.title), list);
  if (rest.length && facet.found) {
    const finder = h("input.find-value", { type: "search", id: `find-${facet.key}`, placeholder: `Find among ${values.length}`, "aria-label": `Find a ${facet.title.toLowerCase()}` });
    finder.addEventListener("input", () => {
      const words = wordsOf(finder.value);
      const hits = words.length ? values.filter((value) => words.every((word) => folded(facet.name(value)).includes(word))).slice(0, 12) : first;
      list.replaceChildren(...hits.map(row));
    });
    part.insertBefore(finder, list);
  } else if (rest.length) {
    part.append(lazyDetails("", `${rest.length} more`, () => rest.map(row)));
  }
  return part;
}
function filtersPart(result) {
  const box = (key, text, number) => {
    const id = "f-" + key;
    if (!number) return null;
    return h("label", { for: id }, h("input", { type: "checkbox", id, checked: where.params.get(key) === "1", onchange: (event) => go(here({ [key]: event.target.checked ? "1" : null }), true) }), h("span.name", text), h("span.count", number.toLocaleString("en")));
  };
  const cleared = Object.fromEntries(FILTERS.filter((key) => key !== "sort").map((key) => [key, null]));
  const apart = [box("steps", "Protocol steps", result.steps), box("repeats", "Repeats within a document", result.repeats)];
  return h("div.filters-inner", {},
    h("div.filters-head", h("h2", "Filters"), hasFilters(where.params) ? h("a", { href: here(cleared) }, "Clear") : null),
    FACETS.map((facet, place) => facetPart(facet, result.counts[place], place)),
    apart.some(Boolean) ? h("fieldset.facet", h("legend", "Also show"), h("div.values", apart)) : null);
}
// Words for what narrows the list, each with a way to take it off.
function filterChips(subject) {
  const chips = [];
  const off = (text, href) => h("a.chip.off", { href, "aria-label": `Remove filter ${text}` }, text, h("span", { "aria-hidden": "true" }, " ×"));
  if (subject && subject.what !== "claim") chips.push(off(`${TYPE_NAMES[subject.what]}: ${shortened(titleOf(subject), 48)}`, address("claims")));
  if (where.params.get("q")) chips.push(off(`“${where.params.get("q")}”`, here({ q: null })));
  for (const facet of FACETS) for (const value of chosen(where.params, facet.key)) chips.push(off(shortened(facet.name(value), 40), here({ [facet.key]: toggled(facet.key, value) })));
  return chips;
}
