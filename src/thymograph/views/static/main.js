// What stands in the address is what is shown: the back button, links and bookmarks all work by that.
function claimList(numbers) {
  return el("ul", { class: "claim-list" }, numbers.map((number) => el("li", null, claimLink(number), el("span", { class: "aside" }, readable(claims[number].kind) + " · " + documentName(documents[claims[number].doc])), statusTag(claims[number].status))));
}
function subject(kicker, title, facts, numbers, drawing, filter) {
  const main = numbers.filter((n) => !isAside(claims[n])), rest = numbers.length - main.length;
  return el("div", { class: "split" }, drawing,
    el("article", { class: "panel" }, el("p", { class: "kicker" }, kicker), el("h2", null, title), ...facts.filter(Boolean),
      el("h3", null, plural(main.length, "claim") + (rest ? " and " + plural(rest, "protocol step or repeat", "protocol steps or repeats") : "")), filter ? el("p", null, el("a", { href: filter }, "Open in the table")) : null, claimList(main.slice(0, 120))));
}
const fact = (name, value) => (value ? el("p", { class: "fact" }, el("b", null, name + " "), value) : null);

const PAGES = {
  concept(id) {
    const number = conceptNumber.get(id);
    if (number === undefined) return null;
    const concept = concepts[number];
    const known = /^(?!l:|tg:)[A-Za-z]+:/.test(concept.id);
    return subject(readable(concept.type || "concept"), concept.name, [fact("Identifier", el("code", null, known ? concept.id : "none in a public vocabulary"))], claimsOfConcept[number], drawingOf(aroundConcept(number), "Claims about " + concept.name), "#claims?concept=" + encodeURIComponent(concept.id));
  },
  doc(id) {
    const number = documentNumber.get(id);
    if (number === undefined) return null;
    const one = documents[number], mine = entries.filter((entry) => entry.doc === number);
    return subject("Document", documentName(one), [fact("File", el("code", null, one.path)), fact("Publisher", one.publisher), fact("Published", one.date), one.url ? fact("Address", outside(one.url, one.url)) : null, one.sells ? el("p", { class: "warning" }, "Its publisher sells what it writes about.") : null, healthBar(claimsOfDocument[number]),
      mine.length ? el("details", null, el("summary", null, plural(mine.length, "entry", "entries") + " in its reference list"), el("ol", { class: "entries" }, mine.map((entry) => el("li", { value: /^\d+$/.test(entry.n || "") ? entry.n : null }, entry.work !== undefined ? el("a", { href: "#work/" + works[entry.work].id }, entry.text || "(no words)") : entry.text)))) : el("p", { class: "warning" }, "It has no reference list.")],
      claimsOfDocument[number], drawingOf(aroundDocument(number), "Claims of " + documentName(one)), "#claims?doc=" + one.id);
  },
  work(id) {
    const number = workNumber.get(id);
    if (number === undefined) return null;
    const work = works[number], address = workAddress(work), cited = entries.filter((entry) => entry.work === number);
    const find = work.title ? el("p", null, "Find it: ", outside("https://pubmed.ncbi.nlm.nih.gov/?term=" + encodeURIComponent(work.title), "PubMed"), " · ", outside("https://search.crossref.org/?q=" + encodeURIComponent(work.title), "Crossref"), " · ", outside("https://scholar.google.com/scholar?q=" + encodeURIComponent(work.title), "Scholar")) : el("p", { class: "warning" }, "The list names a host and no title: what exactly is cited cannot be told.");
    return subject("Work", workName(work), [fact("Type", readable(work.type || "unknown")), work.type_reason ? el("p", { class: "aside" }, work.type_reason) : null, fact("In", [work.container, work.year].filter(Boolean).join(", ")), fact("Site", work.host), address ? fact("Address", outside(address, address)) : find,
      fact("Listed in", cited.map((entry) => documentName(documents[entry.doc]) + (entry.n ? " [" + entry.n + "]" : "")).join("; "))], claimsOfWork[number], drawingOf(aroundWork(number), "Claims that cite " + workName(work)));
  },
  question(id) {
    const number = questionNumber.get(id);
    if (number === undefined) return null;
    const question = questions[number];
    return subject("Question", questionName(question), [fact("Answers given", question.given.map((g) => ANSWERS[g] || g).join("; ")), question.contested ? el("p", { class: "warning" }, question.direct ? "These answers contradict each other as they stand." : "The answers differ, and so do the populations, systems or conditions they speak of.") : null,
      el("ul", { class: "answers" }, question.claims.map(([c, attitudes]) => el("li", null, el("span", { class: "attitude " + (attitudes.includes("denies") ? "denies" : attitudes.includes("leaves_open") ? "open" : "asserts") }, attitudes.map(readable).join(", ")), claimLink(c))))], question.claims.map(([c]) => c), drawingOf(aroundQuestion(number), questionName(question)));
  },
};

function pageOf(hash) {
  if (!hash || hash === "overview" || hash === "main") return ["overview", overview()];
  const [path, query] = hash.split("?");
  if (path === "claims") { readState(query || ""); by("find").value = state.q; return ["claims", claimsView()]; }
  if (claimNumber.has(path)) {
    const claim = claims[claimNumber.get(path)];
    return ["claim", el("div", { class: "split" }, drawingOf(aroundClaim(claim.number), "What this claim is about and rests on"), claimPanel(claim))];
  }
  const [kind, ...rest] = path.split("/");
  const page = PAGES[kind] && PAGES[kind](decodeURIComponent(rest.join("/")));
  if (page) return [kind, page];
  return ["missing", el("div", { class: "overview" }, el("h1", null, "Not in this graph"), el("p", null, "Nothing here has the address ", el("code", null, "#" + hash), ". "), el("p", null, el("a", { href: "#" }, "See what there is")))];
}

function route() {
  const hash = location.hash.slice(1);
  const [view, page] = pageOf(hash);
  if (drawn) { drawn.destroy(); drawn = null; }
  delete document.documentElement.dataset.drawn;
  by("main").replaceChildren(page);
  document.documentElement.dataset.view = view;
  for (const link of document.querySelectorAll("[data-view]")) { if (link.tagName === "A") { if (link.dataset.view === view) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current"); } }
  const heading = page.querySelector("h1, h2");
  document.title = (heading && view !== "overview" ? heading.textContent + " – " : "") + RECORDS.title;
  scrollTo(0, 0);
}

function theme(name) { document.documentElement.dataset.theme = name; }
theme(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
by("theme").addEventListener("click", () => { theme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"); if (drawn) route(); });

by("find").addEventListener("input", (event) => {
  if (document.documentElement.dataset.view !== "claims") { const text = event.target.value; readState(""); state.q = text; location.hash = stateHash(); return; }
  state.q = event.target.value;
  update();
});
by("find").addEventListener("keydown", (event) => {
  if (event.key === "Escape") { event.target.value = ""; state.q = ""; if (document.documentElement.dataset.view === "claims") update(); event.target.blur(); }
  if (event.key === "ArrowDown" || event.key === "Enter") { const first = document.querySelector("#rows a"); if (first) { event.preventDefault(); if (event.key === "Enter") location.hash = first.getAttribute("href"); else first.focus(); } }
});
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (typing) return;
  if (event.key === "/") { event.preventDefault(); by("find").focus(); by("find").select(); }
  else if (event.key === "Escape" && document.documentElement.dataset.view !== "overview") history.back();
  else if (event.key === "n" || event.key === "p") {
    const here = claimNumber.get(location.hash.slice(1));
    if (here !== undefined) location.hash = claims[(here + (event.key === "n" ? 1 : claims.length - 1)) % claims.length].id;
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && event.target.closest("#rows")) {
    event.preventDefault();
    const links = [...document.querySelectorAll("#rows a")], next = links[links.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) next.focus(); else by("find").focus();
  }
});
addEventListener("hashchange", route);
route();
document.documentElement.dataset.ready = String(Math.round(performance.now()));
