// What one looked for stays in this browser, for this member alone: the server keeps no list of anybody's searches.
const MOST = 6;
const key = `searches:${document.documentElement.dataset.member}`;
const box = document.getElementById("recent");
const asked = new URLSearchParams(location.search).get("q")?.trim();

function load() {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(kept) ? kept.filter((words) => typeof words === "string") : [];
  } catch {
    return []; // a forbidden or damaged store remembers nothing
  }
}

function store(words) {
  try {
    if (words.length) localStorage.setItem(key, JSON.stringify(words));
    else localStorage.removeItem(key);
  } catch {
    // A full or forbidden store loses the list, not the page.
  }
}

function show() {
  const recent = load();
  box.hidden = !recent.length;
  const links = recent.map((words) => {
    const link = document.createElement("a");
    link.className = "filter";
    link.href = `?${new URLSearchParams({ q: words })}`;
    link.textContent = words;
    return link;
  });
  box.querySelector(".recent").replaceChildren(...links);
}

if (asked) store([asked, ...load().filter((words) => words !== asked)].slice(0, MOST));
if (box) {
  show();
  box.querySelector("[data-clear]").addEventListener("click", () => {
    store([]);
    show();
  });
}
