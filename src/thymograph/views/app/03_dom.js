// Elements made from text alone; marks by shape and colour; links to safe schemes only.
const SVG = "http://www.w3.org/2000/svg";

function append(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    parent.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return parent;
}
// h("p.note", { id: "x" }, "words", element, [more]): attributes may be left out.
function h(tag, ...children) {
  const first = children[0];
  const attributes = first && typeof first === "object" && !(first instanceof Node) && !Array.isArray(first) ? children.shift() : {};
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  return append(element, children);
}
function safeAddress(address) {
  if (!address) return null;
  const text = String(address).trim();
  if (/^doi:/i.test(text)) return "https://doi.org/" + encodeURI(text.slice(4));
  try {
    const found = new URL(text);
    return found.protocol === "https:" || found.protocol === "http:" ? found.href : null;
  } catch {
    return null;
  }
}
function outLink(address, text) {
  const safe = safeAddress(address);
  if (!safe) return h("span", text || address);
  return h("a.out", { href: safe, rel: "noopener noreferrer", target: "_blank" }, text || address, h("span.unseen", " (leaves this page)"));
}

// Corners in a square from -1 to 1; null is a circle. Shape and colour both tell the type.
const SHAPES = {
  claim: null,
  doc: [[-0.8, -0.8], [0.8, -0.8], [0.8, 0.8], [-0.8, 0.8]],
  concept: [[0, -1], [1, 0], [0, 1], [-1, 0]],
  entry: [[-0.55, -0.9], [0.55, -0.9], [1, 0], [0.55, 0.9], [-0.55, 0.9], [-1, 0]],
  work: [[0, -0.95], [1, 0.8], [-1, 0.8]],
  question: [[0, -1], [0.95, -0.31], [0.59, 0.81], [-0.59, 0.81], [-0.95, -0.31]],
};
const TYPE_NAMES = { claim: "Claim", doc: "Document", concept: "Concept", entry: "Citation", work: "Work cited", question: "Question", conflict: "Conflict" };

function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}
SHAPES.conflict = SHAPES.question;
function glyph(type) {
  const shape = SHAPES[type];
  const drawn = shape
    ? svg("polygon", { points: shape.map(([x, y]) => `${8 + 6 * x},${8 + 6 * y}`).join(" ") })
    : svg("circle", { cx: 8, cy: 8, r: 5.2 });
  return svg("svg", { class: "glyph glyph-" + type, viewBox: "0 0 16 16", "aria-hidden": "true" }, drawn);
}
function statusGlyph(status) {
  const parts = {
    stated: [svg("circle", { cx: 8, cy: 8, r: 6, class: "full" })],
    inferred: [svg("circle", { cx: 8, cy: 8, r: 5.4, class: "ring" }), svg("path", { d: "M8 2.6a5.4 5.4 0 0 1 0 10.8z", class: "full" })],
    dangling: [svg("circle", { cx: 8, cy: 8, r: 5.4, class: "ring gap" }), svg("path", { d: "M5.5 5.5l5 5m0-5l-5 5", class: "stroke" })],
    none: [svg("path", { d: "M3 8h10", class: "stroke" })],
  }[status] || [];
  return svg("svg", { class: "glyph status-" + status, viewBox: "0 0 16 16", "aria-hidden": "true" }, ...parts);
}
const status = (name, text) => h("span.status", statusGlyph(name), text || nameIn(STATUS_NAMES, name));
const chip = (text, kind) => h("span.chip" + (kind ? "." + kind : ""), text);
const conflictChip = (type) => chip(nameIn(CONFLICT_NAMES, type), type === "apparent" ? null : "contested");
const subjectHead = (text) => h("h2.subject", { id: "panel-title", tabindex: "-1" }, text);
// Names and values, absent values left out.
const details = (rows) => h("dl.details", rows.filter(([, value]) => value).map(([name, value]) => [h("dt", name), h("dd", value)]));

function conceptLink(concept, text) {
  return concept ? h("a.concept", { href: address(concept.id) }, text || concept.text) : h("span", text);
}
function named(name, id) { return conceptLink(conceptOf(id, name), name); }

// Where a wish to be copied may fail (file:// in some browsers), the text is selected instead.
async function copy(text, button) {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = h("textarea.unseen", text);
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  button.textContent = "Copied";
  announce("Copied");
  setTimeout(() => { button.textContent = before; }, 1600);
}
function announce(text) { document.getElementById("announcer").textContent = text; }

// Details whose inside is made when they are opened: most never are.
function lazyDetails(name, title, make) {
  const made = h("details" + name, h("summary", title));
  made.fill = () => { if (made.childElementCount === 1) append(made, [make()]); };
  made.addEventListener("toggle", () => { if (made.open) made.fill(); });
  return made;
}

// A bar of the four states, in one order and colour everywhere; every part is a link to its claims.
function healthBar(list, query) {
  const numbers = Object.fromEntries(STATUSES.map((name) => [name, 0]));
  let total = 0;
  for (const claim of list) if (isCounted(claim)) { numbers[claim.record.citation_status] += 1; total += 1; }
  const bar = h("span.health", { role: "group", "aria-label": "Citations: " + STATUSES.map((name) => `${numbers[name]} ${STATUS_NAMES[name].toLowerCase()}`).join(", ") });
  for (const name of STATUSES) {
    const part = numbers[name];
    if (!part) continue;
    const piece = h("a.part-" + name, { href: address("claims", { ...query, status: name }, false), title: `${STATUS_NAMES[name]}: ${part} of ${total}` }, h("span", String(part)));
    piece.style.flexGrow = String(part);
    bar.append(piece);
  }
  return bar;
}
