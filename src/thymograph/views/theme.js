// Light or dark, settled in the head so that nothing is painted in the wrong one first.
(() => {
"use strict";
const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");
const THEMES = ["auto", "light", "dark"];
// Some browsers keep nothing for files; the page works without.
const kept = (value) => { try { if (value) localStorage.setItem("thymograph-theme", value); return localStorage.getItem("thymograph-theme"); } catch { return null; } };
function settle(name) {
  root.dataset.theme = name;
  root.dataset.shade = name === "dark" || (name === "auto" && system.matches) ? "dark" : "light";
  const button = document.getElementById("theme");
  if (button) button.textContent = "Theme: " + name;
  document.dispatchEvent(new Event("themechange"));
}
settle(THEMES.includes(kept()) ? kept() : "auto");
system.addEventListener("change", () => settle(root.dataset.theme));
document.addEventListener("DOMContentLoaded", () => { document.getElementById("theme").textContent = "Theme: " + root.dataset.theme; });
document.addEventListener("click", (event) => {
  if (event.target.id !== "theme") return;
  const next = THEMES[(THEMES.indexOf(root.dataset.theme) + 1) % THEMES.length];
  kept(next);
  settle(next);
});
})();
