// Keys of the desk; every page works without this file. j k: rows, Enter: open (the link has the
// focus), /: the filter, a: answer, n: next, u: back to the queue. Nothing while somebody types.
const rows = [...document.querySelectorAll("[data-row] th a")];
const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]");
const go = (key) => document.querySelector(`[data-key="${key}"]`);

function walk(step) {
  const at = rows.indexOf(document.activeElement);
  const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function answer() {
  const words = document.querySelector("#answer textarea");
  if (words) { words.focus(); words.scrollIntoView({ block: "center" }); } else go("a")?.focus();
}

function filter() {
  const box = document.querySelector('form[role="search"] [name="number"]');
  box?.focus();
  box?.select();
}

const acts = {
  j: () => walk(1),
  k: () => walk(-1),
  "/": filter,
  a: answer,
  n: () => go("n")?.click(),
  u: () => go("u")?.click(),
};

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
  const act = acts[event.key];
  if (!act || typing(event.target)) return;
  event.preventDefault();
  act();
});
