// Passkeys: asks the device to show who is there, and sends its answer with the form.

const able = window.PublicKeyCredential && navigator.credentials && !/^[\d.]+$|^\[/.test(location.hostname);

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) => buffer && btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const keys = (list) => (list || []).map((key) => ({ ...key, id: bytes(key.id) }));

async function optionsOf(form) {
  if (!form.dataset.options) return JSON.parse(document.getElementById("passkey-options").textContent);
  const answer = await fetch(form.dataset.options, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

async function make(form, { publicKey }) {
  const alone = form.elements.passwordless?.checked;
  return navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: keys(publicKey.excludeCredentials),
      authenticatorSelection: {
        ...publicKey.authenticatorSelection,
        residentKey: alone ? "required" : "discouraged",
        requireResidentKey: Boolean(alone),
        userVerification: alone ? "required" : publicKey.authenticatorSelection?.userVerification,
      },
    },
  });
}

async function show({ publicKey }) {
  return navigator.credentials.get({
    publicKey: { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: keys(publicKey.allowCredentials) },
  });
}

function written(credential) {
  const { response } = credential;
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      attestationObject: text(response.attestationObject),
      transports: response.getTransports?.(),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: text(response.userHandle),
    },
  });
}

async function ask(form) {
  const failed = form.querySelector("[data-passkey-failed]");
  failed.hidden = true;
  try {
    const options = await optionsOf(form);
    const credential = await (form.dataset.passkey === "create" ? make(form, options.creation_options) : show(options.request_options));
    form.querySelector("[data-passkey-answer]").value = written(credential);
    form.submit();
  } catch {
    failed.hidden = false;
  }
}

if (able) {
  document.querySelectorAll("[data-passkey-missing]").forEach((words) => words.remove());
  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(form);
    });
  });
}
