// What is typed in <form data-draft="name"> is kept in this browser, for this member, until the server has it.
// A reload, a crash, a lost session or another language finds the words again. Passwords and files are never kept.
const WEEK = 7 * 86400e3;
const who = document.documentElement.dataset.member ?? "visitor";
const keyOf = (form) => `draft:${who}:${form.dataset.draft}`;
const kept = (field) => field.name && !["password", "file", "hidden", "submit", "button"].includes(field.type);

function read(form) {
  const values = {};
  for (const field of form.elements) {
    if (!kept(field)) continue;
    if (field.type === "checkbox" || field.type === "radio") {
      (values[field.name] ??= []).push(...(field.checked ? [field.value] : []));
    } else values[field.name] = field.value;
  }
  return values;
}

function write(form, values) {
  for (const field of form.elements) {
    if (!kept(field) || !(field.name in values)) continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = values[field.name].includes(field.value);
    else field.value = values[field.name];
  }
}

const hasWords = (form) => [...form.querySelectorAll("textarea, input[type=text]")].some((field) => field.value.trim());

function keep(form) {
  const submission = form.elements.submission?.value;
  try {
    if (!hasWords(form)) return localStorage.removeItem(keyOf(form));
    localStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), submission, values: read(form) }));
    form.dataset.kept = "yes";
  } catch {
    // A full or forbidden store loses the draft, not the page.
  }
}

function restore(form) {
  const draft = JSON.parse(localStorage.getItem(keyOf(form)) ?? "null");
  // What the server sent back with errors is newer than the draft.
  if (!draft || Date.now() - draft.at > WEEK || hasWords(form)) return;
  write(form, draft.values);
  // The same submission as before the reload: sent twice, it is still made once.
  if (draft.submission && form.elements.submission) form.elements.submission.value = draft.submission;
  form.dispatchEvent(new Event("input", { bubbles: true }));
  const note = form.querySelector("[data-draft-note]");
  if (note) note.hidden = false;
}

function begin(form) {
  if (form.dataset.drafting) return;
  form.dataset.drafting = "yes";
  let timer;
  restore(form);
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => keep(form), 400);
  });
  form.addEventListener("submit", () => keep(form));
  form.addEventListener("htmx:afterRequest", (event) => event.detail.successful && localStorage.removeItem(keyOf(form)));
  form.querySelector("[data-draft-discard]")?.addEventListener("click", () => {
    localStorage.removeItem(keyOf(form));
    form.reset();
  });
}

const all = (root) => root.querySelectorAll?.("form[data-draft]").forEach(begin);

// The page that follows a success says which draft has arrived: <body data-sent="new-post"> or [data-sent] anywhere.
for (const sent of document.querySelectorAll("[data-sent]")) localStorage.removeItem(`draft:${who}:${sent.dataset.sent}`);
all(document);
document.addEventListener("htmx:load", (event) => all(event.detail.elt.parentNode ?? event.detail.elt));
// On a shared computer the next person finds nothing.
document.addEventListener("submit", (event) => {
  if (!(event.submitter?.formAction ?? "").includes("/logout/")) return;
  for (const key of Object.keys(localStorage)) if (key.startsWith(`draft:${who}:`)) localStorage.removeItem(key);
});
