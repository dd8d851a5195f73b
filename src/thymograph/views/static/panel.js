// One claim in full: what it says, in which words, and what it rests on.
const row = (name, ...value) => el("div", { class: "field" }, el("dt", null, name), el("dd", null, ...value));
const conceptLink = (number, kind) => el("a", { class: "concept", href: "#concept/" + encodeURIComponent(concepts[number].id), title: readable(kind || concepts[number].type || "") }, concepts[number].name);
const claimLink = (number) => el("a", { href: "#" + claims[number].id }, claims[number].gist);
const statusTag = (status) => el("span", { class: "status " + status, title: STATUS[status][1] }, { stated: "✓ ", inferred: "≈ ", dangling: "✕ ", none: "○ " }[status] + STATUS[status][0]);

function quoteWithCues(claim) {
  const quote = el("blockquote"), cues = claim.cues || [];
  let at = 0;
  for (const [start, end, effect] of cues) {
    if (start < at) continue;
    quote.append(claim.quote.slice(at, start), el("mark", { title: readable(effect) }, claim.quote.slice(start, end)));
    at = end;
  }
  quote.append(claim.quote.slice(at));
  return quote;
}

function words(claim) {
  const here = documents[claim.doc];
  if (!claim.quote) {
    return el("div", { class: "no-quote" },
      el("p", null, "This graph keeps no words of the documents. The place is line " + claim.line + " of ", el("code", null, here.path), ", characters " + (claim.at || []).map((a) => a[0] + "–" + a[1]).join(" and ") + "."),
      here.url ? el("p", null, "Published at ", outside(here.url, here.url), ".") : null,
      el("p", null, "With a copy at hand, this proves every place: ", el("code", null, "thymograph verify --documents DIR")),
      (claim.cues || []).length ? el("p", null, "Words that decide: ", ...claim.cues.map(([text, effect]) => [el("mark", null, text), " (" + readable(effect) + ") "])) : null);
  }
  const list = claimsOfDocument[claim.doc], index = list.indexOf(claim.number);
  const beside = (number) => { const other = claims[number]; return other && other.quote && (other.section || []).join() === (claim.section || []).join() ? el("p", { class: "beside" }, other.quote.length > 220 ? other.quote.slice(0, 220) + "…" : other.quote) : null; };
  return el("div", null, beside(list[index - 1]), quoteWithCues(claim), beside(list[index + 1]));
}

function traceOf(claim) {
  const steps = el("ol", { class: "trace" });
  const here = documents[claim.doc];
  steps.append(el("li", null, el("b", null, "Said in"), el("a", { href: "#doc/" + here.id }, documentName(here)), el("span", { class: "aside" }, (claim.section || []).join(" › ") + (claim.line ? (claim.section ? ", " : "") + "line " + claim.line : "")),
    here.sells ? el("span", { class: "warning" }, "its publisher sells what it writes about") : null));
  if (claim.speaker) steps.append(el("li", null, el("b", null, "As the position of"), claim.speaker, el("span", { class: "aside" }, "reported second-hand")));
  for (const cite of claim.cites || []) {
    const entry = cite.entry !== undefined ? entries[cite.entry] : null, work = cite.work !== undefined ? works[cite.work] : null;
    const guess = cite.sure !== undefined;
    const item = el("li", { class: entry ? (guess ? "inferred" : "stated") : "dangling" }, el("b", null, "Marker [" + cite.n + "]"));
    if (!entry) item.append(el("span", { class: "warning" }, "dangling: no entry of the reference list has this number or fits it. The trail ends here."));
    else {
      if (guess) item.append(el("span", { class: "warning" }, "inferred by " + cite.method + ", confidence " + cite.sure + ": a guess, not a link of the document"));
      if (work) {
        const address = workAddress(work);
        item.append(el("a", { href: "#work/" + work.id }, entry.text || workName(work)), el("span", { class: "aside" }, readable(work.type || "unknown") + (work.title ? "" : ", only a host is named"), address ? [" · ", outside(address, "open")] : null));
      } else item.append(entry.text || "entry without words");
    }
    steps.append(item);
  }
  if (!(claim.cites || []).length) steps.append(el("li", { class: "none" }, el("b", null, "No marker"), NEEDS_NO_CITATION.has(claim.kind) ? "A " + readable(claim.kind) + " needs no citation. The trail ends here." : "Nothing is cited for this. The trail ends with the document."));
  return steps;
}

function answersAround(claim) {
  const out = [];
  for (const q of questionsOfClaim[claim.number]) {
    const question = questions[q], mine = (question.claims.find(([c]) => c === claim.number) || [0, []])[1];
    const others = question.claims.filter(([c]) => c !== claim.number);
    if (!others.length) continue;
    out.push(el("div", { class: "question" + (question.contested ? " contested" : "") }, el("h4", null, el("a", { href: "#question/" + question.id }, questionName(question)), question.contested ? el("span", { class: "warning" }, question.direct ? "answers contradict" : "answers differ, and so does their context") : null),
      el("ul", null, others.slice(0, 8).map(([c, attitudes]) => el("li", null, el("span", { class: "attitude " + (attitudes.includes("denies") ? "denies" : attitudes.includes("leaves_open") ? "open" : "asserts") }, attitudes.map(readable).join(", ")), claimLink(c), el("span", { class: "aside" }, documentName(documents[claims[c].doc])))))));
    if (out.length >= 4) break;
  }
  return out;
}

function measurementTable(claim) {
  const columns = ["measure", "value", "unit", "arm", "comparator", "comparator_value", "baseline_value", "n", "sd", "ci_low", "ci_high", "p_operator", "p", "timepoint", "condition"].filter((name) => claim.measurements.some((m) => m[name] !== undefined));
  return el("div", { class: "scroll" }, el("table", { class: "numbers" }, el("thead", null, el("tr", null, columns.map((name) => el("th", { scope: "col" }, readable(name))))), el("tbody", null, claim.measurements.map((m) => el("tr", null, columns.map((name) => el("td", null, m[name] ?? "")))))));
}

function correction(claim) {
  return JSON.stringify({ text_key: claim.key, field: "kind", value: claim.kind, curator: "your name", date: new Date().toISOString().slice(0, 10), reason: "what is wrong" });
}

function claimPanel(claim) {
  const section = (name, ...content) => { const filled = content.flat().filter(Boolean); return filled.length ? el("section", null, el("h3", null, name), ...filled) : null; };
  const tags = el("p", { class: "tags" }, el("span", { class: "tag" }, readable(claim.kind)), claim.polarity ? el("span", { class: "tag denied" }, readable(claim.polarity)) : null, claim.certainty ? el("span", { class: "tag hedged" }, claim.certainty) : null, claim.directness ? el("span", { class: "tag" }, readable(claim.directness)) : null, statusTag(claim.status));
  return el("article", { class: "panel", "aria-label": "Claim" },
    el("p", { class: "kicker" }, "Claim ", el("code", null, claim.id)),
    el("h2", { id: "gist" }, claim.gist), tags,
    claim.repeats ? el("p", { class: "warning" }, "Front matter; it repeats ", claimNumber.has(claim.repeats) ? claimLink(claimNumber.get(claim.repeats)) : "a claim of the body", ".") : null,
    section("In its words", words(claim)),
    section("What it rests on", traceOf(claim)),
    section("Who else answers this", answersAround(claim)),
    claim.measurements ? section("Numbers", measurementTable(claim)) : null,
    claim.relations ? section("What it relates", el("ul", { class: "relations" }, claim.relations.map((r) => { const [s, verb, o, rest] = relationWords(r); return el("li", null, conceptLink(r.s), " " + verb + " ", conceptLink(r.o), rest ? el("span", { class: "aside" }, rest) : null, el("span", { class: "rule", title: "the rule that read it" }, readable(r.rule || ""))); }))) : null,
    claim.stances ? section("Positions", el("ul", null, claim.stances.map((s) => el("li", null, s.organisation + ": " + readable(s.stance) + " " + s.intervention + (s.condition ? " in " + s.condition : "") + (s.first_hand ? "" : " (second-hand)"))))) : null,
    claim.regimens ? section("Doses", el("ul", null, claim.regimens.map((r) => el("li", null, [r.drug + ":", r.dose, r.unit, r.per ? "per " + r.per : null, r.route, r.frequency, r.duration ? "for " + r.duration : null, r.population ? "(" + r.population + ")" : null].filter(Boolean).join(" "))))) : null,
    section("About", el("p", { class: "concepts" }, (claim.about || []).map((c) => conceptLink(c)), (claim.implied || []).map((c) => el("span", { class: "implied", title: "implied by a heading, a row or a pronoun" }, conceptLink(c))))),
    el("p", { class: "actions" },
      el("button", { type: "button", onclick: () => copy(location.href.split("#")[0] + "#" + claim.id, "Link copied") }, "Copy link"),
      el("button", { type: "button", onclick: () => copy(JSON.stringify(claim, (name, value) => (name === "words" || name === "number" ? undefined : value), 1), "Record copied") }, "Copy record"),
      el("button", { type: "button", onclick: () => copy(correction(claim), "A curation line is copied: change value and reason, and keep it in a folder for --curation") }, "This is wrong")));
}
