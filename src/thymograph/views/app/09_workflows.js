// Procedures and recommendation algorithms of a document: their steps in order, with what each leads on from.
function procedures(list) {
  const byName = new Map();
  for (const claim of list) {
    const { step } = claim.record;
    if (!step || claim.isRepeat) continue;
    if (!byName.has(step.procedure)) byName.set(step.procedure, []);
    byName.get(step.procedure).push(claim);
  }
  return [...byName].map(([name, steps]) => ({ name, steps: steps.sort((one, other) => one.record.step.number - other.record.step.number || one.index - other.index) }));
}
// Headings under the procedure's own, and several claims of one step: each is a level of the list.
function workflowPart(procedure) {
  const numbers = new Map();
  for (const claim of procedure.steps) {
    const { number } = claim.record.step;
    if (!numbers.has(number)) numbers.set(number, []);
    numbers.get(number).push(claim);
  }
  const told = (claim) => {
    const { after } = claim.record.step;
    const before = after && claimById.get(after);
    const isNext = before && before.record.step && before.record.step.number === claim.record.step.number - 1;
    return [h("a", { href: address(claim.id) }, claim.text.replace(/^Step \d+: /, "")), h("span.row-chips", wordingChips(claim.record), claim.record.kind === "protocol_step" ? null : chip(kindName(claim.record.kind))),
      before && !isNext ? h("div.under", "after ", h("a", { href: address(before.id) }, before.text)) : null,
      claim.record.regimens.length ? h("div.under", claim.record.regimens.map((one) => [one.drug, withUnit(one.dose, one.unit), one.route, one.frequency, one.duration].filter(Boolean).join(" ")).join("; ")) : null];
  };
  return h("details.workflow", { open: true }, h("summary", h("strong", procedure.name), h("span.count", ` ${count(numbers.size, "step")}`)),
    h("ol.steps", [...numbers].map(([number, steps]) => h("li", { value: number }, h("span.step-number", { "aria-hidden": "true" }, number), h("div", h("span.unseen", `Step ${number}: `), told(steps[0]), steps.length > 1 ? h("ul.substeps", steps.slice(1).map((claim) => h("li", told(claim)))) : null)))));
}
function workflowsPart(doc) {
  const all = procedures(doc.claims);
  return all.length ? [h("p.note", "In the order of the document. Steps are not counted among the claims."), all.slice(0, 3).map(workflowPart), all.length > 3 ? lazyDetails("", `${count(all.length - 3, "more procedure")}`, () => all.slice(3).map(workflowPart)) : null] : null;
}
