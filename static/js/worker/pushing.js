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
// again, and nobody would know why.
const RENEW = "/settings/notifications/push/";

async function renew({ oldSubscription, newSubscription }) {
  const line = await lineNow();
  const options = oldSubscription?.options;
  const made = newSubscription ?? (options && (await self.registration.pushManager.subscribe(options)));
  if (!made) return;
  if (!line.member) return made.unsubscribe();
  const { endpoint, keys } = made.toJSON();
  const body = new URLSearchParams({ endpoint, p256dh: keys.p256dh, auth: keys.auth });
  const answer = await ask(RENEW, { method: "POST", body, headers: { "X-CSRFToken": line.token } });
  if (answer.ok && oldSubscription) {
    const gone = new URLSearchParams({ endpoint: oldSubscription.endpoint });
    await ask(`${RENEW}remove/`, { method: "POST", body: gone, headers: { "X-CSRFToken": line.token } });
  }
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
