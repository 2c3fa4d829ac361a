/** How many columns of a terminal a text takes. */

const zero = /[\p{Mn}\p{Me}\p{Cf}]/u;
// East Asian wide and full-width blocks (Unicode TR 11) and what terminals draw as emoji.
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

export function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += zero.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return width;
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + text;
}

/** Cut to a width, with `…` in place of what is lost: of parts joined by ` · ` whole ones, as half a number is a wrong one. */
export function fit(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  if (width < 1) return '';
  let kept = '';
  let used = 1;
  for (const character of text) {
    used += displayWidth(character);
    if (used > width) break;
    kept += character;
  }
  const whole = text.lastIndexOf(' · ', kept.length);
  return `${whole > 0 ? `${text.slice(0, whole)} ` : kept.replace(/[\s\d.,]+$/, '')}…`;
}
