/** Text of strangers' programs made harmless: what moves cursors, sets titles, hides or reverses text goes away. */

/* eslint-disable no-control-regex -- control characters are this file's subject */

const suspicious = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

// One alternative a kind of sequence (ECMA-48): strings (OSC, DCS, SOS, PM, APC) up to their end or the line's, CSI, the rest.
const sequences =
  /(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\n\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|\x1b[ -/]*[0-~]?/g;
const colour = /^(?:\x1b\[|\x9b)([0-9;:]*)m$/;
const controls = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
const controlsButEscape = /[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Without escape sequences, control characters (tab and newline stay) and characters that change the reading direction. */
export function plainText(text: string): string {
  return suspicious.test(text) ? text.replace(sequences, '').replace(controls, '') : text;
}

/** One line of a log as a terminal would have left it: of a progress bar that redraws itself the last state. */
export function plainLine(line: string): string {
  return suspicious.test(line) ? plainText(lastDrawn(line)) : line;
}

/** The same, but colours stay and are switched off at the end. */
export function colouredLine(line: string): string {
  if (!suspicious.test(line)) return line;
  const colours: string[] = [];
  const kept = lastDrawn(line)
    .replace(sequences, (sequence) => {
      const [, parameters] = colour.exec(sequence) ?? [];
      if (parameters === undefined) return '';
      colours.push(parameters);
      return `\x1b[${parameters}m`;
    })
    .replace(controlsButEscape, '');
  return colours.length > 0 ? `${kept}\x1b[0m` : kept;
}

function lastDrawn(line: string): string {
  if (!line.includes('\r')) return line;
  return line.split('\r').findLast((part) => part !== '') ?? '';
}

/** One line from any text, for a cell or a heading. */
export function oneLine(text: string): string {
  if (!/[\r\n\t\u2028\u2029]/.test(text)) return plainText(text).trim();
  const lines = plainText(text.replace(/[\r\u2028\u2029]/g, '\n').replaceAll('\t', ' ')).split('\n');
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
}

/** One line of at most that many UTF-16 units; of a text of 10 MB only the beginning is looked at. */
export function shortLine(text: string, length: number): string {
  return cut(oneLine(text.length <= length ? text : text.slice(0, length * 4 + 1)), length);
}

/** At most that many UTF-16 units, with `…` in place of what is lost; never half a character. */
export function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
