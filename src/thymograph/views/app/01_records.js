// What the page holds, unpacked: documents, claims, concepts, works, questions, and who points to whom.
const page = JSON.parse(document.getElementById("page-record").textContent);

function unpack(kind, value) {
  const isList = Array.isArray(kind) && kind[0] === "list";
  if (value === null || value === undefined) return isList ? [] : null;
  if (kind === "s") return typeof value === "number" ? page.strings[value] : value;
  if (kind === "n") return value;
  if (kind === "b") return value === 1;
  if (isList) return value.map((item) => unpack(kind[1], item));
  if (Array.isArray(kind)) return value.map((item, place) => unpack(kind[1][place], item));
  const record = {};
  page.schema[kind].forEach((field, place) => {
    const [key, inner] = typeof field === "string" ? [field, "s"] : field;
    const member = unpack(inner, value[place]);
    // As in claims.jsonl: of a measurement, absent fields are left out.
    if (member !== null || kind !== "Measurement") record[key] = member;
  });
  return record;
}

// A record whose fields are unpacked when they are asked for: of ten thousand claims a reader opens a few.
function recordClass(name) {
  const places = {};
  class Packed {
    #row;
    #made = [];
    constructor(row) { this.#row = row; }
    at(place, kind) {
      if (this.#made[place] === undefined) this.#made[place] = unpack(kind, this.#row[place]);
      return this.#made[place];
    }
    toJSON() { return unpack(name, this.#row); }
  }
  page.schema[name].forEach((field, place) => {
    const [key, kind] = typeof field === "string" ? [field, "s"] : field;
    places[key] = place;
    Object.defineProperty(Packed.prototype, key, { get() { return this.at(place, kind); } });
  });
  return [Packed, places];
}
const [ClaimRecord, CLAIM_PLACES] = recordClass("Claim");
const [QuestionRecord] = recordClass("Question");
const placeIn = (name, key) => page.schema[name].findIndex((field) => (typeof field === "string" ? field : field[0]) === key);
const word = (packed) => (typeof packed === "number" ? page.strings[packed] : packed === undefined ? null : packed);

const documents = page.documents.map((row) => {
  const record = unpack("DocumentRecord", row);
  return { what: "doc", record, id: "doc/" + record.sha256.slice(0, 12), text: record.title || record.path, claims: [], findings: [] };
});
const concepts = page.concepts.map(([key, name, type, curie]) => ({
  what: "concept", key, text: name, type, curie, id: "concept/" + key, claims: [],
}));
const works = page.works.map((row) => {
  const record = unpack("Work", row);
  return { what: "work", record, id: "work/" + record.id, text: record.title || record.host || record.key, claims: [] };
});
const documentBySha = new Map(documents.map((doc) => [doc.record.sha256, doc]));
const documentByHead = new Map(documents.map((doc) => [doc.record.sha256.slice(0, 12), doc]));
const workById = new Map(works.map((work) => [work.record.id, work]));
const conceptByKey = new Map(concepts.map((concept) => [concept.key, concept]));
const entryById = new Map();
const markerById = new Map();
for (const doc of documents) {
  doc.record.entries.forEach((record) => entryById.set(record.id, { record, doc, work: workById.get(record.work) || null, claims: [], findings: [] }));
  doc.record.markers.forEach((marker) => markerById.set(marker.id, marker));
}

const needless = new Set(page.need_no_citation);
class ClaimNode {
  what = "claim";
  answers = [];
  conflicts = [];
  findings = [];
  #involved = null;
  constructor(row, index) {
    this.index = index;
    this.record = new ClaimRecord(row);
    this.id = word(row[CLAIM_PLACES.id]);
    this.doc = documentBySha.get(word(row[CLAIM_PLACES.document]));
    this.needsCitation = !needless.has(index);
    this.isStep = word(row[CLAIM_PLACES.kind]) === "protocol_step";
    this.isRepeat = word(row[CLAIM_PLACES.repeats]) !== null;
  }
  get text() { return this.record.gist || this.record.quote || this.id; }
  get words() { return this.record.anchors.filter((anchor) => anchor.role === "words"); }
  get line() { const first = this.record.anchors.find((anchor) => anchor.role === "words"); return first ? first.line : null; }
  get page() { const first = this.record.anchors.find((anchor) => anchor.role === "words"); return first ? first.page : null; }
  get involved() {
    this.#involved ||= page.involves[this.index].map((place) => (place < 0 ? { concept: concepts[-1 - place], implied: true } : { concept: concepts[place], implied: false }));
    return this.#involved;
  }
  // Where its citations lead in the end, and whether a guess leads there: as assembly/trails.py finds it.
  get end() { const at = page.ended[this.index]; return { verdict: page.ends[at < 0 ? -1 - at : at], certain: at >= 0 }; }
  // What other circumstances explain is no contest.
  get isContested() { return this.conflicts.some((conflict) => conflict.type !== "apparent"); }
}
const claims = page.claims.map((row, index) => new ClaimNode(row, index));
const claimById = new Map(claims.map((claim) => [claim.id, claim]));
const [CITED_WORK, CITED_ENTRY] = [placeIn("Citation", "work"), placeIn("Citation", "entry")];
for (const claim of claims) {
  claim.doc.claims.push(claim);
  for (const place of page.involves[claim.index]) concepts[place < 0 ? -1 - place : place].claims.push(claim);
  const cited = page.claims[claim.index][CLAIM_PLACES.citations];
  if (!cited || !cited.length) continue;
  for (const id of new Set(cited.map((link) => word(link[CITED_WORK])))) if (workById.has(id)) workById.get(id).claims.push(claim);
  for (const id of new Set(cited.map((link) => word(link[CITED_ENTRY])))) if (entryById.has(id)) entryById.get(id).claims.push(claim);
}
// Names as printed lead to concepts too; few views need it, so it is made when first asked.
const conceptByName = {
  made: null,
  get(name) {
    if (!this.made) {
      this.made = new Map();
      const put = (key, concept) => { if (concept && !this.made.has(key)) this.made.set(key, concept); };
      for (const concept of concepts) put(concept.text.toLowerCase(), concept);
      for (const claim of claims) for (const mention of claim.record.mentions) if (!mention.implicit) put(mention.text.toLowerCase(), conceptByKey.get(mention.id) || this.made.get(mention.name.toLowerCase()));
    }
    return this.made.get(name);
  },
};

const [CLAIM, ATTITUDE, ANSWER, RELATION, POSITIVE, SIDE] = [0, 1, 2, 3, 4, 5];
class QuestionNode {
  what = "question";
  #claims = null;
  constructor(row, bare, contested, isWide) {
    this.record = row instanceof QuestionRecord ? row : new QuestionRecord(row);
    Object.assign(this, { bare, contested, isWide, id: "question/" + (isWide ? bare : this.record.id), answers: [] });
  }
  get claims() { return (this.#claims ||= [...new Set(this.answers.map((given) => given.claim))]); }
}
const questions = page.questions.map((row) => {
  const question = new QuestionNode(row.q, row.bare, row.contested, false);
  for (const given of row.answers) {
    const answer = { question, claim: claims[given[CLAIM]], attitude: given[ATTITUDE], answer: given[ANSWER], relation: given[RELATION], positive: given[POSITIVE] || null, side: given[SIDE] || given[ANSWER] };
    question.answers.push(answer);
    answer.claim.answers.push(answer);
  }
  return question;
});
const questionById = new Map(questions.map((question) => [question.record.id, question]));
const questionsByBare = new Map();
for (const question of questions) {
  if (!questionsByBare.has(question.bare)) questionsByBare.set(question.bare, []);
  questionsByBare.get(question.bare).push(question);
}
// A question in all circumstances together, which nobody may have asked so.
function wideQuestion(bare) {
  const all = questionsByBare.get(bare);
  if (!all) return null;
  const own = all.find((question) => question.record.id === bare);
  if (own && all.length === 1) return own;
  const wide = new QuestionNode((own || all[0]).record, bare, all.some((question) => question.contested), true);
  wide.answers = all.flatMap((question) => question.answers);
  return wide;
}
// What each answer stands on, as assembly/roots.py counts it; figures that are left out are none.
function footingOf(bare, side) {
  const row = (page.footings[bare] || {})[side];
  return row ? Object.fromEntries(page.figures.map((name, place) => [name, row[place] || 0])) : null;
}

for (const [severity, rule, message, remedy, line, place, entry, head] of page.findings) {
  const finding = { severity, rule, message, remedy, line, claim: place === null ? null : claims[place], entry, doc: documentByHead.get(head) || null };
  if (finding.claim) finding.claim.findings.push(finding);
  if (finding.doc) finding.doc.findings.push(finding);
  if (entryById.has(entry)) entryById.get(entry).findings.push(finding);
}

// Claims that do not go together, as assembly/conflicts.py finds them, gravest type first.
const conflicts = page.conflicts.map((row) => {
  const [subject, subject_id, family, object, object_id] = row.question;
  const conflict = {
    what: "conflict", ...row, id: "conflict/" + row.id, record: { subject, subject_id, family, object, object_id, qualifiers: {} },
    members: row.members.map(([place, attitude, says]) => ({ claim: claims[place], attitude, says })),
  };
  conflict.claims = [...new Set(conflict.members.map((member) => member.claim))];
  for (const claim of conflict.claims) claim.conflicts.push(conflict);
  return conflict;
});
const conflictById = new Map(conflicts.map((conflict) => [conflict.id, conflict]));

// What is counted and listed unless asked otherwise: neither steps of a protocol nor what repeats another claim.
const isCounted = (claim) => !claim.isStep && !claim.isRepeat;
const countedClaims = claims.filter(isCounted);

function conceptOf(id, name) {
  return (id && conceptByKey.get(id)) || (name && conceptByName.get(name.toLowerCase())) || null;
}

// Which sides contradict each other comes from assembly/questions.py: not to raise is not to lower.
function contradict(sides) {
  const given = new Set(sides);
  return page.opposed.some(([one, other]) => given.has(one) && given.has(other));
}
