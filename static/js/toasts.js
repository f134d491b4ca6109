// Short words above the page: document.dispatchEvent(new CustomEvent("toast", {detail: {text, undo}})).
// A server answer to htmx may send them too, as the header HX-Trigger: {"toast": {"text": "Saved"}}.
const LASTS = 8000;

export function toast({ text, undo, lasts = LASTS }) {
  const mould = document.getElementById("toast");
  if (!text || !mould) return;
  const box = mould.content.firstElementChild.cloneNode(true);
  const gone = () => box.remove();
  let timer = setTimeout(gone, lasts);
  box.firstElementChild.textContent = text;
  box.querySelector("[data-close]").addEventListener("click", gone);
  // Whoever reads or reaches for it is not hurried.
  for (const kind of ["pointerenter", "focusin"]) box.addEventListener(kind, () => clearTimeout(timer));
  for (const kind of ["pointerleave", "focusout"]) box.addEventListener(kind, () => (timer = setTimeout(gone, lasts)));
  const back = box.querySelector("[data-undo]");
  back.hidden = !undo;
  back.addEventListener("click", () => {
    gone();
    if (typeof undo === "function") undo();
    else post(undo);
  });
  document.getElementById("toasts").append(box);
}

// Undo by address: the page's own form carries the token.
function post(address) {
  const form = document.getElementById("act");
  form.action = address;
  form.submit();
}

document.addEventListener("toast", (event) => toast(event.detail));

// What htmx could not fetch is said, never swallowed; what was typed stays.
document.addEventListener("htmx:sendError", () => toast({ text: document.body.dataset.failed }));
document.addEventListener("htmx:responseError", (event) => {
  const said = event.detail.xhr.getResponseHeader("X-Message");
  toast({ text: said ? decodeURIComponent(said) : document.body.dataset.failed });
});
