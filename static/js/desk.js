// The staff's desk: badges that tick, canned replies, and the keys a, e, x and "/".
const typing = (element) => element.closest?.("input, textarea, select, [contenteditable]");
const OFF = "desk-keys-off";

// A badge says what is left by the reader's own clock; the words come from the page.
const words = document.getElementById("sla-words")?.dataset;

function span(minutes) {
  if (minutes >= 2880) return `${Math.floor(minutes / 1440)} d`;
  if (minutes >= 60) return `${Math.floor(minutes / 60)} h`;
  return `${minutes} min`;
}

function tick() {
  for (const badge of document.querySelectorAll(".badge[data-due]")) {
    const left = (Date.parse(badge.dataset.due) - Date.now()) / 60000;
    const late = left <= 0;
    const text = (late ? words.late : words.left).replace("%(time)s", span(Math.floor(Math.abs(left))));
    const state = late ? "sla-late" : left <= 240 ? "sla-soon" : "sla-ok";
    const label = badge.querySelector(":scope > span:last-child");
    if (label.textContent !== text) label.textContent = text;
    if (!badge.classList.contains(state)) {
      badge.classList.remove("sla-ok", "sla-soon", "sla-late");
      badge.classList.add(state);
      const use = badge.querySelector("use");
      use?.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${state}`));
    }
  }
}
if (words) setInterval(tick, 20000);

// Canned replies go in where the writer is.
document.addEventListener("click", (event) => {
  const canned = event.target.closest("[data-insert]");
  if (!canned) return;
  const text = canned.dataset.insert.replaceAll("{name}", canned.dataset.name).replaceAll("{nombre}", canned.dataset.name);
  composer.setRangeText(text, composer.selectionStart, composer.selectionEnd, "end");
  composer.dispatchEvent(new Event("input", { bubbles: true }));
  canned.closest("details").open = false;
  composer.focus();
});

// What stands in the page when somebody begins to write is before their eyes: what comes after it holds the sending.
const composer = document.querySelector("[data-composer]");
let isBegun = Boolean(composer?.value.trim());
composer?.addEventListener("input", () => {
  const shown = document.querySelector("[data-version]")?.dataset.version;
  if (!isBegun && shown) document.getElementById("id_seen").value = shown;
  isBegun = Boolean(composer.value.trim());
});

// "/" at the start of a line in the composer opens the canned replies.
composer?.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.value.slice(0, event.target.selectionStart).match(/[^\n]$/)) return;
  const menu = document.querySelector("[data-canned]");
  if (!menu?.querySelector("[data-insert]")) return;
  event.preventDefault();
  menu.open = true;
  menu.querySelector("[data-insert]").focus();
});

// Keys beside j, k, Enter and "?"; each can be turned off with the switch in the help (WCAG 2.1.4).
const row = () => document.activeElement?.closest("[data-key-row]");
const tickRow = () => row()?.querySelector("input[type=checkbox]")?.click();

const acts = {
  x: tickRow,
  a: () => {
    const here = row();
    const box = here?.querySelector("input[type=checkbox]");
    if (box && !box.checked) box.click();
    document.querySelector("[data-key-assign], #bulk-assignee")?.focus();
  },
  e: () => document.querySelector("[data-key-state] summary, [data-key-state] button")?.focus(),
  "/": () => document.querySelector("[data-key-search], [data-composer]")?.focus(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (document.documentElement.dataset.keys === "off" || typing(event.target) || document.querySelector("dialog[open]")) return;
  const act = acts[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

const off = document.querySelector("[data-keys-off]");
function heed(value) {
  document.documentElement.dataset.keys = value ? "off" : "on";
}
try {
  heed(localStorage.getItem(OFF) === "1");
  if (off) off.checked = localStorage.getItem(OFF) === "1";
} catch {
  // A browser that keeps nothing: the keys are on.
}
off?.addEventListener("change", () => {
  heed(off.checked);
  try {
    localStorage.setItem(OFF, off.checked ? "1" : "0");
  } catch {
    // For this page only, then.
  }
});

// How many rows the bar would act on.
const count = document.querySelector("[data-bulk-count]");
const plain = count?.textContent;
document.querySelector("[data-bulk]")?.addEventListener("change", () => {
  const chosen = document.querySelectorAll("[data-bulk] [name=tickets]:checked").length;
  count.textContent = chosen ? `${plain} (${chosen})` : plain;
});
