// How things are called on the page: names of kinds and states, relations and questions in plain words.
const KIND_NAMES = { trial_result: "Trial result", guideline_position: "Guideline position", pharmacokinetics: "Pharmacokinetics" };
const POLARITY_NAMES = { affirmed: "Affirmed", negated: "Denied", no_evidence: "No evidence found", not_included: "Not listed", unknown: "Said to be unknown" };
const CERTAINTY_NAMES = { asserted: "Plainly stated", hedged: "Hedged", speculative: "Speculative" };
const STATUS_NAMES = { stated: "Stated", inferred: "Inferred", dangling: "Dangling", none: "No citation", missing: "None, though needed" };
const STATUS_MEANINGS = {
  stated: "the document itself says which reference it means",
  inferred: "the list has no numbers; the reference was guessed, with a confidence",
  dangling: "a marker is printed, but no reference answers to it",
  none: "nothing is cited",
};
const STATUSES = ["stated", "inferred", "dangling", "none"];
const METHOD_NAMES = { number: "by its number", key: "by its key", content: "by what the two say", title: "by its title", order: "by its place in an unnumbered list" };
const DIRECTNESS_NAMES = { own_result: "Own result", review: "From a review", second_hand: "Second-hand", animal_or_cells: "From animals or cells" };
const STANCE_NAMES = { for: "For", conditional_for: "For, with conditions", not_included: "Not included", conditional_against: "Against, with exceptions", against: "Against" };
const SEVERITY_NAMES = { error: "Wrong", warning: "Doubtful", note: "Note" };
const EFFECT_NAMES = { negated: "denies", no_evidence: "no evidence", not_included: "not listed", unknown: "unknown", hedged: "hedges", speculative: "speculates" };

const CONFLICT_NAMES = {
  polarity: "Contradiction", numeric: "Different figures", recommendation: "Different advice", safety: "Safety", certainty: "Told here, unknown there",
  within_document: "Within one document", apparent: "Different circumstances",
};

const spaced = (word) => String(word).replaceAll("_", " ");
const sentence = (word) => { const text = spaced(word); return text.charAt(0).toUpperCase() + text.slice(1); };
const nameIn = (names, word) => names[word] || sentence(word);
const kindName = (kind) => nameIn(KIND_NAMES, kind);
const count = (number, one, many) => number.toLocaleString("en") + " " + (number === 1 ? one : many || one + "s");
const percent = (part, whole) => (whole ? Math.round((100 * part) / whole) : 0) + " %";
const shortened = (text, length) => (text.length > length ? text.slice(0, length - 1).trimEnd() + "…" : text);

// Some answers are said otherwise in one family of questions than in another.
const ANSWER_NAMES = {
  effect: { up: "raises it", down: "lowers it", changes: "changes it", none: "no change", open: "left open" },
  benefit: { up: "better", down: "worse", changes: "changes it", none: "neither better nor worse", open: "left open" },
  recommendation: { for: "for", against: "against", none: "no bar to it", open: "left open" },
  "": { for: "yes", up: "yes", against: "no", none: "no", down: "no", changes: "yes", open: "left open" },
};
const answerName = (family, answer) => (ANSWER_NAMES[family] || ANSWER_NAMES[""])[answer] || answer;

const DENIED_ANSWERS = { not_up: "does not raise it", not_down: "does not lower it", not_changes: "does not change it", not_for: "not for", not_against: "not against" };
// What a member of a conflict says: answers in the words of its family, all else (figures, who advises) as it is.
function saysName(family, says) {
  return says.split(", ").map((part) => (part in (ANSWER_NAMES[family] || ANSWER_NAMES[""]) ? answerName(family, part) : family === "effect" || !part.startsWith("not_") ? DENIED_ANSWERS[part] || part : part === "not_up" ? "not better" : part === "not_down" ? "not worse" : spaced(part))).join(", ");
}

const QUESTION_FORMS = {
  effect: (s, o) => `Does ${s} change ${o}?`,
  benefit: (s, o) => `Does ${s} make ${o} better or worse?`,
  association: (s, o) => `Is ${s} associated with ${o}?`,
  recommendation: (s, o) => `Is ${s} recommended for ${o}?`,
  binds: (s, o) => `Does ${s} bind ${o}?`,
  part_of: (s, o) => `Is ${s} part of ${o}?`,
  produces: (s, o) => `Does ${s} produce ${o}?`,
  differentiates_into: (s, o) => `Does ${s} differentiate into ${o}?`,
  combined_with: (s, o) => `Is ${s} combined with ${o}?`,
  compared_with: (s, o) => `How does ${s} compare with ${o}?`,
  excreted_by: (s, o) => `Is ${s} excreted by ${o}?`,
  safety: (s, o) => (o === "harm" ? `Is ${s} harmless?` : `Does ${s} cause ${o}?`),
  mechanism: (s, o) => `Through which ${o} does ${s} act?`,
  has_dose: (s, o) => `Is ${o} the dose of ${s}?`,
};
const QUALIFIER_WORDS = { condition: "in", population: "in", system: "in", dose: "at", with: "together with", compared_to: "against", time: "over", via: "by way of" };
function qualifierWords(qualifiers) {
  return Object.entries(QUALIFIER_WORDS).filter(([key]) => qualifiers[key]).map(([key, word]) => `${word} ${qualifiers[key]}`).join(", ");
}
function questionWords(question, bare) {
  const { subject, object, family, qualifiers } = question.record;
  const form = QUESTION_FORMS[family] || ((s, o) => `Is ${s} related to ${o}?`);
  const narrowed = bare || question.isWide ? "" : qualifierWords(qualifiers);
  const words = form(subject, object);
  return narrowed ? `${words.slice(0, -1)} (${narrowed})?` : words;
}
// What a subject is called: a question or conflict by its words, all else by its own.
const titleOf = (subject) => (subject.record && subject.record.family ? questionWords(subject) : subject.text);

const DENIALS = { negated: "Denied:", no_evidence: "No evidence found that", unknown: "Said to be unknown whether", not_included: "Not listed:" };
// What is put before a relation so that nobody reads a denied or hedged one as true.
function relationPreface(relation) {
  // "has no effect on" denies by itself: a second "denied" would turn it round.
  const deniesItself = /^(no|not)_/.test(relation.predicate);
  const denial = deniesItself && relation.polarity !== "unknown" ? "" : DENIALS[relation.polarity] || "";
  const doubt = { hedged: "Perhaps", speculative: "Speculation:" }[relation.certainty] || "";
  return [doubt, denial].filter(Boolean).join(" ").trim();
}
const predicateWords = (predicate) => page.predicates[predicate] || spaced(predicate);

function place(claim) {
  const parts = [];
  if (claim.line) parts.push("line " + claim.line);
  if (claim.record.section.length) parts.push(claim.record.section.join(" › "));
  return parts.join(" · ");
}
