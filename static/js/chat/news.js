// What came while its reader looked elsewhere: a line above the first, and the pill that counts and leads down.
import { isAtEnd, isElsewhere } from "./log.js";
import { element, talk } from "./page.js";

let news = 0;

// Below which line, and how many: for whoever reads elsewhere in the room, or in another window.
export function announce(message) {
  news += 1;
  if (document.getElementById("new")) return;
  const line = element(`<p class="chat-new" id="new"><span></span></p>`);
  line.firstChild.textContent = talk.dataset.new;
  message.before(line);
}

export function pill() {
  const button = document.getElementById("pill");
  if (isAtEnd()) news = 0;
  button.hidden = isAtEnd() || isElsewhere();
  const { one, some, down } = button.dataset;
  button.querySelector("span").textContent = news > 1 ? some.replace("%(count)s", news) : news ? one : down;
}
