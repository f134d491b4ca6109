// Pushes on this device: asked for after a tap only, and kept in step with what the browser itself says.
const box = document.getElementById("devices");
const parts = Object.fromEntries(
  ["ask", "listening", "denied", "missing", "failed"].map((name) => [name, box?.querySelector(`[data-push-${name}]`)]),
);
const can = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

function show(name) {
  for (const [part, element] of Object.entries(parts)) if (part !== "failed") element.hidden = part !== name;
}

function bytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/").padEnd(Math.ceil(text.length / 4) * 4, "="));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function send(address, fields) {
  const token = document.querySelector("#act [name=csrfmiddlewaretoken]").value;
  return fetch(address, { method: "POST", headers: { "X-CSRFToken": token }, body: new URLSearchParams(fields) });
}

const worker = () => navigator.serviceWorker.register(box.dataset.worker, { scope: "/" });
const present = async () => (await worker()).pushManager.getSubscription();

// The worker knows the address and the house's key too: browsers change addresses while no page is open.
const remember = ({ endpoint }) =>
  new Promise((then) => document.dispatchEvent(new CustomEvent("pocket-ask", { detail: { verb: "listening", endpoint, key: box.dataset.pushKey, then } })));

async function turnOn() {
  if ((await Notification.requestPermission()) !== "granted") return state();
  const ready = (await worker()) && (await navigator.serviceWorker.ready);
  const key = bytes(box.dataset.pushKey);
  const had = await ready.pushManager.getSubscription();
  if (had) await had.unsubscribe(); // it may be another member's, or made with an older key
  const made = await ready.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = made.toJSON();
  const answer = await send(box.dataset.pushAdd, { endpoint, p256dh: keys.p256dh, auth: keys.auth });
  if (!answer.ok) {
    await made.unsubscribe();
    throw new Error(answer.status);
  }
  await remember(made);
  location.reload();
}

async function turnOff() {
  const had = await present();
  if (had) {
    await send(box.dataset.pushRemove, { endpoint: had.endpoint });
    await had.unsubscribe();
  }
  location.reload();
}

// The house's own list says whether this session listens; after a new sign-in one asks anew.
async function state() {
  if (!can) return show("missing");
  if (Notification.permission === "denied") return show("denied");
  const isKnown = box.querySelector(".list .hue-green") !== null;
  show(isKnown && Notification.permission === "granted" && (await present()) ? "listening" : "ask");
}

const attempt = (act) => async () => {
  parts.failed.hidden = true;
  try {
    await act();
  } catch {
    parts.failed.hidden = false;
  }
};

if (box) {
  box.querySelector("[data-push-on]").addEventListener("click", attempt(turnOn));
  box.querySelector("[data-push-off]").addEventListener("click", attempt(turnOff));
  attempt(state)();
}
