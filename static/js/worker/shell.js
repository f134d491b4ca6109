// The shell: the files that every page links, and the page of this device for whoever is signed out. One for each version.
const SHELL = `shell-${HOUSE.version}`;
const HASHED = /\.[0-9a-f]{12}\.\w+$/; // a name that moves with what is in it
const isOfShell = ({ pathname, search }) => HOUSE.shell.includes(pathname + search) || HASHED.test(pathname);

const forVisitors = (language) => `${DEVICE}?language=${language}`;

async function keepShell() {
  const cache = await caches.open(SHELL);
  const wanted = [...HOUSE.shell, ...HOUSE.languages.map(forVisitors)];
  // One file that does not come must not keep anybody on an old version.
  await Promise.all(
    wanted.map(async (address) => {
      const answer = await fetch(address, { credentials: "omit", cache: "no-cache" }).catch(() => null);
      if (answer?.ok && !answer.redirected) await cache.put(address, answer);
    }),
  );
}

async function dropOldShells() {
  const names = await caches.keys();
  const fresh = await caches.open(SHELL);
  for (const name of names.filter((name) => name.startsWith("shell-") && name !== SHELL)) {
    await carryOver(await caches.open(name), fresh);
    await caches.delete(name);
  }
}

// A copy of a page names the files of the version in which it was saved, and the house may have them no more.
async function carryOver(old, fresh) {
  for (const request of await old.keys()) {
    if (!HASHED.test(request.url) || (await fresh.match(request))) continue;
    const was = await old.match(request);
    const file = await stamped(was, was.headers.get("X-Saved-At") ?? undefined);
    if (Date.now() - new Date(file.headers.get("X-Saved-At")) < LONGEST) await fresh.put(request, file);
  }
}

async function fromShell(request) {
  const kept = () => caches.match(request.url, { cacheName: SHELL });
  if (HASHED.test(request.url)) return (await kept()) ?? fetch(request);
  try {
    return await fetch(request);
  } catch {
    return (await kept()) ?? Response.error();
  }
}
