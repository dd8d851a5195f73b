// A neighbourhood in columns, left to right: what it is about, what is claimed, what is cited.
const CAP = 150, PER_COLUMN = 34;
const LOOK = {
  // Okabe–Ito colours; the shape and the sign before the words say the same, for those who see no colour.
  document: { sign: "■", shape: "box", light: ["#f3e3ee", "#a3457a"], dark: ["#3b2434", "#d98fb9"] },
  concept: { sign: "◆", shape: "ellipse", light: ["#dff2eb", "#00785a"], dark: ["#12352b", "#4cc9a4"] },
  claim: { sign: "●", shape: "box", light: ["#e2eef8", "#0065a3"], dark: ["#13304a", "#6db7ec"] },
  work: { sign: "▲", shape: "box", light: ["#fdf0d5", "#a86a00"], dark: ["#3d2f10", "#f0b64a"] },
  missing: { sign: "✕", shape: "box", light: ["#fbe3d6", "#b3470a"], dark: ["#43220f", "#ff9a63"] },
};
let drawn = null;

function wrapped(text, width, lines) {
  const out = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line && (line + " " + word).length > width) { out.push(line); line = word; } else line = line ? line + " " + word : word;
    if (out.length === lines) break;
  }
  if (out.length < lines && line) out.push(line);
  const whole = out.join(" ").length >= text.length - 2;
  if (!whole) out[out.length - 1] = out[out.length - 1].slice(0, width - 1).trimEnd() + "…";
  return out.join("\n");
}

function neighbourhood() {
  const columns = [[], [], [], []], nodes = new Map(), edges = [];
  let hidden = 0;
  return {
    node(column, id, look, words, href, focus) {
      if (nodes.has(id)) return true;
      if (nodes.size >= CAP || columns[column].length >= PER_COLUMN) { hidden += 1; return false; }
      nodes.set(id, { id, look, words, href, focus, column });
      columns[column].push(id);
      return true;
    },
    edge(from, to, style) { if (nodes.has(from) && nodes.has(to)) edges.push({ from, to, ...style }); },
    claim(column, number, focus) {
      return this.node(column, "c" + number, "claim", claims[number].gist, "#" + claims[number].id, focus);
    },
    concept(column, number, focus) {
      return this.node(column, "k" + number, "concept", concepts[number].name, "#concept/" + encodeURIComponent(concepts[number].id), focus);
    },
    document(column, number, focus) {
      return this.node(column, "d" + number, "document", documentName(documents[number]), "#doc/" + documents[number].id, focus);
    },
    // What a claim cites: works where there are any, and the markers that lead nowhere.
    cited(column, number) {
      for (const cite of claims[number].cites || []) {
        if (cite.work !== undefined) {
          const work = works[cite.work], guess = cite.sure !== undefined;
          if (this.node(column, "w" + cite.work, "work", workName(work), "#work/" + work.id))
            this.edge("c" + number, "w" + cite.work, { label: "[" + cite.n + "]" + (guess ? " inferred" : ""), dashes: guess ? [7, 5] : false });
        } else {
          const id = "x" + claims[number].doc + "." + cite.n;
          if (this.node(column, id, "missing", "[" + cite.n + "] is not in the reference list", "#doc/" + documents[claims[number].doc].id))
            this.edge("c" + number, id, { label: "dangling", dashes: [2, 5], look: "missing" });
        }
      }
    },
    columns, nodes, edges,
    get hidden() { return hidden; },
  };
}

function relationStyle(claim, concept) {
  const relation = (claim.relations || []).find((r) => r.s === concept || r.o === concept);
  if (!relation) return {};
  const denied = relation.pol === "negated" || ["no_effect_on", "not_associated_with", "not_recommended_for"].includes(relation.p);
  return { dashes: denied ? [9, 6] : relation.cer ? [2, 4] : false, label: denied ? "denied" : relation.cer ? "hedged" : undefined };
}

function aroundClaim(number) {
  const n = neighbourhood(), claim = claims[number];
  n.claim(1, number, true);
  n.document(0, claim.doc);
  n.edge("d" + claim.doc, "c" + number, {});
  const ends = new Set((claim.relations || []).flatMap((r) => [r.s, r.o]));
  const about = [...ends, ...(claim.about || []).filter((c) => !ends.has(c))].slice(0, 14);
  for (const c of about) if (n.concept(0, c)) n.edge("k" + c, "c" + number, relationStyle(claim, c));
  n.cited(2, number);
  const related = new Set();
  for (const q of questionsOfClaim[number]) for (const [other] of questions[q].claims) if (other !== number) related.add(other);
  for (const other of [...related].slice(0, 10)) {
    if (!n.claim(1, other)) continue;
    for (const c of about) if ((claims[other].about || []).includes(c) || (claims[other].implied || []).includes(c)) n.edge("k" + c, "c" + other, relationStyle(claims[other], c));
    n.cited(2, other);
  }
  return n;
}

function aroundClaims(list, put) {
  const n = neighbourhood();
  put(n);
  for (const number of list) {
    if (!n.claim(1, number)) continue;
    n.cited(2, number);
  }
  return n;
}

function aroundConcept(number) {
  const list = [...claimsOfConcept[number]].filter((c) => !isAside(claims[c])).sort((a, b) => (claims[b].relations || []).length - (claims[a].relations || []).length);
  const n = aroundClaims(list, (m) => m.concept(0, number, true));
  for (const c of list) n.edge("k" + number, "c" + c, relationStyle(claims[c], number));
  return n;
}

function aroundWork(number) {
  const list = claimsOfWork[number];
  const n = neighbourhood();
  n.node(2, "w" + number, "work", workName(works[number]), "#work/" + works[number].id, true);
  for (const c of list) if (n.claim(1, c)) { n.document(0, claims[c].doc); n.edge("d" + claims[c].doc, "c" + c, {}); n.cited(2, c); }
  return n;
}

function aroundDocument(number) {
  const list = claimsOfDocument[number].filter((c) => !isAside(claims[c]));
  const n = aroundClaims(list, (m) => m.document(0, number, true));
  for (const c of list) n.edge("d" + number, "c" + c, {});
  return n;
}

function aroundQuestion(number) {
  const n = neighbourhood();
  for (const [c, attitudes] of questions[number].claims) {
    n.document(0, claims[c].doc);
    if (n.claim(1, c)) n.edge("d" + claims[c].doc, "c" + c, { dashes: attitudes.includes("denies") ? [9, 6] : attitudes.includes("leaves_open") ? [2, 4] : false, label: attitudes.map(readable).join(", ") });
    n.cited(2, c);
  }
  return n;
}

// Positions: columns side by side, each stacked by the height of its labels and centred.
function placed(n) {
  const widths = { 0: 24, 1: 40, 2: 34, 3: 30 }, x = { 0: -520, 1: 0, 2: 560, 3: 980 };
  const out = [];
  n.columns.forEach((ids, column) => {
    const rows = ids.map((id) => {
      const node = n.nodes.get(id);
      const label = LOOK[node.look].sign + " " + wrapped(node.words, widths[column], node.focus ? 5 : 3);
      return { node, label, height: 22 * label.split("\n").length + 34 };
    });
    let y = -rows.reduce((sum, row) => sum + row.height, 0) / 2;
    for (const row of rows) { out.push({ ...row.node, label: row.label, x: x[column], y: y + row.height / 2 }); y += row.height; }
  });
  return out;
}

function draw(box, n) {
  const night = document.documentElement.dataset.theme === "dark";
  const tone = (look) => LOOK[look][night ? "dark" : "light"];
  const ink = night ? "#e9eef3" : "#1c2024", paper = night ? "#12161b" : "#ffffff", line = night ? "#8a97a5" : "#74808c";
  const nodes = placed(n).map((node) => ({
    id: node.id, label: node.label, x: node.x, y: node.y, shape: LOOK[node.look].shape, href: node.href,
    color: { background: tone(node.look)[0], border: tone(node.look)[1], highlight: { background: tone(node.look)[0], border: ink }, hover: { background: tone(node.look)[0], border: ink } },
    borderWidth: node.focus ? 3 : 1.2, margin: 9,
    font: { color: ink, size: node.focus ? 17 : 15, face: "system-ui, Segoe UI, Roboto, DejaVu Sans, sans-serif", align: "left", bold: false },
    shapeProperties: { borderRadius: node.look === "claim" ? 8 : node.look === "work" ? 2 : 0, borderDashes: node.look === "missing" ? [4, 4] : false },
  }));
  const edges = n.edges.map((edge, id) => ({
    id, from: edge.from, to: edge.to, dashes: edge.dashes || false, width: 1.4, label: edge.label,
    color: { color: edge.look ? tone(edge.look)[1] : line, highlight: ink, hover: ink, opacity: 0.75 },
    font: { size: 12, color: ink, strokeWidth: 4, strokeColor: paper, align: "horizontal" },
    arrows: { to: { enabled: String(edge.to).startsWith("w") || String(edge.to).startsWith("x"), scaleFactor: 0.5 } },
  }));
  if (drawn) drawn.destroy();
  drawn = new vis.Network(box, { nodes: new vis.DataSet(nodes), edges: new vis.DataSet(edges) }, RECORDS.options);
  drawn.on("click", (event) => { const node = event.nodes.length && nodes.find((one) => one.id === event.nodes[0]); if (node) location.hash = node.href; });
  drawn.on("hoverNode", () => { box.style.cursor = "pointer"; });
  drawn.on("blurNode", () => { box.style.cursor = "default"; });
  drawn.once("afterDrawing", () => { document.documentElement.dataset.drawn = String(nodes.length); });
  drawn.fit({ maxZoomLevel: 1, animation: false });
  // A tall neighbourhood would shrink to dust: show its middle at a size that can be read, and let people pan.
  if (drawn.getScale() < 0.5) { const focus = nodes.find((one) => one.borderWidth === 3) || nodes[0]; drawn.moveTo({ position: { x: 20, y: focus.y }, scale: 0.5 }); }
}

function drawingOf(n, label) {
  const box = el("div", { class: "canvas", role: "img", "aria-label": label + ". The list beside it says the same in words." });
  const shown = n.nodes.size, all = shown + n.hidden;
  const bar = el("div", { class: "canvas-bar" },
    el("span", null, n.hidden ? "Showing " + shown + " of " + all + "; narrow it with a filter" : plural(shown, "thing") + " shown"),
    el("span", { class: "legend", "aria-hidden": true }, ...["concept", "claim", "work", "missing", "document"].map((look) => el("span", { class: "look-" + look }, LOOK[look].sign + " " + (look === "missing" ? "dangling marker" : look)))),
    el("span", { class: "legend", "aria-hidden": true }, el("span", null, "– – denied"), el("span", null, "· · hedged, inferred or dangling")),
    el("button", { type: "button", onclick: () => drawn && drawn.fit({ animation: false }) }, "Fit"),
    el("button", { type: "button", onclick: () => savePicture(box) }, "PNG"));
  requestAnimationFrame(() => draw(box, n));
  return el("section", { class: "drawing", "aria-label": "Neighbourhood" }, bar, el("div", { class: "frame" }, box));
}

function savePicture(box) {
  const from = box.querySelector("canvas"), to = el("canvas", { width: from.width, height: from.height }), pen = to.getContext("2d");
  pen.fillStyle = getComputedStyle(document.body).backgroundColor;
  pen.fillRect(0, 0, to.width, to.height);
  pen.drawImage(from, 0, 0);
  to.toBlob((blob) => { const link = el("a", { href: URL.createObjectURL(blob), download: "thymograph.png" }); link.click(); });
}
