// Puts HTML into an element by changing only what differs: what is the same stays the same node, so focus, scroll position
// and open menus stay; a form that somebody is using is not touched at all. Returns how many elements are new.
export function put(text, element) {
  const { content } = Object.assign(document.createElement("template"), { innerHTML: text });
  const root = content.firstElementChild;
  // The server may send the inside, or the element itself with its attributes.
  if (!root?.id || root.id !== element.id) return morph(element, content);
  attributes(element, root);
  return morph(element, root);
}

const keyOf = (node) => node.id || (node.nodeName === "FORM" && node.getAttribute("action")) || "";
const isDirty = (field) =>
  field.type === "checkbox" || field.type === "radio"
    ? field.checked !== field.defaultChecked
    : field.type === "file"
      ? field.files.length > 0
      : field.type !== "hidden" && "defaultValue" in field && field.value !== field.defaultValue;
const isUsed = (node) =>
  node.nodeType === 1 &&
  [node, ...node.querySelectorAll("form")].some(
    (form) => form.nodeName === "FORM" && (form.contains(document.activeElement) || [...form.elements].some(isDirty)),
  );

function attributes(old, fresh) {
  for (const { name, value } of [...fresh.attributes]) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !/^(open|aria-expanded|data-(kept|drafting|live.*))$/.test(name)) old.removeAttribute(name);
  }
}

// Makes the children of `old` those of `fresh`; returns how many elements are new.
function morph(old, fresh) {
  let at = old.firstChild, added = 0;
  const next = () => (at = at.nextSibling);
  const drop = () => {
    const node = at;
    next();
    if (!isUsed(node)) node.remove();
  };
  const keyed = new Map([...old.children].filter(keyOf).map((child) => [keyOf(child), child]));
  const wanted = new Set([...fresh.children].map(keyOf).filter(Boolean));
  for (const node of [...fresh.childNodes]) {
    const key = node.nodeType === 1 ? keyOf(node) : "";
    const alike = at && at.nodeName === node.nodeName && !(at.nodeType === 1 && keyOf(at));
    const twin = key ? keyed.get(key) : alike && at;
    while (key && twin && at && at !== twin && !wanted.has(at.nodeType === 1 ? keyOf(at) : "")) drop();
    if (!twin) {
      old.insertBefore(node, at);
      added += node.nodeType === 1;
      continue;
    }
    if (twin === at) next();
    else old.insertBefore(twin, at);
    if ((twin.nodeName === "FORM" && isUsed(twin)) || twin.isEqualNode(node)) continue;
    if (twin.nodeType !== 1) twin.data = node.data;
    else {
      attributes(twin, node);
      added += morph(twin, node);
    }
  }
  while (at) drop();
  return added;
}
