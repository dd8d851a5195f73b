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

const documents = page.documents.map((row) => {
  const record = unpack("DocumentRecord", row);
  return { what: "doc", record, id: "doc/" + record.sha256.slice(0, 12), text: record.title || record.path, claims: [] };
});
const concepts = page.concepts.map(([key, name, type, curie]) => ({
  what: "concept", key, text: name, type, curie, id: "concept/" + key, claims: [],
}));
const works = page.works.map((row) => {
  const record = unpack("Work", row);
  return { what: "work", record, id: "work/" + record.id, text: record.title || record.host || record.key, claims: [] };
});
const documentBySha = new Map(documents.map((doc) => [doc.record.sha256, doc]));
const workById = new Map(works.map((work) => [work.record.id, work]));
const conceptByKey = new Map(concepts.map((concept) => [concept.key, concept]));
const conceptByName = new Map();
const entryById = new Map();
const markerById = new Map();
for (const doc of documents) {
  doc.record.entries.forEach((record) => entryById.set(record.id, { record, doc, work: workById.get(record.work) || null, claims: [] }));
  doc.record.markers.forEach((marker) => markerById.set(marker.id, marker));
}

const needless = new Set(page.need_no_citation);
const claims = page.claims.map((row, index) => {
  const record = unpack("Claim", row);
  const words = record.anchors.filter((anchor) => anchor.role === "words");
  return {
    what: "claim", index, record, id: record.id, text: record.gist || record.quote || record.id,
    doc: documentBySha.get(record.document), words, line: words.length ? words[0].line : null,
    involved: page.involves[index].map((place) => (place < 0 ? { concept: concepts[-1 - place], implied: true } : { concept: concepts[place], implied: false })),
    answers: [], conflicts: [], needsCitation: !needless.has(index),
    isStep: record.kind === "protocol_step",
    isRepeat: record.repeats !== null,
  };
});
const claimById = new Map(claims.map((claim) => [claim.id, claim]));
for (const concept of concepts) if (!conceptByName.has(concept.text.toLowerCase())) conceptByName.set(concept.text.toLowerCase(), concept);
for (const claim of claims) {
  claim.doc.claims.push(claim);
  for (const { concept } of claim.involved) concept.claims.push(claim);
  for (const mention of claim.record.mentions) {
    const concept = conceptByKey.get(mention.id) || conceptByName.get(mention.name.toLowerCase());
    if (concept && !conceptByName.has(mention.text.toLowerCase()) && !mention.implicit) conceptByName.set(mention.text.toLowerCase(), concept);
  }
  for (const id of new Set(claim.record.citations.map((link) => link.work))) if (workById.has(id)) workById.get(id).claims.push(claim);
  for (const id of new Set(claim.record.citations.map((link) => link.entry))) if (entryById.has(id)) entryById.get(id).claims.push(claim);
}

const questions = page.questions.map((row) => {
  const record = unpack("Question", row.q);
  const question = { what: "question", record, id: "question/" + record.id, bare: row.bare, contested: row.contested, answers: [] };
  for (const [place, attitude, answer, relation] of row.answers) {
    const given = { question, claim: claims[place], attitude, answer, relation };
    question.answers.push(given);
    claims[place].answers.push(given);
  }
  question.claims = [...new Set(question.answers.map((given) => given.claim))];
  return question;
});
const questionById = new Map(questions.map((question) => [question.record.id, question]));
const questionsByBare = new Map();
for (const question of questions) {
  if (!questionsByBare.has(question.bare)) questionsByBare.set(question.bare, []);
  questionsByBare.get(question.bare).push(question);
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
// What other circumstances explain is no contest.
for (const claim of claims) claim.isContested = claim.conflicts.some((conflict) => conflict.type !== "apparent");

// What is counted and listed unless asked otherwise: neither steps of a protocol nor what repeats another claim.
const isCounted = (claim) => !claim.isStep && !claim.isRepeat;
const countedClaims = claims.filter(isCounted);

function conceptOf(id, name) {
  return (id && conceptByKey.get(id)) || (name && conceptByName.get(name.toLowerCase())) || null;
}

// Which family of answers contradict each other; the same pairs as in assembly/questions.py.
const OPPOSED = [["up", "down"], ["up", "none"], ["down", "none"], ["changes", "none"], ["for", "none"], ["for", "against"]];
function contradict(answers) {
  const given = new Set(answers);
  return OPPOSED.some(([one, other]) => given.has(one) && given.has(other));
}
