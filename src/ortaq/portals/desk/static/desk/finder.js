// The search dialog: Ctrl-K, or a tap on the field. Without this file the field posts to a page.
const dialog = document.querySelector("[data-finder]");
const opener = document.querySelector("[data-finder-open]");
const form = dialog.querySelector("form");
const field = form.querySelector("input[name=q]");
const found = dialog.querySelector("[data-finder-found]");
let timer;
let asking;

const open = () => {
  if (dialog.open) return;
  if (!field.value) field.value = opener.value;
  dialog.showModal();
  field.focus();
  field.select();
  ask();
};

async function ask() {
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(`${form.action}?part`, { method: "POST", body: new FormData(form), signal: asking.signal });
    if (answer.redirected || !answer.ok) return form.requestSubmit(); // the session has ended: let the page say so
    found.innerHTML = await answer.text();
  } catch (error) {
    if (error.name !== "AbortError") found.textContent = document.body.dataset.offline;
  }
}

field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 120); });
opener.addEventListener("pointerdown", (event) => { event.preventDefault(); open(); });
opener.addEventListener("input", open);
dialog.querySelector("[data-finder-close]").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
addEventListener("keydown", (event) => {
  if (event.key?.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    open();
  }
  if (!dialog.open || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  event.preventDefault();
  const stops = [field, ...found.querySelectorAll("a, button, textarea")];
  const next = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
  stops[(next + stops.length) % stops.length].focus();
});
