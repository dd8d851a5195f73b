// A pathway: what acts on what, from agents on the left to effects on the right; every arrow opens its claims.
const STAGES = ["Agents", "Receptors and proteins", "Adaptors and pathways", "Cells and processes", "Effects"];
const STAGE_OF = { drug: 0, procedure: 0, organisation: 0, receptor: 1, protein: 1, gene: 1, pathway: 2, cytokine: 3, cell: 3, process: 3, disease: 4, outcome: 4, study: 4 };
const ACTING = new Set(["effect", "benefit", "binds", "produces", "differentiates_into"]);
// What holds back ends in a bar, as biologists draw it; all else in a point.
const HOLDS_BACK = new Set(["inhibits", "decreases", "prevents", "treats", "worsens"]);
// A picture that is read: far fewer than could be drawn.
const MAX_PATHWAY = 48;

// The figures of an arrow are those of its answer: a denial is looked up under what it denies.
function sideOf(given) {
  if (given.attitude === "leaves_open") return "open";
  if (given.attitude === "asserts") return given.answer;
  const relation = given.claim.record.relations[given.relation];
  if (relation.predicate === "no_effect_on") return "none";
  return Object.keys(page.footings[given.question.bare] || {}).find((side) => side.startsWith("not_")) || "none";
}
function mechanismArrows(list) {
  const arrows = new Map();
  for (const claim of list) {
    const drawn = new Set();
    for (const given of claim.answers) {
      if (!ACTING.has(given.question.record.family) || drawn.has(given.relation)) continue;
      const relation = claim.record.relations[given.relation];
      const [from, to] = [conceptOf(relation.subject_id, relation.subject), conceptOf(relation.object_id, relation.object)];
      if (!from || !to || from === to) continue;
      drawn.add(given.relation);
      const denied = given.attitude === "denies";
      const predicate = denied ? given.positive || relation.predicate : relation.predicate;
      const key = [from.key, to.key, predicate, denied ? "denied" : given.attitude === "leaves_open" ? "open" : "asserted"].map(encodeURIComponent).join("~");
      if (!arrows.has(key)) arrows.set(key, { what: "arrow", key, from, to, predicate, denied, open: given.attitude === "leaves_open", claims: new Set(), hedged: 0, firm: 0, roots: 0, sides: new Map(), via: new Set() });
      const arrow = arrows.get(key);
      arrow.claims.add(claim);
      if (relation.certainty === "asserted") arrow.firm += 1; else arrow.hedged += 1;
      arrow.sides.set(given.question.bare, sideOf(given));
      const via = relation.qualifiers.via && conceptOf(null, relation.qualifiers.via);
      if (via && via !== from && via !== to) arrow.via.add(via);
    }
  }
  for (const arrow of arrows.values()) {
    arrow.claims = [...arrow.claims];
    arrow.docs = new Set(arrow.claims.map((claim) => claim.doc)).size;
    arrow.roots = Math.max(0, ...[...arrow.sides].map(([bare, side]) => (footingOf(bare, side) || { roots_at_least: 0 }).roots_at_least));
    arrow.guessed = arrow.claims.every((claim) => claim.record.citation_status === "inferred");
    arrow.text = `${arrow.denied ? "Denied: " : arrow.open ? "Left open: " : !arrow.firm ? "Perhaps: " : ""}${arrow.from.text} ${predicateWords(arrow.predicate)} ${arrow.to.text}`;
  }
  return [...arrows.values()].sort((one, other) => other.roots - one.roots || other.claims.length - one.claims.length || byName(one.text, other.text));
}
// Around a concept: what it acts on, three steps on, and what acts on it, two steps back. Around a document: all that it tells.
function mechanismGraph(about, list) {
  const arrows = mechanismArrows(list);
  let kept = arrows;
  if (about && about.what === "concept") {
    const reached = new Set();
    const walk = (start, steps, forward) => {
      let edge = new Set([start]);
      for (let step = 0; step < steps; step += 1) {
        const next = new Set();
        for (const arrow of arrows) {
          const [here, there] = forward ? [arrow.from, arrow.to] : [arrow.to, arrow.from];
          // A denied step leads nowhere further: it is shown, but nothing is concluded from it.
          if (edge.has(here)) { reached.add(arrow); if (!arrow.denied && !arrow.open) next.add(there); }
        }
        edge = next;
      }
    };
    walk(about, 3, true);
    walk(about, 2, false);
    kept = arrows.filter((arrow) => reached.has(arrow));
    const near = (arrow) => (arrow.from === about || arrow.to === about ? 0 : 1);
    kept.sort((one, other) => near(one) - near(other));
  }
  const nodes = new Map();
  const offered = new Set(kept.flatMap((arrow) => [arrow.from, arrow.to]));
  const add = (concept) => {
    if (nodes.has(concept)) return true;
    if (nodes.size >= MAX_PATHWAY) return false;
    const column = concept.type in STAGE_OF ? STAGE_OF[concept.type] : 2;
    nodes.set(concept, { id: concept.id, type: "concept", column, text: concept.text, under: concept.type, target: "mechanism/" + concept.key, focus: concept === about });
    return true;
  };
  if (about && about.what === "concept" && kept.length) add(about);
  const drawn = kept.filter((arrow) => add(arrow.from) && add(arrow.to));
  const edges = drawn.map((arrow) => ({
    from: arrow.from.id, to: arrow.to.id, arrow, bar: HOLDS_BACK.has(arrow.predicate), width: 1.3 + 0.9 * Math.min(arrow.roots, 5),
    style: arrow.denied ? "denies" : arrow.open || !arrow.firm ? "hedged" : arrow.guessed ? "inferred" : "asserts",
  }));
  // By way of: the claim names what the effect runs through, and both halves are read from that one claim.
  for (const arrow of drawn) for (const via of arrow.via) {
    if (!nodes.has(via) || arrow.denied) continue;
    for (const [from, to] of [[arrow.from.id, via.id], [via.id, arrow.to.id]]) {
      if (!edges.some((edge) => edge.from === from && edge.to === to)) edges.push({ from, to, arrow, bar: false, width: 1.2, style: "via" });
    }
  }
  const notice = drawn.length < kept.length ? `Showing ${drawn.length} of ${count(kept.length, "arrow")} between ${nodes.size} of ${count(offered.size, "concept")}, the best rooted first.` : `Showing ${count(drawn.length, "arrow")} between ${count(nodes.size, "concept")}.`;
  return { nodes: [...nodes.values()], edges, arrows: drawn, notice, isMechanism: true };
}
// Columns by stage, rows so that neighbours stand level, and a lane through each column that an arrow crosses; nothing moves.
function layMechanism(graph, width, ctx) {
  const stages = [...new Set(graph.nodes.map((node) => node.column))].sort();
  const columns = stages.map((stage) => graph.nodes.filter((node) => node.column === stage));
  const gap = Math.max(64, Math.min(110, width / 14));
  const wide = Math.max(128, Math.min(210, (width - 68 - gap * (columns.length - 1)) / columns.length));
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  columns.forEach((column, place) => {
    for (const node of column) {
      ctx.font = font(isBold(node) ? 600 : 400);
      node.lines = wrapped(ctx, node.text, wide - 2 * PAD - 20, 3);
      ctx.font = font(400, 11.5);
      node.underLines = wrapped(ctx, node.under, wide - 2 * PAD - 20, 1);
      Object.assign(node, { width: wide, height: 2 * PAD + LINE * node.lines.length + 15, x: 12 + wide / 2 + place * (wide + gap), column: place, space: 14, near: [] });
    }
  });
  const link = (one, other) => { one.near.push(other); other.near.push(one); };
  for (const edge of graph.edges) {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
    const step = Math.sign(to.column - from.column);
    edge.lanes = [];
    let before = from;
    for (let place = from.column + step; step && place !== to.column; place += step) {
      const lane = { isLane: true, column: place, height: 3, space: 6, near: [], text: edge.arrow.text, width: wide, x: columns[place][0].x };
      columns[place].push(lane);
      edge.lanes.push(lane);
      link(before, lane);
      before = lane;
    }
    link(before, to);
  }
  for (const column of columns) {
    column.sort((one, other) => Boolean(other.focus) - Boolean(one.focus) || other.near.length - one.near.length || byName(one.text, other.text));
    let top = 0;
    for (const node of column) { node.top = top; top += node.height + node.space; }
  }
  const middle = (node) => node.top + node.height / 2;
  for (let round = 0; round < 10; round += 1) {
    for (const column of round % 2 ? [...columns].reverse() : columns) {
      for (const node of column) {
        const others = node.near.filter((other) => other.column !== node.column);
        node.wish = others.length ? others.reduce((sum, other) => sum + middle(other), 0) / others.length : middle(node);
      }
      column.sort((one, other) => one.wish - other.wish || byName(one.text, other.text));
      let bottom = -Infinity;
      for (const node of column) { node.top = Math.max(node.wish - node.height / 2, bottom); bottom = node.top + node.height + node.space; }
      const drift = column.reduce((sum, node) => sum + middle(node) - node.wish, 0) / column.length;
      for (const node of column) node.top -= drift;
    }
  }
  // What is empty from left to right is no picture: such bands are closed.
  const all = columns.flat().sort((one, other) => one.top - other.top);
  let [reached, closed] = [all[0].top, all[0].top - 36];
  for (const node of all) {
    if (node.top - reached > 18) closed += node.top - reached - 18;
    reached = Math.max(reached, node.top + node.height);
    node.top -= closed;
    node.y = node.top + node.height / 2;
  }
  // Each arrow has its own place at the side of a card, in the order of where it comes from and goes to.
  const ports = new Map();
  const port = (edge, node, end, next) => {
    const side = next.column === node.column ? 1 : Math.sign(next.column - node.column);
    const key = node.id + " " + side;
    if (!ports.has(key)) ports.set(key, { node, list: [] });
    ports.get(key).list.push({ edge, end, y: next.y });
  };
  for (const edge of graph.edges) {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
    port(edge, from, "from", edge.lanes[0] || to);
    port(edge, to, "to", edge.lanes[edge.lanes.length - 1] || from);
  }
  for (const { node, list } of ports.values()) {
    list.sort((one, other) => one.y - other.y);
    const step = Math.min(11, (node.height - 14) / Math.max(1, list.length - 1));
    list.forEach((one, place) => { one.edge[one.end + "Port"] = (place - (list.length - 1) / 2) * step; });
  }
  graph.heads = columns.map((column, place) => ({ x: column[0].x, text: STAGES[stages[place]] }));
  const isRound = graph.edges.some((edge) => byId.get(edge.from).column === columns.length - 1 && byId.get(edge.to).column === columns.length - 1);
  return { width: 24 + columns.length * wide + (columns.length - 1) * gap + (isRound ? 44 : 0), height: Math.max(...all.map((node) => node.top + node.height)) + 14 };
}
// The way of an arrow as pieces of curve: side to side through its lanes; within a column round its right side.
function arrowPieces(edge, from, to) {
  const [y1, y2] = [from.y + edge.fromPort, to.y + edge.toPort];
  if (from.column === to.column) {
    const x = from.x + from.width / 2;
    const out = 26 + Math.min(24, Math.abs(y2 - y1) / 12);
    return [[x, y1, x + out, y1, x + out, y2, x, y2]];
  }
  const forward = from.x < to.x ? 1 : -1;
  const stops = [[from.x + (forward * from.width) / 2, y1], ...edge.lanes.flatMap((lane) => [[lane.x - (forward * lane.width) / 2, lane.y], [lane.x + (forward * lane.width) / 2, lane.y]]), [to.x - (forward * to.width) / 2, y2]];
  return stops.slice(1).map(([x, y], place) => { const [px, py] = stops[place]; const bend = (x - px) * 0.5; return [px, py, px + bend, py, x - bend, y, x, y]; });
}
function drawArrow(ctx, edge, byId, paint, isLit) {
  const pieces = arrowPieces(edge, byId.get(edge.from), byId.get(edge.to));
  const style = EDGE_STYLES[edge.style];
  const last = pieces[pieces.length - 1];
  const [x2, y2] = [last[6], last[7]];
  const inward = Math.sign(x2 - last[4]) || -1;
  ctx.globalAlpha = isLit ? 1 : 0.14;
  ctx.strokeStyle = ctx.fillStyle = paint[style.colour];
  ctx.lineWidth = edge.width;
  ctx.setLineDash(style.dashes || []);
  ctx.beginPath();
  ctx.moveTo(pieces[0][0], pieces[0][1]);
  for (const piece of pieces) ctx.bezierCurveTo(piece[2], piece[3], piece[4], piece[5], piece === last ? x2 - inward * (edge.bar ? 4 : 7) : piece[6], piece[7]);
  ctx.stroke();
  ctx.setLineDash([]);
  const size = 3 + edge.width * 0.7;
  ctx.beginPath();
  if (edge.bar) { ctx.lineWidth = 2.4; ctx.moveTo(x2 - inward * 4, y2 - size - 1); ctx.lineTo(x2 - inward * 4, y2 + size + 1); ctx.stroke(); }
  else { ctx.moveTo(x2, y2); ctx.lineTo(x2 - inward * 2 * size, y2 - size); ctx.lineTo(x2 - inward * 2 * size, y2 + size); ctx.closePath(); ctx.fill(); }
  ctx.globalAlpha = 1;
}
function arrowAt(state, x, y) {
  const byId = new Map(state.graph.nodes.map((node) => [node.id, node]));
  let best = null;
  for (const edge of state.graph.edges) {
    for (const [x1, y1, cx1, cy1, cx2, cy2, x2, y2] of arrowPieces(edge, byId.get(edge.from), byId.get(edge.to))) {
      if (x < Math.min(x1, x2) - 60 || x > Math.max(x1, x2) + 60) continue;
      for (let t = 0.02; t < 1; t += 0.03) {
        const s = 1 - t;
        const far = Math.hypot(s * s * s * x1 + 3 * s * s * t * cx1 + 3 * s * t * t * cx2 + t * t * t * x2 - x, s * s * s * y1 + 3 * s * s * t * cy1 + 3 * s * t * t * cy2 + t * t * t * y2 - y);
        if (far < 5 + edge.width && (!best || far < best.far)) best = { edge, far };
      }
    }
  }
  return best && best.edge;
}
const arrowAddress = (arrow, about) => address("mechanism" + (about ? "/" + (about.what === "doc" ? about.id : about.key) : ""), { arrow: arrow.key });
const ARROW_STATES = { asserts: "asserted", denies: "denied", hedged: "hedged", inferred: "by guessed references only", via: "by way of" };
function arrowTable(graph, about) {
  const open = where.params.get("arrow");
  return h("div.arrow-table", h("h2", { id: "h-arrows" }, "The same as a table"), h("div.scroll", { tabindex: "0", role: "region", "aria-labelledby": "h-arrows" }, h("table.small.arrows", h("caption.unseen", "Arrows"),
    h("thead", h("tr", ["What is said", "How", "Claims", "Documents", "Independent roots"].map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", graph.edges.filter((edge) => edge.style !== "via").map(({ arrow, style }) => h("tr" + (arrow.key === open ? ".open" : ""), h("th", { scope: "row" }, h("a", { href: arrowAddress(arrow, about), "aria-current": arrow.key === open ? "true" : null }, `${arrow.from.text} ${predicateWords(arrow.predicate)} ${arrow.to.text}`), arrow.via.size ? h("span.note", ` by way of ${[...arrow.via].map((via) => via.text).join(", ")}`) : null), h("td", sentence(ARROW_STATES[style])), h("td", arrow.claims.length), h("td", arrow.docs), h("td", arrow.roots)))))));
}
function mechanismLegend(graph) {
  const styles = new Set(graph.edges.map((edge) => edge.style));
  const words = [["asserts", "asserted"], ["hedged", "hedged or left open"], ["denies", "denied"], ["inferred", "by guessed references only"], ["via", "by way of (read from one claim)"]];
  return h("ul.graph-legend", { "aria-label": "What the drawing shows" }, words.filter(([style]) => styles.has(style)).map(([style, text]) => h("li", edgeSample(style), text)), h("li", "point: raises, activates, binds, makes"), h("li", "bar: lowers, inhibits, treats, prevents"), h("li", "the wider, the more independent roots"));
}
function arrowPanel(arrow) {
  const question = arrow.claims[0].answers.find((given) => arrow.sides.has(given.question.bare)).question;
  return [
    h("p.eyebrow", "Arrow", arrow.denied ? chip("Denied", "pol-negated") : null, !arrow.firm ? chip("Hedged", "hedge") : null),
    subjectHead(arrow.text),
    h("p.under", conceptLink(arrow.from), " · ", conceptLink(arrow.to), " · ", count(arrow.claims.length, "claim"), " in ", count(arrow.docs, "document")),
    part("What each answer stands on", h("p", h("a", { href: address((wideQuestion(question.bare) || question).id) }, questionWords(question, true))), footingTable(question)),
    part("Claims", claimList(arrow.claims, 30, (claim) => claim.doc.text)),
  ];
}
function mechanismView() {
  const about = where.about;
  const result = select(where.params, null);
  latest = result;
  const own = about && about.what === "doc" ? new Set(about.claims) : null;
  const graph = mechanismGraph(about, result.shown.filter((claim) => !own || own.has(claim)));
  const open = graph.arrows.find((arrow) => arrow.key === where.params.get("arrow"));
  const base = "mechanism" + (about ? "/" + (about.what === "doc" ? about.id : about.key) : "");
  const panel = open ? h("aside.panel", { "aria-labelledby": "panel-title", tabindex: "-1", id: "panel" }, h("a.close", { href: address(base), "aria-label": "Close" }, "×"), arrowPanel(open)) : null;
  const filters = h("aside.filters", { id: "filters", "aria-label": "Filters", hidden: !filtersOpen() }, filtersPart(result));
  const drawn = graphFrame(graph, layMechanism, { legend: mechanismLegend, list: () => arrowTable(graph, about), empty: "No claim here tells what acts on what.", pick: (edge) => { location.hash = arrowAddress(edge.arrow, about); } });
  const head = h("div.stage-head", {},
    h("h1.pathway-head", { id: "pathway-head" }, about ? ["Pathway of ", h("a", { href: address(about.id) }, about.text)] : "Pathways"),
    h("div.off-chips", filterChips(null)),
    h("div.stage-tools", h("button.quiet.filters-toggle", { type: "button", id: "filters-toggle", "aria-controls": "filters", "aria-expanded": String(filtersOpen()), onclick: toggleFilters }, "Filters"), about ? h("a.button.quiet", { href: address(about.id) }, "As graph") : null, exportPart([...new Set(graph.arrows.flatMap((arrow) => arrow.claims))])));
  return { element: h("div.work" + (panel ? ".with-panel" : "") + (filtersOpen() ? ".with-filters" : ""), {}, filters, h("section.stage", { "aria-label": "Pathway" }, head, drawn), panel), start: drawn.start };
}
