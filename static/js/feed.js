// "3 new posts": the feed never jumps; it says that there is more, and the reader decides.
const feed = document.querySelector("#feed[data-newest]");
const pill = document.getElementById("new-pill");
const PAUSE = 45000;
let askedAt = Date.now();

async function look() {
  askedAt = Date.now();
  const address = new URLSearchParams({ after: feed.dataset.newest });
  if (feed.dataset.show) address.set("show", feed.dataset.show);
  const answer = await fetch(`/?${address}`, { headers: { Accept: "application/json" } });
  if (!answer.ok || answer.redirected) return;
  const { new: count } = await answer.json();
  pill.hidden = !count;
  const words = count === 1 ? pill.dataset.one : pill.dataset.many.replace("%", count > 99 ? "99+" : count);
  if (pill.textContent !== words) pill.textContent = words;
}

const due = () => !document.hidden && Date.now() - askedAt > PAUSE && look().catch(() => {});
if (feed && pill) {
  setInterval(due, 5000);
  document.addEventListener("visibilitychange", due);
}
