// <time data-relative> gets words such as "3 hours ago"; its exact form stays in the title.
const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60]];
const words = new Intl.RelativeTimeFormat(document.documentElement.lang || "en", { numeric: "auto", style: "short" });

function reword(time) {
  const seconds = (new Date(time.dateTime) - Date.now()) / 1000;
  if (Number.isNaN(seconds) || Math.abs(seconds) > 6 * 86400) return;
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ["minute", 60];
  const text = words.format(Math.trunc(seconds / size), unit);
  if (time.textContent !== text) time.textContent = text;
}

function all(root) {
  for (const time of root.querySelectorAll("time[data-relative]")) reword(time);
}

all(document);
setInterval(() => document.hidden || all(document), 60000);
document.addEventListener("visibilitychange", () => document.hidden || all(document));
document.addEventListener("htmx:load", (event) => all(event.detail.elt.parentNode ?? event.detail.elt));
document.addEventListener("arrived", (event) => all(event.target.parentNode ?? event.target)); // live.js put something in
