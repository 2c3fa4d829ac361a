/** Words of a command, as people write them: split at spaces, held together by quotes. No shell ever sees them. */

/** A sentence instead of the words: what can't be read. */
export type Words = { readonly words: readonly string[] } | { readonly mistake: string };

const longestLine = 4_000;

/** What is not seen, or seen as something else than it is: a reader must not take it for another command. */
const unseen = /(?! )[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Z}]/u;

export function splitWords(line: string): Words {
  const text = line.replaceAll('\t', ' ');
  if (text.length > longestLine) return { mistake: `a command has at most ${longestLine} characters` };
  const [odd] = unseen.exec(text) ?? [];
  if (odd !== undefined) {
    const point = (odd.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return { mistake: `the command has a character that can't be seen in it (U+${point}): type it anew` };
  }
  return split(text);
}

function split(text: string): Words {
  const words: string[] = [];
  let word = '';
  // An empty one may be meant, in quotes.
  let isWord = false;
  let quote: string | null = null;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quote === null && character === ' ') {
      if (isWord) words.push(word);
      word = '';
      isWord = false;
      continue;
    }
    isWord = true;
    if (quote === null && /["']/.test(character)) quote = character;
    else if (character === quote) quote = null;
    // Only what would mean something else is taken by its word behind a backslash.
    else if (quote === '"' && character === '\\' && /["\\]/.test(text.charAt(at + 1))) word += text.charAt((at += 1));
    else word += character;
  }
  if (quote !== null) return { mistake: `a ${quote} is never closed` };
  return { words: isWord ? [...words, word] : words };
}
