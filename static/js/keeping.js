// What is typed in <form data-draft-src="/drafts/new-post/"> is kept on the server too: it is there after a crash, and on
// another device. Two windows never write over each other: the second one goes on as a draft of its own, and says so.
// drafts.js keeps the same words in this browser, also without a line.
const PAUSE = 2000;
const self = uuid();

function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function apart(form) {
  form.elements.submission.value = uuid();
  form.dataset.seen = 0;
  form.querySelector("[data-draft-apart]").hidden = false;
}

function fieldsOf(form) {
  const fields = new URLSearchParams({ seen: form.dataset.seen, window: self });
  for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
  return fields;
}

async function send(form) {
  const answer = await fetch(form.dataset.draftSrc, {
    method: "POST", body: fieldsOf(form), keepalive: document.hidden, headers: { Accept: "application/json", "X-Draft": "1" },
  });
  if (answer.redirected) return; // signed out: this browser has it
  if (answer.status === 409) {
    apart(form);
    return send(form);
  }
  if (answer.ok) form.dataset.seen = (await answer.json()).version;
}

function begin(form) {
  if (form.dataset.window) return;
  form.dataset.seen ??= form.querySelector("[data-draft-seen]")?.dataset.draftSeen ?? 0;
  form.dataset.window = self;
  let timer, last = Promise.resolve();
  const keep = () => {
    clearTimeout(timer);
    timer = 0;
    last = last.then(() => send(form)).catch(() => null);
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    timer = 0;
  });
  document.addEventListener("visibilitychange", () => document.hidden && timer && keep());
  form.querySelector("[data-draft-discard]")?.addEventListener("click", () => {
    clearTimeout(timer);
    timer = 0;
    const token = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
    fetch(`/drafts/${form.elements.submission.value}/removal/`, { method: "POST", body: token, redirect: "manual" }).catch(() => null);
  });
}

document.querySelectorAll("form[data-draft-src]").forEach(begin);
