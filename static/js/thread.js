// Answering a comment: the form goes below what it answers, instead of the page going to the form. A quote takes what is
// marked in it, or all of it.
const form = document.getElementById("say");
const home = form && { parent: form.parentNode, next: form.nextSibling };
const LONGEST = 800;

function answer(id, comment) {
  form.elements.parent.value = id;
  form.querySelector("[data-answering-note]").hidden = !id;
  if (comment) comment.append(form);
  else home.parent.insertBefore(form, home.next);
  form.elements.body.focus();
}

// The words that are marked inside the text, or nothing.
function marked(prose) {
  const selection = getSelection();
  return selection.rangeCount && prose.contains(selection.getRangeAt(0).commonAncestorContainer) ? selection.toString().trim() : "";
}

function wordsOf(prose) {
  const copy = prose.cloneNode(true);
  copy.querySelectorAll("blockquote").forEach((old) => old.remove());
  prose.after(copy);
  const words = copy.innerText.trim();
  copy.remove();
  return words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words;
}

function quote(comment) {
  const prose = comment.querySelector(".prose");
  const handle = comment.querySelector('.comment-head a[href^="/members/"], .post-author a[href^="/members/"]')?.href.split("/").at(-2);
  const words = marked(prose) || wordsOf(prose);
  const lines = [...(handle ? [`@${handle}:`] : []), ...words.split("\n")].map((line) => `> ${line}`.trimEnd());
  const { body } = form.elements;
  body.value = `${body.value.trim() ? `${body.value.trimEnd()}\n\n` : ""}${lines.join("\n")}\n\n`;
  body.dispatchEvent(new Event("input", { bubbles: true }));
  body.setSelectionRange(body.value.length, body.value.length);
  body.rows = Math.min(12, body.value.split("\n").length + 1);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-answer], [data-answer-none], [data-quote]");
  if (!link || !form) return;
  event.preventDefault();
  const comment = link.closest(".comment, .official");
  if (link.dataset.quote) quote(comment);
  const id = link.dataset.answer ?? link.dataset.quote;
  if (id) answer(id, link.closest(".comment"));
  else answer("", null);
});

// "5 new comments": they come when they are asked for, and the page goes to the first of them.
document.addEventListener("click", (event) => {
  const pill = event.target.closest("[data-more]");
  const thread = document.getElementById("thread");
  if (!pill || !thread || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  const arrive = () => {
    if (thread.querySelector("[data-more]")) return;
    thread.removeEventListener("arrived", arrive);
    const line = thread.querySelector("#new");
    line?.scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    line?.nextElementSibling?.querySelector("a, button")?.focus({ preventScroll: true });
  };
  thread.addEventListener("arrived", arrive);
  thread.dataset.liveSrc = pill.dataset.more;
  thread.dispatchEvent(new CustomEvent("live-fetch", { bubbles: true }));
});
