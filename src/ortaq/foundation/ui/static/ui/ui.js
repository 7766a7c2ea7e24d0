// Enhancements only: every page works without this file. Words come from the page (data-*).
const words = document.body.dataset;
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const WEEK = 7 * 24 * 3600 * 1000;
const PREFIX = "draft:";

// Storage may be full or forbidden: then a draft is simply not kept.
const store = {
  get(key) { try { return JSON.parse(localStorage.getItem(PREFIX + key)); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(PREFIX + key, JSON.stringify(value)); return true; } catch { return false; } },
  drop(key) { try { localStorage.removeItem(PREFIX + key); } catch { /* nothing kept */ } },
  keys() { try { return Object.keys(localStorage).filter((k) => k.startsWith(PREFIX)).map((k) => k.slice(PREFIX.length)); } catch { return []; } },
};

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

// Drafts: <form data-draft="appeal:PERSON">; the page after a success says data-draft-done="…".
const keepable = (form) => [...form.elements].filter((field) =>
  field.name && !field.matches("[data-private],[type=password],[type=hidden],[type=file],[type=submit],button"));

function keep(form) {
  const values = keepable(form)
    .filter((field) => !/radio|checkbox/.test(field.type) || field.checked)
    .map((field) => [field.name, field.value]);
  if (!store.set(form.dataset.draft, { at: Date.now(), values })) return;
  form.savedNote ??= form.appendChild(element("p", "hint", ""));
  form.savedNote.setAttribute("role", "status");
  form.savedNote.textContent = words.saved;
}

function restore(form) {
  const draft = store.get(form.dataset.draft);
  const fields = keepable(form);
  const touched = fields.some((field) => field.value !== field.defaultValue && /text|search/.test(field.type));
  if (!draft || touched || form.querySelector("[aria-invalid]")) return;
  for (const field of fields) {
    const kept = draft.values.filter(([name]) => name === field.name).map(([, value]) => value);
    if (/radio|checkbox/.test(field.type)) field.checked = kept.includes(field.value) || (!kept.length && field.checked);
    else if (kept.length && !field.value) field.value = kept[0];
  }
}

for (const key of store.keys()) if (!(store.get(key)?.at > Date.now() - WEEK)) store.drop(key);
for (const done of all("[data-draft-done]")) store.drop(done.dataset.draftDone);
for (const form of all("form[data-draft]")) {
  restore(form);
  let timer;
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, 400, form); });
}

// No connection: say so, keep the draft, do not lose the page to the browser's error.
let banner;
function connection() {
  banner?.remove();
  if (navigator.onLine) return;
  banner = element("div", "notice notice--warn offline", words.offline);
  banner.setAttribute("role", "status");
  document.body.append(banner);
}
addEventListener("online", connection);
addEventListener("offline", connection);
connection();

// One press, one act: a second press while the first is under way does nothing.
addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (form.dataset.draft) keep(form);
  if (!navigator.onLine) { event.preventDefault(); connection(); banner?.scrollIntoView({ block: "nearest" }); return; }
  if (form.hasAttribute("data-forget")) for (const key of store.keys()) store.drop(key);
  if (form.method !== "post") return;
  if (form.dataset.busy) { event.preventDefault(); return; }
  form.dataset.busy = "1";
  const button = event.submitter;
  if (!button?.matches(".button")) return;
  setTimeout(() => { // after the browser has read the button's own name and value
    button.dataset.label = button.innerHTML;
    button.disabled = true;
    button.textContent = words.wait;
  });
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of all("form[data-busy]")) delete form.dataset.busy;
  for (const button of all("button[data-label]")) { button.innerHTML = button.dataset.label; button.disabled = false; }
});

// Length of a text, said when the writer pauses.
for (const area of all("textarea[maxlength]")) {
  const note = element("p", "hint counter", "");
  note.setAttribute("aria-live", "polite");
  area.after(note);
  let timer;
  const say = () => { note.textContent = words.left.replace("0", area.maxLength - area.value.length); };
  area.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(say, 500); });
  say();
}

// Small helps: copy, print, send a filter at once, search by Ctrl-K, errors come first.
for (const tool of all("[data-copy],[data-print]")) tool.hidden = false;
addEventListener("click", async (event) => {
  const tool = event.target.closest?.("[data-copy],[data-print]");
  if (tool?.matches("[data-print]")) print();
  if (!tool?.dataset.copy) return;
  await navigator.clipboard.writeText(tool.dataset.copy);
  const label = tool.innerHTML;
  tool.textContent = words.copied;
  setTimeout(() => { tool.innerHTML = label; }, 2000);
});
addEventListener("change", (event) => event.target.matches("[data-submit]") && event.target.form.requestSubmit());
addEventListener("keydown", (event) => {
  const search = document.querySelector("[data-search]");
  if (!search || event.key?.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  search.focus();
  search.select();
});
const summary = document.querySelector("[data-summary]");
if (summary) {
  document.title = `${words.error}: ${document.title}`;
  summary.focus();
}
