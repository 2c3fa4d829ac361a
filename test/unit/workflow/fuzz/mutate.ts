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

export interface Original {
  readonly text: string;
  /** Its content. */
  readonly data: unknown;
}

/** One to three mutations of the file, most of them such that the text stays YAML: noise ends at the parser. */
export function mutate({ text, data }: Original, others: readonly string[], random: Random): Buffer {
  const levels = Array.from({ length: 1 + random.below(3) }, () => random.next());
  const inTree = levels.filter((level) => level < 0.55);
  let mutated = inTree.length === 0 ? text : mutateTree(data, inTree.length, random);
  for (const level of levels) {
    if (level >= 0.75) mutated = random.pick(byToken)(mutated, random);
    else if (level >= 0.6) mutated = mutateLines(mutated, others, random);
  }
  const isDamaged = levels.some((level) => level >= 0.55 && level < 0.6);
  return isDamaged ? random.pick(byByte)(Buffer.from(mutated), random) : Buffer.from(mutated);
}

function mutateLines(text: string, others: readonly string[], random: Random): string {
  const lines = text.split('\n');
  random.pick(byLine)(lines, random, others);
  return lines.join('\n');
}
