// Putting the views together, and the keys that lead through them.
const main = document.getElementById("main");
const search = document.getElementById("search");
const PANELS = { claim: claimPanel, concept: conceptPanel, doc: documentPanel, work: workPanel, question: questionPanel, conflict: conflictPanel };
let latest = null;

function stageHead(result) {
  const isTable = where.view === "table";
  const total = where.subject && where.subject.what !== "claim" ? where.subject.claims.filter(isCounted).length : countedClaims.length;
  const shown = result.shown.filter(isCounted).length;
  const extra = result.shown.length - shown;
  return h("div.stage-head", {},
    h("h1.unseen", `${isTable ? "List" : "Graph"}: ${where.subject ? titleOf(where.subject) : page.title}`),
    h("p.tally", { id: "tally", role: "status" }, "Showing ", h("strong", shown.toLocaleString("en")), ` of ${count(total, "claim")}`, extra ? ` and ${extra} set apart` : ""),
    h("div.off-chips", filterChips(where.subject)),
    h("div.stage-tools", {},
      h("button.quiet.filters-toggle", { type: "button", id: "filters-toggle", "aria-controls": "filters", "aria-expanded": String(filtersOpen()), onclick: toggleFilters }, "Filters"),
      where.subject ? h("a.button.quiet", { href: here({ view: isTable ? null : "table" }), id: "switch" }, isTable ? "As graph" : "As list") : null,
      isTable ? sortField() : null, exportPart(result.shown)));
}
let filtersWanted = null;
const filtersOpen = () => (filtersWanted === null ? where.view === "table" && innerWidth >= (where.subject ? 1240 : 900) : filtersWanted);
function toggleFilters() {
  filtersWanted = !filtersOpen();
  render();
  document.getElementById("filters-toggle").focus();
}

// While one types, the list comes first: the filters of before stand until it has been painted.
function filtersAside(result) {
  const old = document.activeElement === search && filtersOpen() && main.querySelector("aside.filters:not([hidden])");
  if (!old) return h("aside.filters", { id: "filters", "aria-label": "Filters", hidden: !filtersOpen() }, filtersPart(result));
  requestAnimationFrame(() => setTimeout(() => { if (old.isConnected && latest === result) { const top = old.scrollTop; old.replaceChildren(filtersPart(result)); old.scrollTop = top; } }));
  return old;
}
function workView() {
  const result = select(where.params, where.subject);
  latest = result;
  const stage = where.view === "table" ? tablePart(result) : graphPart(result);
  const panel = where.subject ? h("aside.panel", { "aria-labelledby": "panel-title", tabindex: "-1", id: "panel" },
    h("a.close", { href: address(where.view === "table" ? "claims" : "graph", {}), "aria-label": "Close" }, "×"), PANELS[where.subject.what](where.subject)) : null;
  const filters = filtersAside(result);
  return { element: h("div.work" + (panel ? ".with-panel" : "") + (filtersOpen() ? ".with-filters" : ""), {}, filters, h("section.stage", { "aria-label": where.view === "table" ? "Claims" : "Graph" }, stageHead(result), stage), panel), start: stage.start };
}

let shownSubject = null;
function render() {
  const before = where;
  where = readAddress(location.hash);
  if (drawnGraph && drawnGraph.network) { drawnGraph.network.destroy(); }
  drawnGraph = null;
  const active = document.activeElement && document.activeElement.id && main.contains(document.activeElement) ? document.activeElement.id : null;
  const inGraph = active === "drawing";
  const scrolls = [".filters", ".stage", ".panel"].map((name) => { const old = main.querySelector(name); return [name, old ? old.scrollTop : 0]; });
  const isStart = where.what === "start" || where.what === "missing";
  document.body.dataset.view = isStart ? "start" : where.view;
  let start = null;
  if (isStart) main.replaceChildren(startView(where.path));
  else if (where.what === "pictures") main.replaceChildren(picturesView(where.picture));
  else {
    const view = where.what === "mechanism" ? mechanismView() : workView();
    main.replaceChildren(view.element);
    start = view.start;
  }
  // The same subject keeps its scroll (a filter was ticked); another begins at its top.
  for (const [name, top] of scrolls) {
    const now = main.querySelector(name);
    if (now && (name === ".filters" || (before.subject === where.subject && before.params.get("arrow") === where.params.get("arrow")) || (name === ".stage" && where.view === "table" && before.view === "table"))) now.scrollTop = top;
  }
  if (start) whenDrawable(start);
  const open = main.querySelector("tr.open");
  if (open && before.subject !== where.subject) open.scrollIntoView({ block: "nearest" });
  if (document.activeElement !== search) search.value = where.params.get("q") || "";
  const tab = isStart ? "start" : where.view;
  for (const name of ["start", "table", "graph", "pictures"]) document.getElementById("tab-" + name).toggleAttribute("aria-current", false);
  document.getElementById("tab-" + tab).setAttribute("aria-current", "page");
  document.getElementById("tab-table").href = where.subject ? here({ view: "table" }) : address("claims");
  document.getElementById("tab-graph").href = where.subject ? here({ view: null }) : address("graph", {});
  document.title = where.what === "mechanism" && where.about ? `Pathway of ${shortened(where.about.text, 50)} – ${page.title}` : where.subject ? `${shortened(titleOf(where.subject), 60)} – ${page.title}` : page.title;
  // An arrow that was opened is a subject too.
  const opened = where.subject || (where.what === "mechanism" && main.querySelector("#panel-title") ? where.params.get("arrow") : null);
  if (opened && opened !== shownSubject) {
    // Readers by ear and by key go on from what they opened.
    const heading = document.getElementById("panel-title");
    if (heading && document.activeElement !== search) heading.focus({ preventScroll: innerWidth >= 900 });
    if (innerWidth < 900) scrollTo(0, 0);
  } else if (active && document.getElementById(active)) document.getElementById(active).focus({ preventScroll: true });
  if (inGraph && !where.subject && document.getElementById("drawing")) document.getElementById("drawing").focus({ preventScroll: true });
  if (isStart && !before.params.toString() && before.what !== "start") scrollTo(0, 0);
  shownSubject = opened;
}
// What vis is unpacked from stands after this script, so that the page is there before it is read.
function whenDrawable(start) {
  if (document.readyState !== "loading") { start(); return; }
  document.addEventListener("DOMContentLoaded", () => { if (main.querySelector(".graph-part")) start(); }, { once: true });
}

let typing = 0;
search.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => {
    const query = search.value.trim();
    const room = where.what === "start" || where.what === "missing" || where.what === "pictures" ? "claims" : null;
    const target = room ? address("claims", { q: query || null }) : where.what === "claim" || where.view === "graph" && !where.subject ? address("claims", { q: query || null }) : here({ q: query || null });
    go(target, !room);
    announce(latest ? `${latest.shown.length} claims` : "");
  }, 30);
});
search.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "Enter") {
    const first = main.querySelector("a.claim-link");
    if (first) { event.preventDefault(); if (event.key === "Enter") first.click(); else first.focus(); }
  } else if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    if (search.value) { search.value = ""; search.dispatchEvent(new Event("input")); } else search.blur();
  }
});

function moveInList(step) {
  const links = [...main.querySelectorAll("a.claim-link")];
  const at = links.indexOf(document.activeElement);
  if (!links.length || (at < 0 && document.activeElement !== document.body && !document.activeElement.closest(".table-part"))) return false;
  if (at === 0 && step < 0) search.focus();
  else links[Math.max(0, Math.min(links.length - 1, at + step))].focus();
  return true;
}
function neighbour(step) {
  const list = latest && where.subject && where.what === "claim" ? sorted(latest.shown, where.params.get("sort") || "") : null;
  if (!list || !list.length) return;
  const at = list.indexOf(where.subject);
  location.hash = address(list[(at + step + list.length) % list.length].id, {});
}
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const typingNow = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox";
  if (event.key === "Escape" && typingNow) { event.target.blur(); return; }
  if (typingNow || document.getElementById("keys").open) return;
  const acts = {
    "/": () => { search.focus(); search.select(); },
    Escape: () => { if (where.what === "mechanism") location.hash = where.params.get("arrow") ? address(where.path) : where.about ? address(where.about.id) : "#graph"; else if (where.subject) location.hash = address(where.view === "table" ? "claims" : "graph", {}); else if (hasFilters(where.params)) location.hash = where.view === "graph" ? "#graph" : "#claims"; else if (where.what !== "start") location.hash = ""; },
    o: () => { location.hash = ""; }, t: () => document.getElementById("tab-table").click(), g: () => document.getElementById("tab-graph").click(),
    n: () => neighbour(1), p: () => neighbour(-1), "?": showKeys,
    ArrowDown: () => moveInList(1), ArrowUp: () => moveInList(-1),
  };
  if (!acts[event.key]) return;
  if (event.key.startsWith("Arrow")) { if (moveInList(event.key === "ArrowDown" ? 1 : -1)) event.preventDefault(); return; }
  event.preventDefault();
  acts[event.key]();
});
const KEYS = [["/", "search"], ["↓ ↑", "from claim to claim in the list; from node to node in the graph"], ["Enter", "open"], ["Esc", "close, then take off the filters, then the overview"], ["n, p", "next, previous claim"], ["o, t, g", "overview, claims, graph"], ["?", "these keys"]];
function showKeys() {
  const dialog = document.getElementById("keys");
  dialog.replaceChildren(h("h2", { id: "keys-title" }, "Keys"), h("dl.keys", KEYS.map(([key, what]) => [h("dt", h("kbd", key)), h("dd", what)])),
    h("p.note", "Searching looks for all words given; “two words” in quotes are looked for as they stand. Greek letters, accents and hyphens do not matter."),
    h("button", { type: "button", autofocus: true, onclick: () => dialog.close() }, "Close"));
  dialog.showModal();
}
document.getElementById("help").addEventListener("click", showKeys);

document.addEventListener("themechange", render);
let resizing = 0;
let lastWidth = innerWidth;
addEventListener("resize", () => {
  // A phone's address bar changes the height alone; that is no reason to draw again.
  if (innerWidth === lastWidth) return;
  lastWidth = innerWidth;
  clearTimeout(resizing);
  resizing = setTimeout(render, 150);
});
addEventListener("beforeprint", () => { const table = main.querySelector("table.claims"); if (table) table.drawAll(); main.querySelectorAll("details.more-disputes").forEach((one) => { one.fill(); one.open = true; }); });
addEventListener("hashchange", render);
render();
document.documentElement.dataset.ready = String(Math.round(performance.now()));
readAhead();
