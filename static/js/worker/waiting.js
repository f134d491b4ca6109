// What was written without a line waits here, each under its own submission, for the member who wrote it.
const SENDABLE = [/^\/posts\/new\/$/, /^\/posts\/\d+\/comments\/$/, /^\/requests\/[A-Z0-9-]+\/replies\/$/];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const GONE = [502, 503, 504]; // the house is not there: as good as no line
const isSendable = ({ pathname }) => SENDABLE.some((form) => form.test(pathname));

// A form that was sent: to the house if it is there, else it is kept and the page of this device says so.
async function say(event, url) {
  const copy = event.request.clone();
  const answer = await fetch(event.request).catch(() => null);
  if (answer && !GONE.includes(answer.status)) {
    event.waitUntil(settle(copy, answer).catch(() => null));
    return answer;
  }
  try {
    const { submission } = await keepForLater(await copy.formData(), url, event.request.referrer);
    return Response.redirect(`${DEVICE}?kept=${submission}`, 303);
  } catch {
    return answer ?? standIn("unsent"); // it cannot be kept here; the draft still has the words
  }
}

// The page names its member and what it is about in fields that the house never sees from here.
const OURS = { member: "pocket-member", about: "pocket-about", token: "csrfmiddlewaretoken" };
const isOurs = (name) => Object.values(OURS).includes(name);
const isEmptyFile = (value) => value instanceof File && !value.size;

async function keepForLater(form, url, referrer) {
  const member = (await fact("member")) ?? 0;
  const wrote = Number(form.get(OURS.member) ?? member);
  const submission = form.get("submission") ?? "";
  if (!member || wrote !== member || !UUID.test(submission)) throw new Error("nobody's");
  const before = await oneWaiting(submission);
  const row = {
    submission,
    member,
    path: url.pathname,
    from: referrer && new URL(referrer).pathname,
    about: String(form.get(OURS.about) ?? ""),
    fields: [...form].filter(([name, value]) => !isOurs(name) && name !== "noted_at" && !isEmptyFile(value)),
    // When it was first written down, whatever was changed since.
    noted: before?.noted ?? (form.get("noted_at") || new Date().toISOString()),
    state: "waiting",
    why: "",
  };
  await within("waiting", (rows) => rows.put(row));
  await self.registration.sync?.register("send").catch(() => null);
  await tellPages();
  return row;
}

// The same thing went out from its form: what waits becomes what was sent. That it arrived the house tells when it is
// sent again, for it makes nothing twice.
async function settle(copy, answer) {
  const rows = await everythingWaiting();
  if (!rows.length || answer.type !== "opaqueredirect") return;
  const form = await copy.formData();
  if (!rows.some((row) => row.submission === form.get("submission"))) return;
  await keepForLater(form, new URL(copy.url), copy.referrer);
  await flush();
}

// What a page shows of a row, and may do with it

function shownOf({ submission, path, from, about, fields, noted, state, why, aware }) {
  const value = (name) => fields.find(([other, said]) => other === name && typeof said === "string")?.[1] ?? "";
  const files = fields.filter(([, said]) => said instanceof File).length + fields.filter(([name]) => name === "upload").length;
  const values = Object.fromEntries(fields.filter(([, said]) => typeof said === "string"));
  return { submission, path, from, about, noted, state, why, isAsked: Boolean(aware), files, values, title: value("title"), body: value("body"), kind: value("kind") };
}

const held = (row) => row.state !== "sending" && { ...row, state: "held" };
const freed = (row) => row.state !== "sending" && { ...row, state: "waiting", why: "", aware: "" };
const agreed = (row) => row.aware && freed({ ...row, fields: [...row.fields.filter(([name]) => name !== "aware"), ["aware", row.aware]] });
const reworded = (body) => (row) => {
  if (row.state === "sending") return null;
  const fields = row.fields.map(([name, value]) => [name, name === "body" ? body : value]);
  return { ...row, fields, state: "waiting", why: "", aware: "" };
};

// Each answers with the row as it is then, or with nothing: it is on its way, or has gone.
const VERBS = {
  hold: ({ submission }) => touch(submission, held),
  free: async ({ submission }) => (await touch(submission, freed)) && (soon(), true),
  agree: async ({ submission }) => (await touch(submission, agreed)) && (soon(), true),
  reword: async ({ submission, body }) => (await touch(submission, reworded(body))) && (soon(), true),
  discard: async ({ submission }) => (await touch(submission, held)) && (await drop(submission), await tellPages(), true),
  send: async () => (await flush(), true),
  pages: async () => keptPages(),
  files: async ({ submission }) => ((await mine(submission))?.fields ?? []).filter(([, said]) => said instanceof File),
  list: async () => ({ ...(await standing()), rows: (await ownRows()).map(shownOf), sent: (await fact("sent")) ?? [] }),
  hello: async ({ language, member }) => {
    await note("language", language);
    // Mostly the page's own answer has told; a page from before the worker has not.
    if (((await fact("member")) ?? 0) !== member) await lookWho();
    soon();
    fetchAhead().catch(() => null);
    tellOfPush().catch(() => null);
    return standing();
  },
  standing: () => standing(),
  listening: async ({ endpoint, key }) => (await note("push", { endpoint, key }), true),
  clear: async () => (await dropCopies(), true),
  leave: async () => (await forget({ waiting: true }), true),
};

const soon = () => flush().catch(() => null);

async function touch(submission, act) {
  if (!(await mine(submission))) return null;
  // A row that says "sending" while nobody sends was left behind by a worker that was stopped.
  await navigator.locks.request("pocket-send", { ifAvailable: true }, (lock) => lock && change(submission, unstuck));
  const row = await change(submission, act);
  await tellPages();
  return row ? shownOf(row) : null;
}

const unstuck = (row) => row.state === "sending" && { ...row, state: "waiting" };

async function mine(submission) {
  const [row, member] = [await oneWaiting(submission), await fact("member")];
  return row && row.member === member ? row : null;
}

async function ownRows() {
  const member = await fact("member");
  const rows = (await everythingWaiting()).filter((row) => row.member === member);
  return rows.sort((one, other) => one.noted.localeCompare(other.noted));
}

// How many wait, and how they stand. Who is signed out hears a number and nothing else.
async function standing() {
  const [member, rows] = [(await fact("member")) ?? 0, await everythingWaiting()];
  const count = (state) => rows.filter((row) => row.state === state).length;
  return { member, waiting: rows.length, refused: count("refused"), held: count("held") };
}

async function keptPages() {
  const member = await fact("member");
  const cache = member && (await caches.open(OWN + member));
  const found = [];
  for (const request of cache ? await cache.keys() : []) {
    const name = new URL(request.url).pathname;
    if (name.startsWith("/media/") || name === DEVICE || name === "/posts/new/") continue;
    found.push({ name, at: (await cache.match(request)).headers.get("X-Saved-At") });
  }
  return found;
}

async function tellPages(said = {}) {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const now = await standing();
  for (const page of pages) page.postMessage({ pocket: { ...now, ...said } });
}
