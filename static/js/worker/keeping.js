// What may be read without a line: of the member who is signed in the last feed, the composer, their own requests with
// their receipts, and the page of this device. Nothing else, and nothing of anybody once they have left.
const OWN = "own-"; // + number of the member
const DEVICE = "/device/";
const REQUEST = /^\/requests\/[A-Z0-9-]+\/$/;
const RECEIPT = /^\/requests\/[A-Z0-9-]+\/receipt\.pdf$/;
const ALWAYS = ["/", DEVICE, "/posts/new/", "/requests/"]; // fetched when they are missing
const LONGEST = 30 * 86400e3; // how long a copy is shown
const STALE = 86400e3; // after this it is fetched again when somebody comes by
const PAUSE = 3600e3; // between two looks at what is missing
const MOST = { pictures: 120, requests: 10 };

// One's own copies

// Under which name a page is kept, or nothing. What the address asks for besides makes another page of it.
function nameOf({ pathname, search }) {
  if (pathname === DEVICE) return pathname;
  if (search) return "";
  return ALWAYS.includes(pathname) || REQUEST.test(pathname) || RECEIPT.test(pathname) ? pathname : "";
}

// Its words, as they came, and when they were saved.
async function stamped(answer, at = new Date().toISOString()) {
  const headers = new Headers(answer.headers);
  for (const gone of ["Content-Encoding", "Content-Length"]) headers.delete(gone);
  headers.set("X-Saved-At", at);
  return new Response(await answer.blob(), { headers });
}

async function keep(name, answer, member) {
  const copy = await stamped(answer);
  await navigator.locks.request("pocket-own", async () => {
    // Whoever left meanwhile leaves nothing behind.
    if (member && (await fact("member")) === member) await (await caches.open(OWN + member)).put(name, copy);
  });
}

async function keptCopy(name) {
  const member = await fact("member");
  const found = member && (await caches.match(name, { cacheName: OWN + member }));
  return found && Date.now() - new Date(found.headers.get("X-Saved-At")) < LONGEST ? found : undefined;
}

// The copy as it is shown: it says of itself when it was saved, and each time it is a new form to send.
async function saved(name, stands = "") {
  const copy = await keptCopy(name);
  return copy && marked(copy, stands);
}

async function marked(copy, stands) {
  if (!copy.headers.get("Content-Type")?.includes("text/html")) return copy;
  const at = copy.headers.get("X-Saved-At") ?? "";
  const text = (await copy.text())
    .replace("<html", `<html data-saved="${at}" data-stands="${stands}"`)
    .replace(/(name="submission" value=")[0-9a-f-]{36}/g, (_whole, before) => before + crypto.randomUUID());
  return new Response(text, { status: copy.status, headers: copy.headers });
}

// In place of a page that cannot be had. `why`: "missing" (nothing was kept), "unsent" (something was not sent).
async function standIn(why) {
  const own = await saved(DEVICE, why);
  if (own) return own;
  const language = (await fact("language")) ?? navigator.language.slice(0, 2);
  const known = HOUSE.languages.includes(language) ? language : HOUSE.languages[0];
  const shown = await caches.match(forVisitors(known), { cacheName: SHELL });
  return shown ? marked(shown, why) : Response.error();
}

// Pictures that kept pages show, the latest of them.
async function picture(event) {
  const page = await self.clients.get(event.clientId);
  const shown = page && nameOf(new URL(page.url));
  try {
    const answer = await fetch(event.request);
    if (shown && answer.ok) event.waitUntil(keepPicture(event.request.url, answer.clone()).catch(() => null));
    return answer;
  } catch {
    return (await keptCopy(event.request.url)) ?? Response.error();
  }
}

async function keepPicture(address, answer) {
  const member = await fact("member");
  await keep(address, answer, member);
  const cache = await caches.open(OWN + member);
  const pictures = (await cache.keys()).filter((one) => new URL(one.url).pathname.startsWith("/media/"));
  await Promise.all(pictures.slice(0, -MOST.pictures).map((one) => cache.delete(one)));
}

// Whose answer it is

// An answer of the house says whose session it was for. Somebody else, or nobody: what was kept goes.
async function meet(answer) {
  const said = answer.headers.get("X-Member");
  if (said === null || !/^\d+$/.test(said)) return;
  await meetMember(Number(said));
}

async function meetMember(member) {
  if (((await fact("member")) ?? 0) === member) return;
  // Whose session has only ended finds again what waits to be sent, after signing in; nobody else does.
  const owner = (await fact("owner")) ?? 0;
  await forget({ waiting: member && owner && owner !== member });
  await note("member", member);
  if (member) await note("owner", member);
}

// Copies, pushes and what they said go; what waits to be sent goes with `waiting`.
async function forget({ waiting }) {
  await navigator.locks.request("pocket-own", async () => {
    await note("member", 0);
    await dropCopies();
  });
  await note("sent", []);
  if (waiting) await dropAll();
  if (waiting) await note("owner", 0);
  for (const shown of (await self.registration.getNotifications?.()) ?? []) shown.close();
  const push = await self.registration.pushManager?.getSubscription().catch(() => null);
  await push?.unsubscribe().catch(() => null);
  await note("push", null);
  await tellPages();
}

async function dropCopies() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(OWN)).map((name) => caches.delete(name)));
  await note("ahead", 0);
}

// What came in for a page that may be kept.
async function receive(answer, name) {
  if (!answer.headers.has("X-Member")) return;
  await meet(answer);
  const member = Number(answer.headers.get("X-Member"));
  if (!name || !member || !answer.ok || answer.redirected) return;
  await keep(name, answer, member);
  if (REQUEST.test(name)) await fetchMissing([`${name}receipt.pdf`]);
}

// Fetched ahead: what one will want without a line. The house is told that nobody reads it now.
async function fetchAhead() {
  if (navigator.connection?.saveData || !(await fact("member"))) return;
  if (Date.now() - ((await fact("ahead")) ?? 0) < PAUSE) return;
  await note("ahead", Date.now());
  const old = [];
  for (const name of ALWAYS) {
    const copy = await keptCopy(name);
    if (!copy || Date.now() - new Date(copy.headers.get("X-Saved-At")) > STALE) old.push(name);
  }
  await fetchAll(old);
  const list = await (await keptCopy("/requests/"))?.text();
  const found = list?.matchAll(/href="(\/requests\/[A-Z0-9-]+\/)"/g) ?? [];
  const pages = [...new Set([...found].map(([, address]) => address))].slice(0, MOST.requests);
  await fetchMissing(pages.flatMap((page) => [page, `${page}receipt.pdf`]));
}

async function fetchMissing(names) {
  const missing = [];
  for (const name of names) if (!(await keptCopy(name))) missing.push(name);
  await fetchAll(missing);
}

async function fetchAll(names) {
  for (const name of names) {
    const answer = await fetch(name, { headers: { "X-For-Later": "1" } });
    if (answer.headers.has("X-Member")) await meet(answer);
    if (answer.ok && !answer.redirected) await keep(name, answer, Number(answer.headers.get("X-Member")));
  }
}
