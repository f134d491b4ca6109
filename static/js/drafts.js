// What is typed in <form data-draft="name"> is kept in this browser, for this member, until the server has it.
// A reload, a crash, a lost session or another language finds the words again. Passwords and files are never kept.
import { isLeaving } from "./leaving.js";

const WEEK = 7 * 86400e3, MINUTES = 10 * 60e3;
const who = document.documentElement.dataset.member ?? "visitor";
const mine = `draft:${who}:`;
const keyOf = (form) => mine + form.dataset.draft;
const kept = (field) => field.name && !["password", "file", "hidden", "submit", "button"].includes(field.type);
const hasWords = (form) => [...form.querySelectorAll("textarea, input[type=text]")].some((field) => field.value.trim());

function load(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null; // a forbidden or damaged store has no drafts
  }
}

function store(key, draft) {
  if (isLeaving) return;
  try {
    if (draft) localStorage.setItem(key, JSON.stringify(draft));
    else localStorage.removeItem(key);
  } catch {
    // A full or forbidden store loses the draft, not the page.
  }
}

const all = () => Object.keys(localStorage ?? {}).filter((key) => key.startsWith(mine));

// A draft that was sent is done with when an ordinary page follows the page it was written on; it is kept when what
// follows is a wall, a form with errors or the way back, and when one comes from elsewhere, such as a sign-in or the
// address bar. A page may also say outright what arrived: [data-sent="name"].
function settle() {
  for (const sent of document.querySelectorAll("[data-sent]")) store(mine + sent.dataset.sent, null);
  const kept = document.querySelector("[data-kept]");
  if (kept) kept.hidden = !waits();
  if (who === "visitor") return;
  const [entry] = performance.getEntriesByType("navigation");
  const from = document.referrer && new URL(document.referrer).pathname;
  const doubtful =
    entry?.type === "back_forward" || document.documentElement.dataset.stands || document.querySelector("[data-wall], .form-errors, main [aria-invalid=true]");
  for (const key of all()) {
    const draft = load(key);
    if (!draft?.sent) continue;
    const isDone = !doubtful && draft.sent === from;
    store(key, isDone ? null : { ...draft, sent: "" });
    if (isDone) remember(key, draft.values);
  }
}

// At the entrance: whether somebody was signed out while they sent something from here, just now.
function waits() {
  const drafts = Object.keys(localStorage ?? {}).filter((key) => key.startsWith("draft:")).map(load);
  return drafts.some((draft) => draft?.sent && Date.now() - draft.at < MINUTES);
}

// Back from what was sent, the browser offers the same words again, and would send them as something new.
function remember(key, values) {
  try {
    sessionStorage.setItem(key, JSON.stringify(values));
  } catch {
    // Then they are offered again.
  }
}

function emptySent(form) {
  const sent = JSON.parse(sessionStorage.getItem(keyOf(form)) ?? "null");
  const fields = [...form.querySelectorAll("textarea, input[type=text]")].filter(kept);
  if (!sent || !hasWords(form) || fields.some((field) => field.value !== (sent[field.name] ?? ""))) return;
  for (const field of fields) field.value = "";
  store(keyOf(form), null);
  if (form.elements.submission && crypto.randomUUID) form.elements.submission.value = crypto.randomUUID();
}

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

function keep(form, sent = "") {
  const submission = form.elements.submission?.value;
  const noted = form.elements.noted_at?.value;
  const { seen, window } = form.dataset; // what the server had by then, see keeping.js
  store(keyOf(form), hasWords(form) ? { at: Date.now(), sent, submission, noted, seen, window, values: read(form) } : null);
}

// The server has put a draft into the form: what this browser has is newer if it grew from that one, or is another that
// the server never saw.
function isNewer(draft, form, { draftSeen, draftWindow }) {
  if (draft.submission !== form.elements.submission?.value) return !Number(draft.seen);
  return draft.seen === draftSeen || draft.window === draftWindow;
}

function restore(form) {
  const draft = load(keyOf(form));
  const kept = form.querySelector("[data-draft-seen]");
  if (!draft || Date.now() - draft.at > WEEK) return;
  // What the server sent back with errors is newer than the draft.
  if (kept ? !isNewer(draft, form, kept.dataset) : hasWords(form)) return;
  write(form, draft.values);
  form.dataset.seen = draft.submission !== form.elements.submission?.value ? (draft.seen ?? 0) : (kept?.dataset.draftSeen ?? draft.seen ?? 0);
  // The same submission as before the reload: sent twice, it is still made once. And when it was first written down.
  if (draft.submission && form.elements.submission) form.elements.submission.value = draft.submission;
  if (draft.noted && form.elements.noted_at) form.elements.noted_at.value = draft.noted;
  form.dispatchEvent(new Event("input", { bubbles: true }));
  const note = form.querySelector("[data-draft-note]");
  if (note) note.hidden = false;
}

function begin(form) {
  if (form.dataset.drafting) return;
  form.dataset.drafting = "yes";
  let timer = 0;
  const keepNow = (sent) => {
    clearTimeout(timer);
    timer = 0;
    keep(form, sent);
  };
  restore(form);
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keepNow, 400);
  });
  // A page that goes away takes the last words along: a reload, another language, a phone that closes its browser.
  document.addEventListener("visibilitychange", () => document.hidden && timer && form.isConnected && keepNow());
  form.addEventListener("submit", () => keepNow(location.pathname));
  form.addEventListener("htmx:afterRequest", (event) => (event.detail.successful ? store(keyOf(form), null) : keep(form)));
  form.querySelector("[data-draft-discard]")?.addEventListener("click", () => {
    store(keyOf(form), null);
    form.reset();
  });
}

const beginIn = (root) => root.querySelectorAll?.("form[data-draft]").forEach(begin);

settle();
beginIn(document);
document.addEventListener("htmx:load", (event) => beginIn(event.detail.elt.parentNode ?? event.detail.elt));
document.addEventListener("arrived", (event) => beginIn(event.target.parentNode ?? event.target));
addEventListener("pageshow", ({ persisted }) => {
  const isBack = persisted || performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  if (isBack) document.querySelectorAll("form[data-draft]").forEach(emptySent);
});
