// Menus are <details data-menu>, dialogs are <dialog>: here they learn to close, to move by arrows and to give focus back.
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
