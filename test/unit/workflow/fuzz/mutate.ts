/** Damages files the way people, merges and attackers do: by byte, by line, by token and by value. */
import { mutateTree } from './mutate-tree.ts';
import { oddValues } from './odd-values.ts';
import type { Random } from './random.ts';

type LineMutation = (lines: string[], random: Random, others: readonly string[]) => void;
type TextMutation = (text: string, random: Random) => string;
type ByteMutation = (bytes: Buffer, random: Random) => Buffer;

const place = (list: readonly unknown[], random: Random): number => random.below(list.length);

const byLine: readonly LineMutation[] = [
  (lines, random) => lines.splice(place(lines, random), 1 + random.below(3)),
  (lines, random) => {
    const at = place(lines, random);
    lines.splice(at, 0, lines[at] ?? '');
  },
  (lines, random) => {
    const [a, b] = [place(lines, random), place(lines, random)];
    [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
  },
  (lines, random) => {
    const at = place(lines, random);
    const line = lines[at] ?? '';
    lines[at] = random.pick([' ', '  ', '      ', '\t', '- ']) + line;
  },
  (lines, random) => {
    const at = place(lines, random);
    lines[at] = (lines[at] ?? '').replace(/^ {1,2}/, '');
  },
  (lines, random, others) => {
    const other = random.pick(others).split('\n');
    const from = place(other, random);
    lines.splice(place(lines, random), 0, ...other.slice(from, from + 1 + random.below(8)));
  },
  (lines, random) => {
    const [from, to] = [place(lines, random), place(lines, random)];
    lines.splice(to, 0, ...lines.slice(from, from + 1 + random.below(20)));
  },
];

const byToken: readonly TextMutation[] = [
  // The value behind a colon, the item of a list, any word, any key.
  (text, random) => replaceOne(text, /(?<=: ).+$/gm, random, random.pick(oddValues)),
  (text, random) => replaceOne(text, /(?<=- ).+$/gm, random, random.pick(oddValues)),
  (text, random) => replaceOne(text, /[\w./-]+/g, random, random.pick(oddValues)),
  (text, random) => replaceOne(text, /(?<![\w-])[\w-]{1,40}(?=:)/g, random, random.pick(oddValues)),
  (text, random) =>
    replaceOne(
      text,
      /[{}[\]:,"'#-]/g,
      random,
      random.pick(['', '{', '}', '[', ']', ':', ': ', '"', "'", '#', '&a ', '*a ', '|\n']),
    ),
  // One word in the place of another, and a word with a typing mistake.
  (text, random) => replaceOne(text, /[\w./-]+/g, random, random.pick(text.match(/[\w./-]+/g) ?? [''])),
  (text, random) => replaceOne(text, /(?<=\w)\w(?=\w)/g, random, random.pick(['', 'x', '_', 'é'])),
];

const byByte: readonly ByteMutation[] = [
  (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1)),
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    for (let left = 1 + random.below(8); left > 0 && copy.length > 0; left -= 1) {
      copy[random.below(copy.length)] = random.below(256);
    }
    return copy;
  },
  (bytes, random) => {
    const at = random.below(bytes.length + 1);
    const noise = Buffer.from(Array.from({ length: 1 + random.below(40) }, () => random.below(256)));
    return Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]);
  },
  (bytes, random) => {
    const at = random.below(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + random.below(60)))]);
  },
];

/** Every match is as likely as any other. */
function replaceOne(text: string, pattern: RegExp, random: Random, replacement: string): string {
  const matches = [...text.matchAll(pattern)];
  if (matches.length === 0) return text;
  const match = random.pick(matches);
  return text.slice(0, match.index) + replacement + text.slice(match.index + match[0].length);
}

/** One to three mutations of the file, most of them such that the text stays YAML: noise ends at the parser. */
export function mutate(file: string, others: readonly string[], random: Random): Buffer {
  let bytes = Buffer.from(file);
  for (let left = 1 + random.below(3); left > 0; left -= 1) {
    const level = random.next();
    if (level < 0.07) bytes = Buffer.from(random.pick(byByte)(bytes, random));
    else bytes = Buffer.from(mutateText(bytes.toString('utf8'), level, others, random));
  }
  return bytes;
}

function mutateText(text: string, level: number, others: readonly string[], random: Random): string {
  const mutated = level < 0.6 ? mutateTree(text, random) : null;
  if (mutated !== null) return mutated;
  if (level > 0.8) return random.pick(byToken)(text, random);
  const lines = text.split('\n');
  random.pick(byLine)(lines, random, others);
  return lines.join('\n');
}
