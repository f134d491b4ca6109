// A room, live: what others say comes in, what one says is shown at once and never lost. live.js holds the socket; here is
// what becomes of its events. Without this module the room is a page with a form.
// Each concept has its module in chat/; here they are tied to the page's events.
import "./chat/rooms.js";
import { acts, react } from "./chat/acting.js";
import { catchUp, hear } from "./chat/hearing.js";
import { isElsewhere } from "./chat/log.js";
import { older } from "./chat/messages.js";
import { pill } from "./chat/news.js";
import { form, log, room } from "./chat/page.js";
import { go, stay } from "./chat/presence.js";
import { read, seen } from "./chat/reading.js";
import { takeWords } from "./chat/saying.js";
import { sendAgain } from "./chat/sending.js";

const STAY = 20e3;

if (room) {
  document.addEventListener("live", ({ detail }) => {
    if (String(detail.room) === room.dataset.room) hear(detail);
    else if (detail.event === "resync" && !detail.room) setTimeout(catchUp, Math.random() * 1500);
  });
  document.addEventListener("live-refused", ({ detail }) => detail === `room:${room.dataset.room}` && catchUp());
  document.addEventListener("live-line", ({ detail }) => {
    document.getElementById("chat-line").hidden = detail;
    if (detail) sendAgain();
  });
  addEventListener("offline", () => (document.getElementById("chat-line").hidden = false));
  addEventListener("online", () => {
    document.getElementById("chat-line").hidden = true; // until the socket says otherwise
    catchUp();
    sendAgain();
  });
  document.addEventListener("click", acts);
  document.addEventListener("click", react);
  document.addEventListener("click", older);
  document.getElementById("pill").addEventListener("click", () => {
    if (isElsewhere()) return location.assign(`/chat/${room.dataset.room}/`);
    log.scrollTop = 0;
    pill();
  });
  log.addEventListener("scroll", () => {
    pill();
    read();
  }, { passive: true });
  document.addEventListener("visibilitychange", () => (document.hidden ? go() : (stay(), read(), catchUp())));
  addEventListener("pagehide", go);
  // Without a socket the page asks by itself.
  setInterval(() => !document.hidden && !document.getElementById("chat-line").hidden && catchUp(), 10000);
  setInterval(stay, STAY);
  stay();
  seen();
  pill();
  if (location.hash === "#new" || location.hash === "#end") document.querySelector(location.hash)?.scrollIntoView({ block: "center" });
  if (location.hash === "#end" || !location.hash) log.scrollTop = 0;
  setTimeout(read, 800);
  const view = window.visualViewport;
  view?.addEventListener("resize", () =>
    document.documentElement.style.setProperty("--keyboard", `${Math.max(0, Math.round(innerHeight - view.height - view.offsetTop))}px`),
  );
}

if (room && form) takeWords();
