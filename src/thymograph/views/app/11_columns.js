// A neighbourhood and where it stands: document | claim | citation, question, concept | work, from left to right.
const MAX_NODES = 150;
const MAX_CLAIMS = 24;
const MAX_MIDDLE = 48;

function neighbourhood(subject, shown) {
  const nodes = new Map();
  const edges = [];
  const add = (id, node) => { if (!nodes.has(id)) nodes.set(id, { id, ...node }); return nodes.get(id); };
  const link = (from, to, style, text) => { if (!edges.some((edge) => edge.from === from && edge.to === to)) edges.push({ from, to, style, text }); };
  const isClaim = subject && subject.what === "claim";
  let candidates;
  if (isClaim) {
    const allowed = new Set(shown);
    const related = new Set(subject.answers.flatMap((mine) => mine.question.answers).map((given) => given.claim).filter((claim) => claim !== subject && !claim.isRepeat && allowed.has(claim)));
    candidates = [subject, ...[...related].sort((one, other) => one.index - other.index)];
  } else {
    candidates = shown;
  }
  const limit = isClaim ? 9 : MAX_CLAIMS;
  // Where not all fit, contested claims and those that cite come first; what is kept stays in reading order.
  const weight = (claim) => (claim === subject ? 100 : 0) + 4 * claim.isContested + (claim.record.citations.length ? 1 : 0);
  const kept = candidates.length > limit ? [...candidates].sort((one, other) => weight(other) - weight(one) || one.index - other.index).slice(0, limit) : [...candidates];
  kept.sort((one, other) => (other === subject) - (one === subject) || one.index - other.index);

  for (const claim of kept) {
    const record = claim.record;
    add(claim.id, { type: "claim", column: 1, text: claim.text, under: [kindName(record.kind), claim.line && "line " + claim.line].filter(Boolean).join(" · "), target: claim.id, status: record.citation_status, focus: claim === subject,
      dashed: ["negated", "no_evidence", "not_included"].includes(record.polarity), dotted: record.certainty !== "asserted" || record.polarity === "unknown" });
    add(claim.doc.id, { type: "doc", column: 0, text: claim.doc.text, under: claim.doc.record.publisher || "", target: claim.doc.id, focus: claim.doc === subject });
    link(claim.doc.id, claim.id, "plain");
  }
  const middle = [];
  const offer = (id, node, claim, style, text) => middle.push({ id, node, claim, style, text });
  for (const claim of kept) {
    if (isClaim && claim !== subject) continue;
    for (const cited of claim.record.citations) {
      const state = stateOf(cited);
      const entry = entryById.get(cited.entry);
      const id = entry ? "entry/" + entry.record.id : `entry/${claim.doc.id}/${cited.number}`;
      offer(id, { type: "entry", column: 2, group: 0, text: entry ? (entry.record.number ? `[${entry.record.number}]` : "Unnumbered entry") : `[${cited.number}] leads nowhere`, under: entry ? `list, line ${entry.record.line}` : "", target: entry && entry.work ? entry.work.id : claim.id, dashed: !entry, entry },
        claim, state, state === "inferred" ? `guess${cited.confidence === null ? "" : " " + Math.round(cited.confidence * 100) / 100}` : null);
    }
    if (isClaim && !claim.record.citations.length) offer("none/" + claim.id, { type: "entry", column: 2, group: 0, text: "Nothing is cited", under: "", target: claim.id, dashed: true, muted: true }, claim, "dangling");
  }
  const keptSet = new Set(kept);
  const asked = new Map();
  for (const claim of kept) for (const given of claim.answers) asked.set(given.question, (asked.get(given.question) || 0) + 1);
  for (const [question, number] of asked) {
    const wanted = question === subject || (subject && subject.what === "conflict" && question.bare === subject.bare) || (isClaim ? subject.answers.some((mine) => mine.question === question) && (question.claims.length > 1 || subject.answers.length < 4) : question.contested && number > 1);
    if (!wanted) continue;
    for (const given of question.answers) if (keptSet.has(given.claim)) offer(question.id, { type: "question", column: 2, group: 2, text: questionWords(question), under: question.contested ? "contested" : "", target: question.id, focus: question === subject }, given.claim, given.attitude === "leaves_open" ? "open" : given.claim.record.relations[given.relation].certainty !== "asserted" ? "hedged" : given.attitude, answerName(question.record.family, given.attitude === "leaves_open" ? "open" : given.answer));
  }
  const uses = tally(kept, (claim) => claim.involved.map((one) => one.concept));
  const few = isClaim ? 0 : 1;
  const chosenConcepts = ranked(isClaim ? tally([subject], (claim) => claim.involved.map((one) => one.concept)) : uses).filter(([concept, number]) => number > few || concept === subject).slice(0, isClaim ? 14 : 12);
  for (const [concept, number] of chosenConcepts) {
    // A concept in nearly every claim says nothing about any of them: it is named, but not tied to all.
    const isHub = !isClaim && kept.length > 5 && number > 0.6 * kept.length;
    const node = { type: "concept", column: 2, group: 1, text: concept.text, under: isHub ? (number === kept.length ? "in all of them" : `in ${number} of ${kept.length} claims here`) : concept.type, target: concept.id, focus: concept === subject, muted: isHub && concept !== subject };
    if (isHub) { middle.push({ id: concept.id, node, claim: null }); continue; }
    for (const claim of isClaim ? [subject] : kept) {
      const one = claim.involved.find((involved) => involved.concept === concept);
      if (one) offer(concept.id, node, claim, one.implied ? "implied" : "plain");
    }
  }
  const offered = new Set(middle.map((one) => one.id)).size;
  for (const { id, node, claim, style, text } of middle) {
    if (!nodes.has(id)) {
      if ([...nodes.values()].filter((one) => one.column === 2).length >= MAX_MIDDLE || nodes.size >= MAX_NODES - 2) continue;
      const made = add(id, { ...node });
      const work = made.entry && made.entry.work;
      if (work && nodes.size < MAX_NODES) {
        add(work.id, { type: "work", column: 3, text: work.text, under: [work.record.year, work.record.type !== "unknown" && spaced(work.record.type)].filter(Boolean).join(" · "), target: work.id, focus: work === subject });
        link(id, work.id, "stated");
      }
    }
    if (claim) link(claim.id, id, style, text);
  }
  const drawnMiddle = [...nodes.values()].filter((node) => node.column === 2).length;
  const notice = [];
  if (kept.length < candidates.length) notice.push(`${kept.length} of ${candidates.length} claims`);
  if (drawnMiddle < offered) notice.push(`${drawnMiddle} of ${offered} citations, questions and concepts`);
  const all = isClaim ? `this claim${kept.length > 1 ? ` and ${count(kept.length - 1, "other")} on the same questions` : ""}` : `${kept.length > 1 ? "all " : ""}${count(kept.length, "claim")}`;
  return { nodes: [...nodes.values()], edges, notice: notice.length ? `Showing ${notice.join(", ")}.` : `Showing ${all}.`, limited: kept.length < candidates.length, isClaim };
}

const isBold = (node) => node.focus || node.type === "doc";
const LINE = 17;
const PAD = 9;
const SHARES = [0.17, 0.33, 0.24, 0.26];
const LEAST = [124, 188, 140, 144];
const GAP = 44;
// Behind the claims lies the most crowded space; with one claim, what its lines say is written there.
const gapsOf = (graph, width) => [GAP, Math.max(graph.isClaim ? 80 : 52, Math.min(100, width / 11)), GAP];

function wrapped(ctx, text, width, most) {
  const lines = [];
  let line = "";
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = line ? line + " " + word : word;
    if (ctx.measureText(longer).width <= width) { line = longer; continue; }
    if (line) lines.push(line);
    line = word;
    // A word wider than its card (an address) is broken where the card ends.
    while (ctx.measureText(line).width > width + 7 && line.length > 4) {
      let cut = line.length - 1;
      while (cut > 4 && ctx.measureText(line.slice(0, cut)).width > width) cut -= 1;
      lines.push(line.slice(0, cut));
      line = line.slice(cut);
    }
    if (lines.length > most) break;
  }
  if (line) lines.push(line);
  if (lines.length > most) { lines.length = most; lines[most - 1] = lines[most - 1].replace(/.?.?$/, "") + "…"; }
  return lines;
}
// Set tops so that each node comes as near to where it wants to be as the order and the gaps allow.
function stack(column, gap) {
  let bottom = -Infinity;
  for (const node of column) { node.top = Math.max(node.wish - node.height / 2, bottom); bottom = node.top + node.height + gap; }
  // Pushing down only would drag the column away from its wishes: give the mean of it back.
  const drift = column.reduce((sum, node) => sum + (node.top + node.height / 2 - node.wish), 0) / Math.max(column.length, 1);
  for (const node of column) node.top -= drift;
}
// Give every node x, y, width, height and lines; the same neighbourhood and width give the same picture.
function layColumns(graph, width, ctx) {
  const columns = [0, 1, 2, 3].map((number) => graph.nodes.filter((node) => node.column === number));
  const used = columns.map((column) => column.length > 0);
  const gaps = gapsOf(graph, width).map((gap, place) => (used[place + 1] ? gap : 0));
  const sumOf = (numbers) => numbers.reduce((sum, number, place) => sum + (used[place] ? number : 0), 0);
  const spare = Math.max(0, width - 24 - gaps.reduce((sum, gap) => sum + gap, 0) - sumOf(LEAST));
  let x = 12;
  columns.forEach((column, place) => {
    if (!used[place]) return;
    const wide = Math.min(LEAST[place] + (spare * SHARES[place]) / sumOf(SHARES), LEAST[place] * 1.9);
    for (const node of column) {
      ctx.font = font(isBold(node) ? 600 : 400);
      node.lines = wrapped(ctx, node.text, wide - 2 * PAD - 20, node.type === "claim" ? 5 : 4);
      ctx.font = font(400, 11.5);
      node.underLines = node.under ? wrapped(ctx, node.under, wide - 2 * PAD - 20, 1) : [];
      node.width = wide;
      node.height = 2 * PAD + LINE * node.lines.length + 15 * node.underLines.length;
      node.x = x + wide / 2;
    }
    x += wide + (gaps[place] || 0);
  });
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const middleOf = (node) => node.top + node.height / 2;
  const wishFrom = (node, column) => {
    const beside = graph.edges.filter((edge) => edge.from === node.id || edge.to === node.id).map((edge) => byId.get(edge.from === node.id ? edge.to : edge.from)).filter((other) => other.column === column);
    return beside.length ? beside.reduce((sum, other) => sum + middleOf(other), 0) / beside.length : null;
  };
  const settle = (column, from, gap, compare) => {
    // What is tied to nothing drawn (a hub) goes to the top, where it is read first.
    for (const node of column) node.wish = wishFrom(node, from) ?? 0;
    column.sort(compare || ((one, other) => one.wish - other.wish || one.group - other.group || (one.text < other.text ? -1 : 1)));
    stack(column, gap);
  };
  const pile = (column, gap) => { let top = 0; for (const node of column) { node.top = top; top += node.height + gap; } };
  if (graph.isClaim) {
    columns[2].sort((one, other) => one.group - other.group);
    pile(columns[2], 10);
    settle(columns[1], 2, 14, (one, other) => Boolean(other.focus) - Boolean(one.focus) || one.wish - other.wish);
    // The claim asked for stands at the top, level with what it cites: the first line reads as its trace.
    const lift = middleOf(columns[1][0]) - (columns[2].length ? middleOf(columns[2][0]) : 0);
    const below = columns[1].slice(1).reduce((most, node) => Math.min(most, node.top), Infinity);
    columns[1][0].top -= Math.max(0, lift);
    if (below < columns[1][0].top + columns[1][0].height + 14) for (const node of columns[1].slice(1)) node.top += columns[1][0].top + columns[1][0].height + 14 - below;
    settle(columns[0], 1, 14);
  } else {
    pile(columns[1], 12);
    settle(columns[0], 1, 14);
    if (columns[0].length === 1) columns[0][0].top = 0;
    settle(columns[2], 1, 10);
  }
  settle(columns[3], 2, 12);
  const top = Math.min(...graph.nodes.map((node) => node.top));
  for (const node of graph.nodes) { node.top += 12 - top; node.y = node.top + node.height / 2; }
  return { width: x + 12, height: Math.max(...graph.nodes.map((node) => node.top + node.height)) + 12 };
}
// The overview has its places from Python; here it only gets its sizes.
function layOverview(graph, width, ctx) {
  const places = [...new Set(graph.nodes.map((node) => node.x))].sort((one, other) => one - other);
  const wide = Math.max(170, Math.min(300, (width - 24 - GAP * (places.length - 1) * 2) / places.length));
  const low = Math.min(...graph.nodes.map((node) => node.y));
  for (const node of graph.nodes) {
    ctx.font = font(isBold(node) ? 600 : 400);
    node.lines = wrapped(ctx, node.text, wide - 2 * PAD - 20, 2);
    ctx.font = font(400, 11.5);
    node.underLines = node.under ? wrapped(ctx, node.under, wide - 2 * PAD - 20, 1) : [];
    node.column = places.indexOf(node.x);
    node.width = wide;
    node.height = 2 * PAD + LINE * node.lines.length + 15 * node.underLines.length;
    node.x = 12 + wide / 2 + node.column * (wide + GAP * 2);
    node.y = node.y - low + 46;
    node.top = node.y - node.height / 2;
  }
  return { width: 24 + places.length * wide + (places.length - 1) * GAP * 2, height: Math.max(...graph.nodes.map((node) => node.y)) + 46 };
}
