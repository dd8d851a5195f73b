// The pictures: SVG as Python made it, unpacked when first looked at; the table beside it; SVG and PNG to take away.
// This script comes after the first drawing, so it holds functions alone.
function picturesUnpacked() {
  picturesUnpacked.done ||= (async () => {
    const packed = Uint8Array.from(atob(page.pictures), (sign) => sign.charCodeAt(0));
    return JSON.parse(await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).text());
  })();
  return picturesUnpacked.done;
}
function picturesView(name) {
  const view = h("div.start.pictures", { "aria-busy": "true" }, h("h1", { id: "pictures-title", tabindex: "-1" }, "Pictures"));
  picturesUnpacked().then((carried) => {
    if (!view.isConnected) return;
    const all = carried.pictures;
    const chosen = all.filter((one) => one.name === name);
    view.append(
      h("p.note", "Drawn from the claims on this page. Every mark leads to what it stands for, and every picture stands below itself as a table."),
      h("nav.picture-tabs", { "aria-label": "Pictures" }, h("ul.chips", [["", "All"], ...all.map((one) => [one.name, one.title])].map(([key, title]) => h("li", h("a.chip", { href: key ? "#picture/" + key : "#pictures", "aria-current": key === (chosen.length ? name : "") ? "page" : null }, title))))),
      ...(chosen.length ? chosen : all).map((one) => pictureSection(one, carried)));
    view.removeAttribute("aria-busy");
    if (chosen.length) { document.title = `${chosen[0].title} – ${page.title}`; document.getElementById("h-picture-" + name).focus({ preventScroll: true }); }
  });
  return view;
}
function pictureSection(picture, carried) {
  const heading = "h-picture-" + picture.name;
  const frame = h("div.picture-frame");
  const section = h("section.picture-part", { "aria-labelledby": heading },
    h("div.picture-head", h("h2", { id: heading, tabindex: "-1" }, picture.title),
      picture.nothing ? null : h("span.exports", "Save ", ["SVG", "PNG"].map((form) => h("button.quiet", { type: "button", id: `save-${picture.name}-${form.toLowerCase()}`, "aria-label": `Save “${picture.title}” as ${form}`, onclick: () => takePicture(picture, carried, form) }, form)))),
    h("p.note", picture.says), picture.nothing ? h("p.empty-picture", picture.nothing) : frame,
    picture.rows.length ? h("details.as-list", h("summary", "The same as a table"), pictureTable(picture)) : null);
  if (!picture.nothing) {
    // A telephone gets the drawing that was laid out for it, not a wide one made small.
    const isNarrow = main.clientWidth < 760;
    const drawn = document.adoptNode(pictureParsed(isNarrow ? picture.narrow : picture.wide));
    const [left, head] = drawn.dataset.from.split(" ").map(Number);
    const [width, height] = [drawn.getAttribute("width"), drawn.getAttribute("height")].map(Number);
    // The title stands in the page's own heading; the drawing begins below it.
    drawn.setAttribute("viewBox", `${left - 2} ${head} ${width - 2 * left + 4} ${height - head}`);
    drawn.removeAttribute("width");
    drawn.removeAttribute("height");
    drawn.classList.add(isNarrow ? "picture-narrow" : "picture-wide");
    frame.append(drawn);
  }
  return section;
}
function pictureParsed(text) { return new DOMParser().parseFromString(text, "image/svg+xml").documentElement; }
function pictureTable(picture) {
  const cell = (one) => (Array.isArray(one) ? h("a", { href: "#" + one[1] }, one[0]) : one);
  return h("div.scroll", { tabindex: "0", role: "region", "aria-label": `Table: ${picture.title}` }, h("table.small", h("caption.unseen", picture.title), h("thead", h("tr", picture.columns.map((name) => h("th", { scope: "col" }, name)))), h("tbody", picture.rows.map((row) => h("tr", row.map((one) => h("td", cell(one))))))));
}
// What is saved stands alone: with its style and title, without links into this page.
function pictureAlone(text, style) {
  const drawn = pictureParsed(text);
  for (const link of drawn.querySelectorAll("a")) link.removeAttribute("href");
  drawn.setAttribute("role", "img");
  // As text: this page's policy lets no style into a document that its script has parsed.
  return new XMLSerializer().serializeToString(drawn).replace("</desc>", () => `</desc><style>${style}</style>`);
}
async function takePicture(picture, carried, form) {
  const text = main.clientWidth < 760 ? picture.narrow : picture.wide;
  if (form === "SVG") {
    download(`${picture.name}.svg`, "image/svg+xml", pictureAlone(text, `${carried.light}@media (prefers-color-scheme: dark){${carried.dark}}${carried.rules}`));
    return;
  }
  // As the page is now, light or dark.
  const shade = document.documentElement.dataset.shade === "dark" ? "dark" : "light";
  const blob = new Blob([pictureAlone(text, carried[shade] + carried.rules)], { type: "image/svg+xml" });
  const image = new Image();
  image.src = URL.createObjectURL(blob);
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [2 * image.width, 2 * image.height];
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  canvas.toBlob((made) => {
    const link = h("a", { href: URL.createObjectURL(made), download: `${picture.name}.png` });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
}
