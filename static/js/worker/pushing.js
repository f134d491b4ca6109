// Pushes: what was pushed is shown, and its address opened.
self.addEventListener("push", (event) => {
  let said = {};
  try {
    said = event.data.json();
  } catch {
    // A push without words that we can read still has to be shown: browsers demand it.
  }
  const { title = "", body = "", url = "/notifications/", tag = "" } = said;
  event.waitUntil(
    self.registration.showNotification(title || self.location.hostname, {
      body, tag, renotify: Boolean(tag), data: { url }, icon: HOUSE.icon,
    }),
  );
});

// Browsers exchange an address now and then, and say so here or never: without a word to the house no push would come
// again, and nobody would know why. Some say neither which one is gone nor which one is new: what the page of the
// settings noted helps then. What could not be told for want of a line is told later.
const RENEW = "/settings/notifications/push/";

async function renew({ oldSubscription, newSubscription }) {
  const { key, endpoint: known } = (await fact("push")) ?? {};
  const options = oldSubscription?.options ?? (key && { userVisibleOnly: true, applicationServerKey: key });
  const made = newSubscription ?? (options && (await self.registration.pushManager.subscribe(options)));
  if (!made) return;
  const { endpoint, keys } = made.toJSON();
  await note("push", { key, endpoint, keys, gone: oldSubscription?.endpoint ?? known });
  if (!(await tellOfPush())) await made.unsubscribe();
}

// Whether somebody is here whose address it may be.
async function tellOfPush() {
  if (!(await fact("push"))?.keys) return true;
  const line = await lineNow(); // if it is somebody else's by now, this has forgotten it
  const { key, endpoint, keys, gone } = (await fact("push")) ?? {};
  if (!line.member || !keys) return false;
  const tell = (address, fields) =>
    ask(address, { method: "POST", body: new URLSearchParams(fields), headers: { "X-CSRFToken": line.token } });
  const answer = await tell(RENEW, { endpoint, p256dh: keys.p256dh, auth: keys.auth });
  if (!answer.ok || answer.redirected) throw new NoLine();
  if (gone && gone !== endpoint) await tell(`${RENEW}remove/`, { endpoint: gone });
  await note("push", { key, endpoint });
  return true;
}

self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));

// Only our own pages are opened, whatever was pushed.
function address(url) {
  const wanted = new URL(url, self.location.origin);
  return wanted.origin === self.location.origin ? wanted.href : `${self.location.origin}/notifications/`;
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const wanted = address(event.notification.data?.url ?? "/notifications/");
  event.waitUntil(
    (async () => {
      const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
      for (const page of open) {
        try {
          await page.focus().catch(() => null); // without a tap on it the browser may refuse
          return await page.navigate(wanted);
        } catch {
          // a page that cannot be led: the next one, or a new window
        }
      }
      return self.clients.openWindow(wanted);
    })(),
  );
});
