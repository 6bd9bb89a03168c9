// The read-back comes as HTML. It is taken apart and built again from the few elements that a read-back has, so that
// nothing else can come in with it.

const KEPT = new Set(['P', 'UL', 'OL', 'LI', 'STRONG', 'EM', 'CODE', 'BLOCKQUOTE', 'BR', 'SPAN', 'DL', 'DT', 'DD']);
const DROPPED = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'IFRAME', 'OBJECT']);

/** The nodes of a read-back, for `replaceChildren`. */
export function clean(html: string): Node[] {
  return [...new DOMParser().parseFromString(html, 'text/html').body.childNodes].flatMap(cleanNode);
}

function cleanNode(node: Node): Node[] {
  if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.textContent ?? '')];
  if (!(node instanceof Element) || DROPPED.has(node.tagName)) return [];
  const inner = [...node.childNodes].flatMap(cleanNode);
  if (!KEPT.has(node.tagName)) return inner;
  const kept = document.createElement(node.tagName);
  kept.append(...inner);
  return [kept];
}
