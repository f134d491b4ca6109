// The log on this page: how far it goes, where its reader stands, and how it changes without moving under them.
import { every, log, room, talk } from "./page.js";

export const serial = () => Number(room.dataset.liveSerial);
export const messages = () => every(".chat-message[data-number]", talk);
export const numberOf = (message) => Number(message.dataset.number);
export const isAtEnd = () => Math.abs(log.scrollTop) < 60; // the log grows upwards: its end is 0
export const isElsewhere = () => "elsewhere" in room.dataset;

// What is above the reader stays where it is when something is put in below.
export function calmly(change) {
  const wasAtEnd = isAtEnd();
  const anchor = !wasAtEnd && messages().find((message) => message.getBoundingClientRect().bottom > log.getBoundingClientRect().top);
  const before = anchor && anchor.getBoundingClientRect().top;
  change();
  if (wasAtEnd) log.scrollTop = 0;
  else if (anchor?.isConnected) log.scrollTop += anchor.getBoundingClientRect().top - before;
}
