// Where the reader is: read from location.hash and written to it, so that every view has an address.
const FILTERS = ["q", "doc", "kind", "polarity", "certainty", "status", "type", "concept", "conflict", "ends", "audit", "steps", "repeats", "sort"];
let where = { what: "start", subject: null, view: "start", params: new URLSearchParams() };

function subjectOf(path) {
  if (claimById.has(path)) return claimById.get(path);
  const cut = path.indexOf("/");
  const [room, key] = [path.slice(0, cut), path.slice(cut + 1)];
  if (room === "concept") return conceptByKey.get(key) || conceptByName.get(key.toLowerCase()) || null;
  if (room === "doc") return documents.find((doc) => doc.id === path || doc.record.sha256 === key || doc.record.path === key) || null;
  if (room === "work") return workById.get(key) || null;
  if (room === "conflict") return conflictById.get(path) || null;
  if (room === "question") return questionById.get(key) || wideQuestion(key);
  return null;
}
function readAddress(hash) {
  const raw = hash.replace(/^#/, "");
  const cut = raw.indexOf("?");
  let path = cut < 0 ? raw : raw.slice(0, cut);
  try { path = decodeURIComponent(path); } catch { /* a stray % names nothing, and is said so below */ }
  const params = new URLSearchParams(cut < 0 ? "" : raw.slice(cut + 1));
  if (path === "") return { what: "start", subject: null, view: "start", params };
  if (path === "claims") return { what: "claims", subject: null, view: "table", params };
  if (path === "graph") return { what: "graph", subject: null, view: "graph", params };
  if (path === "pictures" || path.startsWith("picture/")) return { what: "pictures", subject: null, view: "pictures", params, picture: path.slice("picture/".length) };
  if (path === "mechanism" || path.startsWith("mechanism/")) {
    const key = path.slice("mechanism/".length);
    const about = key ? (key.startsWith("doc/") ? subjectOf(key) : subjectOf("concept/" + key)) : null;
    return key && !about ? { what: "missing", subject: null, view: "start", params, path } : { what: "mechanism", subject: null, view: "graph", params, about, path };
  }
  const subject = subjectOf(path);
  if (!subject) return { what: "missing", subject: null, view: "start", params, path };
  return { what: subject.what, subject, view: params.get("view") === "table" ? "table" : "graph", params };
}
// The address of a room or subject; filters in force are kept unless `keep` is false, `changes` laid over them.
function address(path, changes, keep = true) {
  const params = new URLSearchParams();
  for (const key of FILTERS) {
    const value = changes && key in changes ? changes[key] : keep ? where.params.get(key) : null;
    if (value) params.set(key, value);
  }
  if (changes && changes.arrow) params.set("arrow", changes.arrow);
  const isRoom = path === "" || path.startsWith("mechanism") || path === "claims" || path === "graph";
  const view = changes && "view" in changes ? changes.view : keep ? where.params.get("view") || (where.view === "table" ? "table" : null) : null;
  if (view === "table" && !isRoom) params.set("view", "table");
  const query = params.toString();
  return "#" + path.split("/").map(encodeURIComponent).join("/").replaceAll("%3A", ":") + (query ? "?" + query : "");
}
const here = (changes) => address(where.what === "mechanism" ? where.path : where.subject ? where.subject.id : where.what === "claims" || where.what === "graph" ? where.what : "", changes);
function go(hash, replaced) {
  if (hash === location.hash || (hash === "#" && location.hash === "")) return render();
  // A keystroke in the search field or a tick of a filter must not be a step of the back button.
  if (replaced) location.replace(hash);
  else location.hash = hash;
}
