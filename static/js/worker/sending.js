// Sending what waits: one worker at a time, in the order in which it was written, as the member who wrote it or not at all.
const PATIENCE = 60e3;

class NoLine extends Error {}

const flush = () => navigator.locks.request("pocket-send", sendAll);

// Whether nothing is left that a later try might send.
async function sendAll() {
  await signOutOwed();
  let isDone = true;
  let line;
  for (const { submission } of (await ownRows()).filter(isDue)) {
    line ??= await lineNow();
    const row = await change(submission, (found) => canGo(found, line) && { ...found, state: "sending" });
    if (!row) continue;
    try {
      await sendOne(row, line);
    } catch (error) {
      await change(submission, unstuck);
      isDone = false;
      if (error instanceof NoLine) break;
    }
  }
  await tellPages();
  return isDone;
}

const isDue = ({ state }) => state === "waiting" || state === "sending";
const canGo = (row, line) => row.member === line.member && isDue(row);

// Whose session it is now, and a token that is good for it and for no other: it changes when somebody signs in.
async function lineNow() {
  const answer = await ask("/device/line/", { cache: "no-store" });
  if (!answer.ok) throw new NoLine();
  const line = await answer.json();
  await meetMember(line.member);
  return line;
}

const lookWho = () => lineNow().catch(() => null);

async function ask(address, wish) {
  try {
    return await fetch(address, { ...wish, signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    throw new NoLine();
  }
}

function post(row, { token }) {
  const body = new FormData();
  for (const [name, value] of row.fields) body.append(name, value);
  body.set("noted_at", row.noted);
  return ask(row.path, { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": token } });
}

async function sendOne(row, line) {
  let answer = await post(row, line);
  if (answer.status === 403) {
    // Perhaps only the token is too old; and if somebody else is there by now, it stays.
    const renewed = await lineNow();
    if (renewed.member !== row.member) throw new NoLine();
    answer = await post(row, renewed);
  }
  if (answer.redirected) throw new NoLine(); // to the entrance, or a waiting room: kept until they are in again
  if (answer.status === 201) return sent(row, (await answer.json()).url);
  if (GONE.includes(answer.status)) throw new NoLine();
  if (answer.status >= 500 || [408, 425, 429].includes(answer.status)) throw new Error("later");
  await refuse(row, answer);
}

async function sent(row, url) {
  await drop(row.submission);
  const { submission, about, noted, kind, title, body } = shownOf(row);
  const list = [{ submission, url, about, noted, kind, title, body: body.slice(0, 200) }, ...((await fact("sent")) ?? [])];
  await note("sent", list.slice(0, 10));
  await tellPages({ sent: url });
}

// The house will not have it as it is: kept with the reason, to be changed or discarded.
async function refuse(row, answer) {
  const isData = answer.headers.get("Content-Type")?.includes("json");
  const { error: why = "", aware = "", submission = "" } = isData ? await answer.json().catch(() => ({})) : {};
  // The guard asks once: `aware` stands for what it saw, and is sent along by whoever means it.
  await change(row.submission, (found) => ({ ...found, state: "refused", why, aware, status: answer.status }));
  // Its key has made something out of other words, and nobody here had heard: sent once more, this is something new.
  if (submission) await rename(row.submission, submission);
}

// Signing out

async function signOut(event) {
  await forget({ waiting: true });
  try {
    return await fetch(event.request);
  } catch {
    // The device is clean; the session itself is ended as soon as the house can be reached.
    await note("owes", true);
    await self.registration.sync?.register("send").catch(() => null);
    return standIn("left");
  }
}

async function signOutOwed() {
  if (!(await fact("owes"))) return;
  const { token } = await (await ask("/device/line/", { cache: "no-store" })).json();
  const answer = await ask("/accounts/logout/", { method: "POST", headers: { "X-CSRFToken": token } });
  if (answer.status >= 500) throw new NoLine();
  await note("owes", false);
}
