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
