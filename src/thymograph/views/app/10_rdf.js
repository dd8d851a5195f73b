// A claim as RDF, triple for triple what graph/claim_quads.py writes, composed here so that the page need not carry it.
const SHA_PARTS = [[], []];
// The first 64 primes give SHA-256 its constants: 32 bits of the fractions of their roots.
for (let n = 2; SHA_PARTS[0].length < 64; n += 1) {
  let isPrime = true;
  for (let d = 2; d * d <= n; d += 1) if (n % d === 0) isPrime = false;
  if (!isPrime) continue;
  SHA_PARTS[0].push(Math.floor((Math.cbrt(n) % 1) * 2 ** 32));
  if (SHA_PARTS[1].length < 8) SHA_PARTS[1].push(Math.floor((Math.sqrt(n) % 1) * 2 ** 32));
}
// Not crypto.subtle: it waits, and some browsers keep it from files.
function sha256(text) {
  const [constants, first] = SHA_PARTS;
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array(((bytes.length + 8) >> 6) * 64 + 64);
  padded.set(bytes);
  padded[bytes.length] = 128;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(padded.length - 4, (bytes.length << 3) >>> 0);
  const state = Int32Array.from(first);
  const w = new Int32Array(64);
  const turn = (x, n) => (x >>> n) | (x << (32 - n));
  for (let at = 0; at < padded.length; at += 64) {
    for (let i = 0; i < 16; i += 1) w[i] = view.getInt32(at + 4 * i);
    for (let i = 16; i < 64; i += 1) {
      const [x, y] = [w[i - 15], w[i - 2]];
      w[i] = w[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + w[i - 7] + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10));
    }
    let [a, b, c, d, e, f, g, h8] = state;
    for (let i = 0; i < 64; i += 1) {
      const one = (h8 + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + constants[i] + w[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h8, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h8].forEach((value, i) => { state[i] += value; });
  }
  return [...state].map((value) => (value >>> 0).toString(16).padStart(8, "0")).join("");
}
const contentId = (prefix, ...parts) => prefix + sha256(parts.join("\x1f")).slice(0, 16);

// Values as Python's repr writes them: ids of assertions, numbers, doses and positions are made over that.
function pythonText(text) {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = Array.from(text, (sign) => {
    const named = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", [quote]: "\\" + quote }[sign];
    if (named) return named;
    if (sign === " " || !/[\p{C}\p{Z}]/u.test(sign)) return sign;
    const code = sign.codePointAt(0);
    return code < 0x100 ? "\\x" + code.toString(16).padStart(2, "0") : code < 0x10000 ? "\\u" + code.toString(16).padStart(4, "0") : "\\U" + code.toString(16).padStart(8, "0");
  });
  return quote + escaped.join("") + quote;
}
function pythonFloat(number) {
  if (number !== 0 && (Math.abs(number) < 1e-4 || Math.abs(number) >= 1e16)) {
    const [digits, power] = number.toExponential().split("e");
    return `${digits}e${power[0]}${power.slice(1).padStart(2, "0")}`;
  }
  const text = String(number);
  return text.includes(".") ? text : text + ".0";
}
function pythonValue(kind, value) {
  if (value === null || value === undefined) return "None";
  if (kind === "s") return pythonText(value);
  if (kind === "b") return value ? "True" : "False";
  return typeof kind === "string" && kind !== "n" ? pythonRecord(kind, value) : String(value);
}
const fieldsOf = (name) => page.schema[name].map((field) => (typeof field === "string" ? [field, "s"] : field));
const pythonRecord = (name, record) => `${name}(${fieldsOf(name).map(([key, kind]) => `${key === "with" ? "with_" : key}=${pythonValue(kind, record[key])}`).join(", ")})`;
// Of a measurement `number` is a float, and 45 is printed 45.0.
const pythonTuple = (name, record) => `(${fieldsOf(name).map(([key, kind]) => (key === "number" && typeof record[key] === "number" ? pythonFloat(record[key]) : pythonValue(kind, record[key]))).join(", ")})`;

const plainKey = (name) => name.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
const conceptKey = (name, curie) => curie || (Object.hasOwn(page.rdf.keys, name) ? page.rdf.keys[name] : "l:" + plainKey(name));
const segment = (words) => encodeURIComponent(words).replace(/[!'()*]/g, (sign) => "%" + sign.charCodeAt(0).toString(16).toUpperCase());
const nodeIri = (kind, id) => `${page.rdf.base}${kind}/${segment(id)}`;
function conceptIri(key) {
  if (key.startsWith("l:")) return nodeIri("concept", key.slice(2));
  const cut = key.indexOf(":");
  const [prefix, rest] = [key.slice(0, cut), key.slice(cut + 1)];
  return prefix in page.prefixes ? page.prefixes[prefix] + segment(rest) : `https://bioregistry.io/${segment(prefix)}:${segment(rest)}`;
}
function conceptType(key) {
  if (Object.hasOwn(page.rdf.types, key)) return page.rdf.types[key];
  return conceptByKey.has(key) ? conceptByKey.get(key).type : null;
}

// The number that printed words are, without what says nothing; null where they are not one number.
function printedNumber(printed) {
  let bare = printed.trim().replace(/%+$/, "").trim().replace(/^\++/, "").replaceAll("−", "-").replaceAll("·", ".");
  if (/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare)) bare = bare.replaceAll(",", "");
  return /^(-?\d{1,18}(\.\d{1,18})?|-?\.\d{1,18})$/.test(bare) ? plainDecimal(bare) : null;
}
function plainDecimal(written) {
  let [, sign, whole, rest] = /^(-?)(\d*)(?:\.(\d*))?$/.exec(written);
  rest = (rest || "").replace(/0+$/, "");
  whole = whole.replace(/^0+(?=\d)/, "") || "0";
  const text = rest ? `${whole}.${rest}` : whole;
  return text === "0" ? "0" : sign + text;
}
function decimalOf(number) {
  const text = String(number);
  if (!text.includes("e")) return plainDecimal(text);
  const [digits, power] = text.split("e");
  return plainDecimal(Number(power) < 0 ? number.toFixed(Math.min(100, digits.replace(/^-?\d+\.?/, "").length - Number(power))) : BigInt(number).toString());
}

function triplesOf(claim) {
  const { rdf } = page;
  const spaces = rdf.namespaces;
  const record = claim.record;
  const found = new Map();
  const iri = (text) => `<${text}>`;
  const term = (name) => { const cut = name.indexOf(":"); return spaces[name.slice(0, cut)] + name.slice(cut + 1); };
  const add = (subject, predicate, object) => { const triple = [iri(subject), iri(term(predicate)), object]; found.set(triple.join(" "), triple); };
  const type = (subject, ...classes) => classes.forEach((cls) => add(subject, "rdf:type", iri(term(cls))));
  const link = (subject, predicate, object) => { if (object !== null) add(subject, predicate, iri(object)); };
  const quoted = (text) => '"' + text.replace(/["\\\x00-\x1f\x7f]/g, (sign) => ({ '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f" })[sign] || "\\u" + sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")) + '"';
  const typed = (value, name) => `"${value}"^^<${spaces.xsd}${name}>`;
  const value = (subject, predicate, words, name) => { if (words !== null && words !== undefined) add(subject, predicate, name ? typed(words, name) : quoted(words)); };
  const one = (table, word) => {
    if (!Object.hasOwn(rdf.words[table], word)) throw new Error(`the vocabulary has no ${table} “${word}”`);
    return spaces.tg + rdf.words[table][word];
  };
  const concept = (name, curie) => conceptIri(conceptKey(name, curie));
  const conceptLink = (subject, predicate, name) => { if (name) link(subject, predicate, concept(name)); };
  const agent = (name) => nodeIri("agent", Object.hasOwn(rdf.agents, name) ? rdf.agents[name] : plainKey(name));
  const printedValue = (subject, predicate, printed) => {
    if (printed === null || printed === undefined) return;
    const number = printedNumber(printed);
    if (number === null) value(subject, predicate, printed);
    else value(subject, predicate, number, predicate === "tg:sampleSize" && !number.includes(".") ? "integer" : "decimal");
  };

  const node = nodeIri("claim", record.id);
  const home = nodeIri("document", record.document);
  type(node, "tg:Claim");
  link(node, "prov:wasDerivedFrom", home);
  if (claim.doc.record.publisher) link(node, "prov:wasAttributedTo", agent(claim.doc.record.publisher));
  value(node, "tg:gist", record.gist);
  value(node, "tg:text", record.quote);
  value(node, "tg:textKey", record.text_key);
  value(node, "tg:extractor", record.extractor);
  link(node, "tg:kind", one("kind", record.kind));
  if (record.citation_status === "none" && !rdf.uncited.includes(record.kind)) value(node, "tg:lacksCitation", true, "boolean");
  link(node, "tg:polarity", one("polarity", record.polarity));
  link(node, "tg:certainty", one("certainty", record.certainty));
  if (record.section.length) value(node, "tg:sectionPath", record.section.join(" > "));
  if (record.directness) link(node, "tg:directness", one("directness", record.directness));
  conceptLink(node, "tg:speaker", record.speaker);
  if (record.repeats) link(node, "tg:repeats", nodeIri("claim", record.repeats));
  if (record.step) {
    value(node, "tg:procedure", record.step.procedure);
    value(node, "tg:stepNumber", record.step.number, "integer");
    if (record.step.after) link(node, "tg:afterClaim", nodeIri("claim", record.step.after));
  }
  // Where its words stand, and what frames them.
  if (claim.words.length) value(node, "tg:line", Math.min(...claim.words.map((anchor) => anchor.line)), "integer");
  for (const anchor of record.anchors) {
    const spot = nodeIri("anchor", contentId("a", record.document, anchor.role, anchor.start, anchor.end));
    link(node, anchor.role === "words" ? "prov:wasQuotedFrom" : "tg:framedBy", spot);
    type(spot, "tg:Anchor");
    link(spot, "oa:hasSource", home);
    value(spot, "tg:line", anchor.line, "integer");
    value(spot, "tg:page", anchor.page, "integer");
    value(spot, "tg:sha256", anchor.sha256);
    for (const [name, cls, start, end] of [["text", "oa:TextPositionSelector", anchor.start, anchor.end], ["bytes", "oa:DataPositionSelector", anchor.byte_start, anchor.byte_end]]) {
      link(spot, "oa:hasSelector", `${spot}/${name}`);
      type(`${spot}/${name}`, cls);
      value(`${spot}/${name}`, "oa:start", start, "integer");
      value(`${spot}/${name}`, "oa:end", end, "integer");
    }
    if (anchor.role === "words" && record.quote !== null && sha256(record.quote) === anchor.sha256) {
      type(`${spot}/text`, "oa:TextQuoteSelector");
      value(`${spot}/text`, "oa:exact", record.quote);
    }
  }
  link(node, "tg:citationStatus", one("status", record.citation_status));
  for (const cited of record.citations) {
    const marker = nodeIri("marker", cited.marker);
    const made = nodeIri("citation", contentId("l", record.id, cited.marker, cited.scope));
    link(node, "tg:hasMarker", marker);
    if (cited.work) link(node, ["number", "key"].includes(cited.method) ? "tg:cites" : "tg:mayCite", nodeIri("work", cited.work));
    type(made, "tg:CitationLink");
    link(node, "tg:hasCitation", made);
    link(made, "tg:marker", marker);
    value(made, "tg:number", cited.number);
    if (cited.work) link(made, "tg:citedWork", nodeIri("work", cited.work));
    link(made, "tg:scope", one("scope", cited.scope));
    if (cited.confidence !== null && !["number", "key"].includes(cited.method)) value(made, "tg:confidence", decimalOf(cited.confidence), "decimal");
  }
  // What it involves.
  const involve = (key, kind) => {
    link(node, "tg:involves", conceptIri(key));
    if (kind && Object.hasOwn(rdf.words.involves, kind)) link(node, "tg:" + rdf.words.involves[kind], conceptIri(key));
  };
  const named = new Set();
  const brought = new Set();
  for (const mention of record.mentions) {
    const key = conceptKey(mention.name, mention.id);
    (mention.implicit ? brought : named).add(conceptIri(key));
    involve(key, mention.type);
  }
  const ends = record.relations.flatMap((relation) => [[relation.subject, relation.subject_id], [relation.object, relation.object_id]]);
  ends.push(...record.regimens.map((regimen) => [regimen.drug, null]), ...record.measurements.map((measured) => [measured.measure, null]));
  for (const stance of record.stances) for (const name of [stance.organisation, stance.intervention, stance.condition]) if (name) ends.push([name, null]);
  for (const [name, curie] of ends) { const key = conceptKey(name, curie); brought.add(conceptIri(key)); involve(key, conceptType(key)); }
  for (const other of brought) if (!named.has(other)) link(node, "tg:broughtIn", other);
  // Cue words and assertions.
  const cues = new Map(record.cues.map((cue) => [nodeIri("cue", contentId("u", record.id, cue.start, cue.end, cue.effect)), cue]));
  for (const [made, cue] of cues) {
    type(made, "tg:Cue");
    link(node, "tg:hasCue", made);
    value(made, "tg:text", cue.text);
    value(made, "tg:start", cue.start, "integer");
    value(made, "tg:end", cue.end, "integer");
    link(made, "tg:effect", one("effect", cue.effect));
  }
  record.relations.forEach((relation, number) => {
    const made = nodeIri("assertion", contentId("s", record.id, pythonRecord("Assertion", relation)));
    type(made, "tg:Assertion");
    link(node, "tg:makes", made);
    link(made, "tg:printedPredicate", one("predicate", relation.predicate));
    link(made, "tg:polarity", one("polarity", relation.polarity));
    link(made, "tg:certainty", one("certainty", relation.certainty));
    value(made, "tg:rule", relation.rule);
    value(made, "tg:start", relation.start, "integer");
    value(made, "tg:end", relation.end, "integer");
    for (const [cueNode, cue] of cues) {
      const within = relation.start <= cue.start && cue.end <= relation.end;
      if ([relation.polarity, relation.certainty].includes(cue.effect) && (within || record.relations.length === 1)) link(made, "tg:cue", cueNode);
    }
    const narrowed = fieldsOf("Qualifiers").map(([key]) => (relation.qualifiers[key] === null ? "" : conceptKey(relation.qualifiers[key]))).join("\x1e");
    for (const given of claim.answers.filter((answer) => answer.relation === number)) {
      const id = contentId("p", conceptKey(relation.subject, relation.subject_id), given.positive || relation.predicate, conceptKey(relation.object, relation.object_id), narrowed);
      link(made, "tg:content", nodeIri("proposition", id));
      link(made, "tg:answer", one("answer", given.answer));
      link(node, { asserts: "tg:asserts", denies: "tg:denies", leaves_open: "tg:leavesOpen" }[given.attitude], nodeIri("proposition", id));
    }
  });
  // Numbers, positions and doses.
  const arm = (words) => {
    if (!words && words !== "") return null;
    const made = nodeIri("arm", contentId("g", record.document, words));
    type(made, "tg:Arm");
    value(made, "rdfs:label", words);
    for (const key of rdf.arms[words] || []) link(made, "tg:includes", conceptIri(key));
    return made;
  };
  for (const measured of record.measurements) {
    const made = nodeIri("measurement", contentId("m", record.id, pythonTuple("Measurement", measured)));
    type(made, "tg:Measurement");
    link(node, "tg:hasMeasurement", made);
    conceptLink(made, "tg:measure", measured.measure);
    if (measured.number !== undefined) value(made, "tg:value", decimalOf(measured.number), "decimal");
    else printedValue(made, "tg:value", measured.value);
    value(made, "tg:unit", measured.unit);
    value(made, "tg:ucum", measured.ucum);
    const { value: shown, unit } = measured;
    if (shown !== undefined) value(made, "tg:printed", unit === undefined || shown.includes(unit) ? shown : unit === "%" ? shown + unit : `${shown} ${unit}`);
    link(made, "tg:arm", arm(measured.arm));
    link(made, "tg:comparator", arm(measured.comparator));
    value(made, "tg:comparatorPrinted", measured.comparator_value);
    for (const [predicate, key] of [["comparatorValue", "comparator_value"], ["comparatorSd", "comparator_sd"], ["baselineValue", "baseline_value"], ["sampleSize", "n"], ["sd", "sd"], ["ciLow", "ci_low"], ["ciHigh", "ci_high"], ["ciLevel", "ci_level"], ["pValue", "p"]]) printedValue(made, "tg:" + predicate, measured[key]);
    value(made, "tg:pOperator", measured.p_operator);
    value(made, "tg:timepoint", measured.timepoint);
    conceptLink(made, "tg:condition", measured.condition);
  }
  for (const stance of record.stances) {
    const made = nodeIri("stance", contentId("s", record.id, pythonTuple("Stance", stance)));
    type(made, "tg:Stance");
    link(node, "tg:states", made);
    for (const key of ["organisation", "intervention", "condition", "population"]) conceptLink(made, "tg:" + key, stance[key]);
    link(made, "tg:stance", one("stance", stance.stance));
    value(made, "tg:strength", stance.strength);
    value(made, "tg:firstHand", stance.first_hand, "boolean");
  }
  for (const regimen of record.regimens) {
    const made = nodeIri("regimen", contentId("r", record.id, pythonTuple("Regimen", regimen)));
    type(made, "tg:Regimen");
    link(node, "tg:hasRegimen", made);
    conceptLink(made, "tg:drug", regimen.drug);
    const number = regimen.dose ? printedNumber(regimen.dose) : null;
    if (number !== null) value(made, "tg:value", number, "decimal");
    for (const key of ["dose", "unit", "per", "ucum", "route", "frequency", "duration"]) value(made, "tg:" + key, regimen[key]);
    conceptLink(made, "tg:population", regimen.population);
  }
  for (const change of record.curation) {
    const made = nodeIri("curation", contentId("k", node, pythonRecord("Curation", change)));
    const curator = agent(change.curator);
    type(made, "tg:Curation", "prov:Activity");
    type(curator, "prov:Agent");
    value(curator, "foaf:name", change.curator);
    link(made, "prov:wasAssociatedWith", curator);
    value(made, "tg:correctedField", change.field);
    value(made, "dcterms:date", change.date);
    value(made, "rdfs:comment", change.reason);
    value(made, "tg:replacedValue", change.replaced);
    if (change.field !== "reject") link(node, "prov:wasGeneratedBy", made);
  }
  return [...found.values()].sort((one, other) => (one.join(" ") < other.join(" ") ? -1 : 1));
}
// Turtle: the claim first, then what hangs on it; a prefix for every space of names that occurs.
function turtleOf(claim) {
  const { base, namespaces } = page.rdf;
  const kinds = Object.fromEntries(["agent", "anchor", "arm", "assertion", "citation", "claim", "concept", "cue", "curation", "document", "marker", "measurement", "proposition", "regimen", "stance", "work"].map((kind) => [kind, `${base}${kind}/`]));
  // Our own terms are tg already; the concepts that the lexicon itself names are TG there.
  const curies = Object.fromEntries(Object.entries(page.prefixes).map(([prefix, space]) => [prefix === "TG" ? "lexicon" : prefix.toLowerCase(), space]));
  const spaces = Object.entries({ ...curies, ...kinds, ...namespaces });
  spaces.sort((one, other) => other[1].length - one[1].length);
  const used = new Map();
  const short = (term) => {
    if (term.startsWith('"')) {
      const cut = term.lastIndexOf("^^<");
      return cut > 0 && term.endsWith(">") ? term.slice(0, cut + 2) + short(term.slice(cut + 2)) : term;
    }
    const address = term.slice(1, -1);
    const hit = spaces.find(([, space]) => address.startsWith(space) && /^[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?$/.test(address.slice(space.length)));
    if (!hit) return term;
    used.set(hit[0], hit[1]);
    return `${hit[0]}:${address.slice(hit[1].length)}`;
  };
  const own = `<${nodeIri("claim", claim.id)}>`;
  const bySubject = new Map();
  for (const [subject, predicate, object] of triplesOf(claim)) {
    if (!bySubject.has(subject)) bySubject.set(subject, []);
    bySubject.get(subject).push(`${predicate === `<${namespaces.rdf}type>` ? "a" : short(predicate)} ${short(object)}`);
  }
  const blocks = [...bySubject].sort((one, other) => (other[0] === own) - (one[0] === own)).map(([subject, lines]) => `${short(subject)}\n    ${lines.join(" ;\n    ")} .\n`);
  const prefixes = [...used].sort().map(([prefix, space]) => `@prefix ${prefix}: <${space}> .\n`);
  return `${prefixes.join("")}\n${blocks.join("\n")}`;
}
