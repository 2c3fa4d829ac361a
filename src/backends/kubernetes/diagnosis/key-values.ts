/** Lines of `key=value`, with the heredoc form of GITHUB_OUTPUT: the rules and words of runner/agent/keyvalues.py. */

/** The pairs, the last value of a key winning. Warns of lines that are neither form. */
export function readKeyValues(text: string, variable: string, warn: (text: string) => void): Map<string, string> {
  const found = new Map<string, string>();
  const lines = text
    .replace(/^\ufeff+/, '')
    .split('\n')
    .map((line) => line.replace(/\r+$/, ''));
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const { key, separator, value } = split(line);
    if (separator === '<<' && key !== '' && value !== '') {
      const end = lines.indexOf(value, at + 1);
      if (end < 0) {
        warn(`$${variable} line ${at + 1}: "${key}" has no end line and was dropped`);
        // As a reader that went on to the end looking for it.
        break;
      }
      found.set(key, lines.slice(at + 1, end).join('\n'));
      at = end;
    } else if (separator === '=' && key !== '') {
      found.set(key, value);
    } else if (line.trim() !== '') {
      warn(
        `$${variable} line ${at + 1} is no key=value and was dropped: ${Array.from(line.trim()).slice(0, 80).join('')}`,
      );
    }
  }
  return found;
}

/** Splits at whichever comes first: `=` or `<<`. */
function split(line: string) {
  const equals = line.indexOf('=');
  const arrows = line.indexOf('<<');
  if (arrows >= 0 && (equals < 0 || arrows < equals)) {
    return { key: line.slice(0, arrows).trim(), separator: '<<', value: line.slice(arrows + 2).trim() };
  }
  if (equals < 0) return { key: line.trim(), separator: '', value: '' };
  return { key: line.slice(0, equals).trim(), separator: '=', value: line.slice(equals + 1) };
}
