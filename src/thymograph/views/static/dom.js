"use strict";
// Small builders. Text of documents only ever becomes text: textContent and setAttribute, never markup.
const RECORDS = JSON.parse(document.getElementById("records").textContent);

function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const by = (id) => document.getElementById(id);
const plural = (n, one, many) => n.toLocaleString("en") + " " + (n === 1 ? one : many || one + "s");
const percent = (part, whole) => (whole ? Math.round((1000 * part) / whole) / 10 : 0) + "%";
const readable = (name) => name.replaceAll("_", " ");

// A link out only where the scheme is one that a browser opens as a page.
function outside(url, words) {
  return /^https?:\/\//i.test(url || "") ? el("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, words) : words;
}

function download(name, type, text) {
  const link = el("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function say(text) { by("said").textContent = text; }

async function copy(text, done) {
  try { await navigator.clipboard.writeText(text); say(done); }
  catch {
    const area = el("textarea", { class: "copied", "aria-label": "Text to copy" }, text);
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    say(copied ? done : "Copying is not allowed here; select the text by hand");
  }
}
