/** XML for other programs: texts of strangers in it stay texts. */

/* eslint-disable no-control-regex -- control characters are this file's subject */

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** What stands in an element: elements that were made by `element`. */
export type Xml = string & { readonly __xml: true };

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
  '\r': '&#13;',
};

/** No XML has these, not even escaped: https://www.w3.org/TR/xml/#charsets */
const forbidden = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;

/** Attributes that are undefined are left out; a string in place of elements is the text of the element. */
export function element(name: string, attributes: Attributes, content: readonly Xml[] | string = []): Xml {
  const shown = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${allowed(String(value)).replace(/[&<>"\n\t\r]/g, escaped)}"`],
  );
  const inside = typeof content === 'string' ? allowed(content).replace(/[&<>\r]/g, escaped) : lines(content);
  const tag = `${name}${shown.join('')}`;
  return (inside === '' ? `<${tag}/>` : `<${tag}>${inside}</${name}>`) as Xml;
}

/** A whole file. */
export function xmlFile(root: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

function escaped(character: string): string {
  return escapes[character] ?? '';
}

function allowed(text: string): string {
  return text.replace(forbidden, '');
}

function lines(elements: readonly Xml[]): string {
  return elements.length === 0 ? '' : `\n${elements.join('\n')}\n`;
}
