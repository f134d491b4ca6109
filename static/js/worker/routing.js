// What becomes of each request. Whatever is not named here goes its own way, as if there were no worker.
const SLOW = 5000; // with a saved copy at hand nobody waits longer for a page
const LOGOUT = "/accounts/logout/";

self.addEventListener("install", (event) => {
  self.skipWaiting(); // pages always come from the house first: an old one loses nothing by a new worker
  event.waitUntil(keepShell());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      await self.registration.navigationPreload?.enable().catch(() => null);
      await dropOldShells();
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && request.method === "GET") event.respondWith(visit(event, url));
  else if (request.mode === "navigate" && request.method === "POST") posted(event, url);
  else if (request.method !== "GET") return;
  else if (request.destination === "image" && url.pathname.startsWith("/media/")) event.respondWith(picture(event));
  else if (isOfShell(url)) event.respondWith(fromShell(request));
});

function posted(event, url) {
  if (url.pathname === LOGOUT) event.respondWith(signOut(event));
  else if (isSendable(url)) event.respondWith(say(event, url));
  else if (!/^\/(accounts|admin)\//.test(url.pathname)) {
    event.respondWith(fetch(event.request).catch(() => standIn("unsent")));
  }
}

async function visit(event, url) {
  const name = nameOf(url);
  const online = fetched(event);
  event.waitUntil(online.then((answer) => receive(name ? answer.clone() : answer, name)).catch(() => null));
  try {
    const answer = await (name ? orSaved(online, name) : online);
    return (GONE.includes(answer.status) && name && (await saved(name))) || answer;
  } catch {
    // The composer serves whatever kind was asked for; everything else is the very page or none.
    const kept = name || (url.pathname === "/posts/new/" ? url.pathname : "");
    return (kept && (await saved(kept))) || standIn("missing");
  }
}

async function fetched(event) {
  if (await fact("owes")) {
    await signOutOwed(); // whoever signed out without a line does not find themselves signed in
    return fetch(event.request);
  }
  // What was begun ahead may fail by itself, on a connection that had just been closed: that is no missing line yet.
  return (await event.preloadResponse?.catch(() => null)) ?? fetch(event.request);
}

async function orSaved(online, name) {
  const late = new Promise((done) => setTimeout(() => saved(name).then(done), SLOW));
  return (await Promise.race([online, late])) ?? online;
}

self.addEventListener("sync", (event) => {
  if (event.tag === "send") event.waitUntil(flush().then((isDone) => isDone || Promise.reject(new Error("later"))));
});

self.addEventListener("message", (event) => {
  const { verb, ...wish } = event.data ?? {};
  if (!VERBS[verb]) return;
  event.waitUntil(
    VERBS[verb](wish).then(
      (answer) => event.ports[0]?.postMessage(answer ?? null),
      () => event.ports[0]?.postMessage(null),
    ),
  );
});
