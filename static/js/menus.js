// Menus are <details data-menu>, dialogs are <dialog>: here they learn to close, to move by arrows and to give focus back. So
// does what a button swaps.
const open = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", (event) => {
  for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog?.showModal) {
    event.preventDefault();
    dialog.showModal();
  }
  if (event.target.closest("[data-dismiss]")) event.target.closest("dialog")?.close();
  if (event.target instanceof HTMLDialogElement && event.target.open) event.target.close(); // a click on the veil
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details[data-menu][open]");
  if (!menu) return;
  const items = [...menu.querySelectorAll(".menu-sheet a, .menu-sheet button:not(:disabled)")];
  const at = items.indexOf(document.activeElement);
  if (event.key === "Escape") {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (event.key === "ArrowDown") {
    event.preventDefault();
    items[(at + 1) % items.length]?.focus();
  } else if (event.key === "ArrowUp") {
    event.preventDefault();
    items.at(at <= 0 ? -1 : at - 1)?.focus();
  }
});

document.addEventListener("focusout", (event) => {
  const menu = event.target.closest?.("details[data-menu][open]");
  if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
});

// What a button swaps takes the button along: focus goes on to the one that stands for it now, else to what came.
let swapped = null;
document.addEventListener("htmx:beforeRequest", ({ detail: { elt, target } }) => {
  const act = elt === document.activeElement && elt.getAttribute("formaction");
  swapped = act ? { id: target.id, act: act.replace(/remove\/$/, ""), value: elt.value } : null;
});
document.addEventListener("htmx:afterSettle", () => {
  const place = swapped && document.activeElement === document.body && document.getElementById(swapped.id);
  if (!place) return;
  const isIt = ({ attributes, value }) => attributes.formaction.value.startsWith(swapped.act) && value === swapped.value;
  const next = [...place.querySelectorAll("[formaction]")].find((button) => isIt(button) && button.offsetParent);
  if (!next) place.tabIndex = -1;
  (next ?? place).focus({ preventScroll: true });
  swapped = null;
});

// Copy a link: <button data-copy="/posts/7/" data-copied="Link copied">, or words: data-copy-text="…".
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-copy-text]");
  if (!button || !navigator.clipboard) return;
  await navigator.clipboard.writeText(button.dataset.copyText ?? new URL(button.dataset.copy, location.href).href);
  document.dispatchEvent(new CustomEvent("toast", { detail: { text: button.dataset.copied } }));
});

// A row of tabs that is wider than the screen begins where one is.
for (const here of document.querySelectorAll(":is(.tabs, .filters) > [aria-current]")) {
  const row = here.parentElement;
  if (row.scrollWidth > row.clientWidth) row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
}

// What holds a field for files knows whether one was chosen.
document.addEventListener("change", ({ target }) => {
  if (target.type === "file") target.parentElement.classList.toggle("has-file", target.files.length > 0);
});
