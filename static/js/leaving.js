// Signing out leaves nothing of oneself in this browser: no draft, no message that was not sent, no search.
const OWN = /^(draft|room-outbox|searches):(\d+)/;
const member = Number(document.documentElement.dataset.member ?? 0);

// True from then on: the last keystrokes would be stored a little later than they came.
export let isLeaving = false;

export function forget(isGone) {
  try {
    for (const kept of [localStorage, sessionStorage]) {
      for (const key of Object.keys(kept)) if (isGone(Number(OWN.exec(key)?.[2] ?? 0))) kept.removeItem(key);
    }
  } catch {
    // a forbidden store holds nothing
  }
}

export const isSignOut = ({ submitter, target }) =>
  (submitter?.getAttribute("formaction") ?? target.getAttribute("action") ?? location.pathname).includes("/logout/");

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || !isSignOut(event)) return;
  isLeaving = true;
  forget((whose) => whose && whose === member);
});
// The page is here again, so nobody left.
addEventListener("pageshow", () => (isLeaving = false));
