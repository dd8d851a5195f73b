// The picture: nodes and edges given to vis-network with their places, so that nothing moves by itself.
let drawnGraph = null;
let zoom = 1;
const FONT = '"Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif';
const font = (weight, size = 13.5) => `${weight} ${size}px ${FONT}`;
const cssColour = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
function colours() {
  return Object.fromEntries(["ground", "ink", "soft", "line", "card", "accent", "doc", "claim", "concept", "entry", "work", "question", "stated", "inferred", "dangling", "denied"].map((name) => [name, cssColour(name)]));
}
const EDGE_STYLES = {
  shared: { colour: "soft", width: 1.2 },
  plain: { colour: "line", width: 1.2 }, implied: { colour: "line", width: 1.2, dashes: [1, 4] }, stated: { colour: "stated", width: 1.8 },
  inferred: { colour: "inferred", width: 1.8, dashes: [9, 4, 2, 4] }, dangling: { colour: "dangling", width: 1.6, dashes: [2, 5] },
  asserts: { colour: "claim", width: 2 }, denies: { colour: "denied", width: 2, dashes: [7, 5] }, via: { colour: "soft", width: 1.2, dashes: [1, 4] }, hedged: { colour: "claim", width: 2, dashes: [2, 4] }, open: { colour: "soft", width: 1.6, dashes: [2, 4] },
};

function outline(ctx, type, x, y, size) {
  ctx.beginPath();
  const shape = SHAPES[type];
  if (!shape) ctx.arc(x, y, size * 0.85, 0, 2 * Math.PI);
  else { shape.forEach(([dx, dy], place) => ctx[place ? "lineTo" : "moveTo"](x + size * dx, y + size * dy)); ctx.closePath(); }
}
function drawCard(ctx, node, paint, isCurrent) {
  const [left, top] = [node.x - node.width / 2, node.top];
  ctx.beginPath();
  ctx.roundRect(left, top, node.width, node.height, 7);
  ctx.fillStyle = node.muted ? paint.ground : paint.card;
  ctx.fill();
  ctx.lineWidth = isCurrent ? 3 : node.focus ? 2.2 : 1.2;
  ctx.strokeStyle = isCurrent ? paint.accent : node.focus ? paint[node.type] : node.dashed && node.type === "claim" ? paint.denied : node.dashed && node.type === "entry" ? paint.dangling : paint.line;
  ctx.setLineDash(isCurrent ? [] : node.dashed ? [6, 4] : node.dotted ? [2, 3] : []);
  ctx.stroke();
  ctx.setLineDash([]);
  outline(ctx, node.type, left + PAD + 6, top + PAD + 8, 6.4);
  ctx.fillStyle = node.muted || (node.type === "entry" && node.dashed) ? paint.card : paint[node.type];
  ctx.fill();
  ctx.lineWidth = 1.2;
  ctx.strokeStyle = node.muted ? paint.soft : node.type === "entry" && node.dashed ? paint.dangling : paint.ink;
  ctx.stroke();
  ctx.textBaseline = "alphabetic";
  ctx.textAlign = "left";
  ctx.fillStyle = node.muted ? paint.soft : paint.ink;
  ctx.font = font(isBold(node) ? 600 : 400);
  node.lines.forEach((line, place) => ctx.fillText(line, left + PAD + 20, top + PAD + 13 + LINE * place));
  ctx.fillStyle = paint.soft;
  ctx.font = font(400, 11.5);
  node.underLines.forEach((line) => ctx.fillText(line, left + PAD + 20, top + PAD + 12 + LINE * node.lines.length));
}

function overviewGraph() {
  const types = { document: "doc", concept: "concept", work: "work" };
  const total = new Map();
  for (const edge of page.overview.edges) total.set(edge.to, (total.get(edge.to) || 0) + edge.claims);
  const nodes = page.overview.nodes.map((node) => ({ id: node.id, type: types[node.type], text: node.text, x: node.x, y: node.y, target: node.id, under: total.has(node.id) ? count(total.get(node.id), "claim") : "" }));
  const most = Math.max(1, ...page.overview.edges.map((edge) => edge.claims));
  const edges = page.overview.edges.map((edge) => ({ from: edge.from, to: edge.to, style: "shared", width: 1 + (6 * edge.claims) / most }));
  return { nodes, edges, notice: `Showing ${count(documents.length, "document")} with the concepts and works that they share most; a line is as wide as its number of claims.`, isOverview: true };
}
const NODE_LEGEND = [["doc", "document"], ["claim", "claim"], ["entry", "citation marker and entry"], ["question", "question"], ["concept", "concept"], ["work", "work cited"]];
const EDGE_LEGEND = [["stated", "stated link"], ["inferred", "inferred link (a guess)"], ["dangling", "leads nowhere"], ["asserts", "asserts"], ["denies", "denies"], ["hedged", "hedges"]];
function edgeSample(style) {
  const { width, dashes } = EDGE_STYLES[style];
  return svg("svg", { class: "edge-sample edge-" + style, viewBox: "0 0 34 10", "aria-hidden": "true" }, svg("path", { d: "M1 5H33", "stroke-width": width, "stroke-dasharray": (dashes || []).join(" ") || "none" }));
}
function graphLegend(graph) {
  const types = new Set(graph.nodes.map((node) => node.type));
  const styles = new Set(graph.edges.map((edge) => edge.style));
  return h("ul.graph-legend", { "aria-label": "What the drawing shows" }, NODE_LEGEND.filter(([type]) => types.has(type)).map(([type, text]) => h("li", glyph(type), text)), EDGE_LEGEND.filter(([style]) => styles.has(style)).map(([style, text]) => h("li", edgeSample(style), text)),
    graph.nodes.some((node) => node.type === "claim" && node.dashed) ? h("li", "dashed frame: denies") : null, graph.nodes.some((node) => node.type === "claim" && node.dotted) ? h("li", "dotted frame: hedges") : null);
}
function graphAsList(graph) {
  const names = graph.isOverview ? ["Works", "Documents", "Concepts"] : ["Documents", "Claims", "Citations, questions, concepts", "Works"];
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const said = { stated: "cites", inferred: "perhaps cites", dangling: "cites in vain", asserts: "asserts", denies: "denies", hedged: "hedges on", open: "leaves open", plain: "goes with", implied: "implies" };
  return h("details.as-list", h("summary", "The same as a list"), names.map((name, column) => {
    const nodes = graph.nodes.filter((node) => node.column === column).sort((one, other) => one.y - other.y);
    return nodes.length ? [h("h2", name), h("ul", nodes.map((node) => h("li", h("a", { href: address(node.target) }, node.text), graph.isOverview ? null : h("span.note", " ", graph.edges.filter((edge) => edge.from === node.id && edge.style !== "plain").slice(0, 8).map((edge) => `${said[edge.style]} ${shortened(byId.get(edge.to).text, 60)}`).join("; ")))))] : null;
  }));
}

function graphPart(result) {
  const isOverview = !where.subject && !hasFilters(where.params);
  const graph = isOverview ? overviewGraph() : neighbourhood(where.subject, result.shown);
  return graphFrame(graph, isOverview ? layOverview : layColumns, { legend: graphLegend, list: () => graphAsList(graph), empty: "No claim fits, so there is nothing to draw." });
}
// The frame that a drawing stands in, with its notice, its legend, and the same as a list below.
function graphFrame(graph, lay, { legend, list, empty, pick }) {
  const canvas = h("div.canvas", { id: "drawing", tabindex: "0", role: "application", "aria-label": `Graph, ${count(graph.nodes.length, "node")}. Arrow keys go from node to node, Enter opens one. The same stands below as a ${graph.isMechanism ? "table" : "list"}.` });
  const buttons = h("span.zoom", [["−", "Smaller", 1 / 1.2], ["+", "Larger", 1.2]].map(([sign, name, factor]) => h("button.quiet", { type: "button", "aria-label": name, onclick: () => { zoom = Math.min(2, Math.max(0.4, zoom * factor)); place(); } }, sign)), h("button.quiet", { type: "button", id: "save-png", onclick: () => savePicture(canvas) }, "PNG"));
  const frame = h("div.graph-frame", canvas);
  const part = h("div.graph-part" + (graph.isMechanism ? ".pathway" : ""), {},
    h("div.graph-head", h("p.notice", { role: "status" }, graph.notice, graph.limited ? [" ", h("a", { href: where.subject ? here({ view: "table" }) : address("claims") }, "All in the list")] : null, graph.isOverview ? [" ", h("a", { href: address("mechanism") }, "What acts on what")] : null), buttons),
    graph.nodes.length ? frame : h("div.empty", h("p", empty)));
  let place = () => {};
  // After it is in the document: only then does it have a width.
  part.start = () => {
    if (!graph.nodes.length) return;
    const ctx = document.createElement("canvas").getContext("2d");
    const width = frame.clientWidth - 2;
    const size = lay(graph, width, ctx);
    part.append(legend(graph), list());
    drawnGraph = { graph, canvas, size, current: null, pick };
    place = () => {
      canvas.style.width = Math.ceil(size.width * zoom) + "px";
      canvas.style.height = Math.ceil(size.height * zoom) + "px";
      if (drawnGraph.network) { drawnGraph.network.setSize(canvas.style.width, canvas.style.height); drawnGraph.network.redraw(); look(); }
    };
    const look = () => drawnGraph.network.moveTo({ position: { x: size.width / 2, y: size.height / 2 }, scale: zoom, animation: false });
    place();
    const state = drawnGraph;
    visReady().then(() => { if (state === drawnGraph && canvas.isConnected) drawWithVis(look); });
    const focus = graph.nodes.find((node) => node.focus);
    if (focus && focus.type !== "claim") frame.scrollTop = focus.y * zoom - frame.clientHeight / 2;
    if (focus && size.width * zoom > frame.clientWidth + 60) frame.scrollLeft = Math.max(0, (focus.x - focus.width / 2) * zoom - 16);
  };
  return part;
}
// vis-network comes packed, three quarters smaller, and is unpacked when the first graph is drawn.
let visLoaded = null;
function visReady() {
  visLoaded ||= (async () => {
    const packed = Uint8Array.from(atob(document.getElementById("vis-packed").textContent), (sign) => sign.charCodeAt(0));
    const script = document.createElement("script");
    script.textContent = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).text();
    document.body.append(script);
  })();
  return visLoaded;
}
function drawWithVis(look) {
  const state = drawnGraph;
  const paint = colours();
  const byId = new Map(state.graph.nodes.map((node) => [node.id, node]));
  const nodes = state.graph.nodes.map((node) => ({
    id: node.id, x: node.x, y: node.y, shape: "custom",
    ctxRenderer: ({ ctx, x, y }) => ({
      drawNode() { node.x = x; node.y = y; node.top = y - node.height / 2; drawCard(ctx, node, paint, state.current === node.id); },
      nodeDimensions: { width: node.width, height: node.height },
    }),
  }));
  // vis keeps the edges (what touches what); their curves run from card to card and are drawn below.
  const edges = state.graph.edges.map((edge, place) => ({ id: place, from: edge.from, to: edge.to, hidden: true }));
  const network = new vis.Network(state.canvas, { nodes, edges }, {
    autoResize: false, physics: false, layout: { improvedLayout: false },
    interaction: { dragView: false, zoomView: false, hover: false, keyboard: false, selectConnectedEdges: false, dragNodes: true },
    edges: { smooth: false },
  });
  state.network = network;
  // A canvas that is taken away still loses its focus, and must not draw once more.
  const redraw = () => { if (state === drawnGraph) network.redraw(); };
  network.on("beforeDrawing", (ctx) => {
    // What the pointer or the keys are on shows its own lines, the others step back.
    const lit = state.over === undefined ? state.current : state.over;
    for (const head of state.graph.heads || []) { ctx.font = font(600, 12); ctx.textAlign = "center"; ctx.fillStyle = paint.soft; ctx.fillText(head.text, head.x, 20); }
    for (const edge of state.graph.edges) if (edge.arrow) drawArrow(ctx, edge, byId, paint, state.overArrow ? state.overArrow === edge.arrow : !lit || edge.from === lit || edge.to === lit); else drawEdge(ctx, state.graph.isClaim ? edge : { ...edge, text: null }, byId, paint, !lit || edge.from === lit || edge.to === lit);
  });
  const arrowUnder = (x, y) => { if (!state.pick) return null; const at = network.DOMtoCanvas({ x, y }); return arrowAt(state, at.x, at.y); };
  network.on("click", (event) => {
    if (event.nodes.length) { location.hash = address(byId.get(event.nodes[0]).target); return; }
    const edge = arrowUnder(event.pointer.DOM.x, event.pointer.DOM.y);
    if (edge) state.pick(edge);
  });
  state.canvas.addEventListener("mousemove", (event) => {
    const over = network.getNodeAt({ x: event.offsetX, y: event.offsetY });
    const edge = over === undefined ? arrowUnder(event.offsetX, event.offsetY) : null;
    state.canvas.style.cursor = over === undefined && !edge ? "default" : "pointer";
    state.canvas.title = edge ? edge.arrow.text : "";
    const overArrow = edge ? edge.arrow : null;
    if (over !== state.over || overArrow !== state.overArrow) { state.over = over; state.overArrow = overArrow; redraw(); }
  });
  state.canvas.addEventListener("mouseleave", () => { state.over = undefined; state.overArrow = null; redraw(); });
  state.canvas.addEventListener("keydown", graphKeys);
  state.canvas.addEventListener("blur", () => { state.current = null; redraw(); });
  look();
}
function drawEdge(ctx, edge, byId, paint, isLit) {
  let [from, to] = [byId.get(edge.from), byId.get(edge.to)];
  if (from.x > to.x) [from, to] = [to, from];
  const style = EDGE_STYLES[edge.style];
  const [x1, y1, x2, y2] = [from.x + from.width / 2, from.y, to.x - to.width / 2, to.y];
  const bend = Math.max(18, (x2 - x1) * 0.5);
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.bezierCurveTo(x1 + bend, y1, x2 - bend, y2, x2, y2);
  ctx.strokeStyle = paint[style.colour];
  ctx.globalAlpha = isLit ? (edge.width ? 0.45 : 1) : 0.12;
  ctx.lineWidth = edge.width || style.width;
  ctx.setLineDash(style.dashes || []);
  ctx.stroke();
  ctx.setLineDash([]);
  if (edge.text && x2 - x1 >= 70) {
    ctx.font = font(400, 11.5);
    ctx.textAlign = "center";
    // On a slope nearer to the far end, where lines that leave one card have parted; above a level line.
    const isLevel = Math.abs(y2 - y1) < 12;
    const [x, y, wide] = [x1 + (x2 - x1) * (isLevel ? 0.5 : 0.6), isLevel ? y1 - 11 : y1 + (y2 - y1) * 0.648, ctx.measureText(edge.text).width];
    ctx.fillStyle = paint.ground;
    ctx.fillRect(x - wide / 2 - 3, y - 8, wide + 6, 16);
    ctx.fillStyle = paint.ink;
    ctx.fillText(edge.text, x, y + 4);
  }
  ctx.globalAlpha = 1;
}
function graphKeys(event) {
  const state = drawnGraph;
  const nodes = state.graph.nodes;
  const now = nodes.find((node) => node.id === state.current);
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  if (event.key === "Enter" && now) { event.preventDefault(); location.hash = address(now.target); return; }
  if (!steps[event.key]) return;
  event.preventDefault();
  event.stopPropagation();
  let next = now || null;
  if (!now) next = nodes.find((node) => node.focus) || nodes.find((node) => node.column === 1) || nodes[0];
  else {
    const [dx, dy] = steps[event.key];
    const ahead = nodes.filter((node) => (dx ? Math.sign(node.column - now.column) === dx : node.column === now.column && Math.sign(node.y - now.y) === dy));
    const far = (node) => (dx ? 1000 * Math.abs(node.column - now.column) : 0) + Math.abs(node.y - now.y);
    ahead.sort((one, other) => far(one) - far(other));
    next = ahead[0] || now;
  }
  state.current = next.id;
  announce(`${TYPE_NAMES[next.type]}: ${next.text}${next.under ? ", " + next.under : ""}`);
  state.network.redraw();
  const frame = state.canvas.parentElement;
  if (next.top * zoom < frame.scrollTop || (next.top + next.height) * zoom > frame.scrollTop + frame.clientHeight) frame.scrollTop = next.y * zoom - frame.clientHeight / 2;
  if ((next.x - next.width / 2) * zoom < frame.scrollLeft || (next.x + next.width / 2) * zoom > frame.scrollLeft + frame.clientWidth) frame.scrollLeft = (next.x - next.width / 2) * zoom - 16;
}
function savePicture(canvas) {
  const drawn = canvas.querySelector("canvas");
  if (!drawn) return;
  const whole = document.createElement("canvas");
  [whole.width, whole.height] = [drawn.width, drawn.height];
  const ctx = whole.getContext("2d");
  ctx.fillStyle = cssColour("ground");
  ctx.fillRect(0, 0, whole.width, whole.height);
  ctx.drawImage(drawn, 0, 0);
  whole.toBlob((blob) => {
    const link = h("a", { href: URL.createObjectURL(blob), download: "graph.png" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
}
