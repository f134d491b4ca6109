// j and k walk through the cards of a page, Enter opens, "/" goes to the search, "?" shows the help.
// Nothing fires while typing or with a modifier; <html data-keys="off"> turns them off (WCAG 2.1.4).
const typing = (element) => element.closest?.("input, textarea, select, [contenteditable]");
const cards = () => [...document.querySelectorAll("[data-key-row]")];

function step(by) {
  const all = cards();
  const at = all.findIndex((card) => card.contains(document.activeElement));
  const next = all[Math.max(0, Math.min(all.length - 1, at + by))];
  const target = next?.querySelector("[data-key-open]") ?? next;
  target?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

const acts = {
  j: () => step(1),
  k: () => step(-1),
  "/": () => [...document.querySelectorAll("[data-key-search]")].find((field) => field.offsetParent)?.focus(),
  "?": () => document.getElementById("keys-help")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (document.documentElement.dataset.keys === "off" || typing(event.target) || document.querySelector("dialog[open]")) return;
  if (!cards().length && !["/", "?"].includes(event.key)) return;
  const act = acts[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
