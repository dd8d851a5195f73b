// The records joined: what is about what, who cites what, and what answers one question.
const { documents, claims, concepts, entries, works, questions } = RECORDS;
const STATUS = {
  stated: ["Cited", "the marker's number or key stands in the reference list"],
  inferred: ["Inferred", "the list has no such number; words or order point to an entry, which is a guess"],
  dangling: ["Dangling", "the marker leads to no entry of the reference list"],
  none: ["No citation", "the words carry no marker"],
};
const NEEDS_NO_CITATION = new Set(["protocol_step", "future_direction", "definition"]);
const ANSWERS = { up: "yes, up", down: "yes, down", changes: "yes, some change", none: "no", for: "for", against: "against", open: "left open" };
const FAMILIES = { effect: "change", benefit: "help against", association: "go along with", recommendation: "be used for" };

const claimNumber = new Map(claims.map((claim, number) => [claim.id, number]));
const workNumber = new Map(works.map((work, number) => [work.id, number]));
const documentNumber = new Map(documents.map((document, number) => [document.id, number]));
const conceptNumber = new Map(concepts.map((concept, number) => [concept.id, number]));
const questionNumber = new Map(questions.map((question, number) => [question.id, number]));

const claimsOfConcept = concepts.map(() => []);
const claimsOfWork = works.map(() => []);
const claimsOfDocument = documents.map(() => []);
const questionsOfClaim = claims.map(() => []);
claims.forEach((claim, number) => {
  claim.number = number;
  claim.status = claim.status || "none";
  for (const c of claim.about || []) claimsOfConcept[c].push(number);
  for (const c of claim.implied || []) claimsOfConcept[c].push(number);
  for (const w of new Set((claim.cites || []).map((c) => c.work).filter((w) => w !== undefined))) claimsOfWork[w].push(number);
  claimsOfDocument[claim.doc].push(number);
  claim.words = [claim.gist, claim.quote || "", (claim.about || []).concat(claim.implied || []).map((c) => concepts[c].name).join(" "),
    documents[claim.doc].title || "", documents[claim.doc].path, readable(claim.kind), claim.speaker || "", (claim.section || []).join(" ")].join(" ").toLowerCase();
});
questions.forEach((question, number) => {
  question.claims.forEach(([claim]) => questionsOfClaim[claim].push(number));
});
for (const list of claimsOfConcept) { const once = [...new Set(list)]; list.length = 0; list.push(...once); }

const documentName = (document) => document.title || document.path;
function workName(work) { return work.title || (work.host ? work.host + " (no title given)" : "untitled work"); }
function questionName(question) {
  const passive = question.family === "recommendation";
  return (passive ? "Should " : "Does ") + question.subject + " " + (FAMILIES[question.family] || readable(question.family)) + " " + question.object + "?";
}
const QUALIFIER = { condition: "in", population: "in", system: "in", via: "via", with: "with", against: "against", dose: "at", time: "" };
function relationWords(relation) {
  const positive = { activates: "activates", inhibits: "inhibits" };
  let verb = positive[relation.p] || readable(relation.p);
  if (relation.pol === "negated" || relation.pol === "no_evidence") verb = "does not: " + verb;
  if (relation.pol === "unknown") verb = "not known: " + verb;
  if (relation.cer) verb = "may: " + verb;
  const rest = Object.entries(relation.q || {}).map(([name, value]) => ((QUALIFIER[name] ?? name) + " " + value).trim()).join(", ");
  return [concepts[relation.s].name, verb, concepts[relation.o].name, rest];
}
function workAddress(work) {
  if (work.doi) return "https://doi.org/" + work.doi;
  if (work.pmid) return "https://pubmed.ncbi.nlm.nih.gov/" + work.pmid + "/";
  if (work.pmcid) return "https://pmc.ncbi.nlm.nih.gov/articles/" + work.pmcid + "/";
  if (work.nct) return "https://clinicaltrials.gov/study/" + work.nct;
  return work.url || null;
}
