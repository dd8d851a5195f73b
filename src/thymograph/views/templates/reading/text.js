// The card of the claim under the pointer, the keyboard or a finger. Without it the links lead to the list below the text.
(() => {
"use strict";
const card = document.getElementById("card");
const text = document.getElementById("text");
let pieces = null;
const idsOf = (element) => (element.dataset.c || decodeURIComponent(element.hash.slice(1))).split(" ");
// All pieces of a claim, found when the first is asked for: a long text opens no later for it.
function piecesOf(id) {
  if (!pieces) {
    pieces = new Map();
    for (const element of text.querySelectorAll("a.c")) {
      for (const one of idsOf(element)) {
        if (!pieces.has(one)) pieces.set(one, []);
        pieces.get(one).push(element);
      }
    }
  }
  return pieces.get(id) || [];
}
let lit = [];
let pinned = null;
function darken() {
  for (const element of lit) element.classList.remove("on");
  lit = [];
}
function hide() {
  card.hidden = true;
  pinned = null;
  darken();
}
function show(element, spoken) {
  darken();
  const close = document.createElement("button");
  close.className = "close";
  close.type = "button";
  close.setAttribute("aria-label", "Close");
  close.textContent = "×";
  close.addEventListener("click", hide);
  const parts = [];
  for (const id of idsOf(element)) {
    const note = document.getElementById(id);
    if (!note) continue;
    const piece = document.createElement("div");
    piece.className = "piece";
    for (const child of note.childNodes) piece.append(child.cloneNode(true));
    for (const link of piece.querySelectorAll(".to-line")) { link.href = "#" + id; link.textContent = "In the list below"; }
    parts.push(piece);
    lit.push(...piecesOf(id));
  }
  if (!parts.length) return;
  for (const one of lit) one.classList.add("on");
  // What the pointer passes over is not read out; what the keyboard comes to is.
  card.setAttribute("aria-live", spoken ? "polite" : "off");
  card.replaceChildren(close, ...parts);
  card.hidden = false;
  const box = element.getClientRects()[0] || element.getBoundingClientRect();
  card.style.top = Math.max(12, Math.min(box.top, innerHeight - card.offsetHeight - 12)) + "px";
}
const claimAt = (event) => (event.target.closest ? event.target.closest("#text a.c") : null);
text.addEventListener("pointerover", (event) => {
  const element = claimAt(event);
  if (element && !pinned && event.pointerType === "mouse") show(element, false);
});
text.addEventListener("pointerleave", () => { if (!pinned) hide(); });
text.addEventListener("focusin", (event) => {
  const element = claimAt(event);
  if (element) { pinned = element; show(element, true); }
});
text.addEventListener("click", (event) => {
  const element = claimAt(event);
  if (!element || event.ctrlKey || event.metaKey || event.shiftKey) { if (!element) hide(); return; }
  event.preventDefault();
  pinned = element;
  show(element, true);
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
document.addEventListener("click", (event) => { if (!event.target.closest("#text, #card")) hide(); });
})();
