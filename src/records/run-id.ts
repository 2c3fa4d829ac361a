/** Ids of runs: short enough to type, and no two runs of a folder share one. */

/** Crockford's base32 in lower case: no i, l, o, u, so nothing is taken for 1, 0 or v. */
const letters = '0123456789abcdefghjkmnpqrstvwxyz';
const shortest = 4;
const longest = 6;
const triesPerLength = 20;

/** Gives that many random bytes. */
export type Random = (bytes: number) => Uint8Array;

/** 4 characters, and more when those are taken. @throws Error when no free id is found, which needs millions of runs */
export function newRunId(random: Random, existing: ReadonlySet<string>): string {
  for (let length = shortest; length <= longest; length++) {
    for (let trial = 0; trial < triesPerLength; trial++) {
      const id = Array.from(random(length), (byte) => letters.charAt(byte % letters.length)).join('');
      if (!looksLikeNumber(id) && !existing.has(id)) return id;
    }
  }
  throw new Error(`no free run id of ${shortest} to ${longest} characters was found`);
}

/** For runs that many machines start in one namespace without asking each other: 50 random bits. */
export function newWideRunId(random: Random): string {
  for (;;) {
    const id = Array.from(random(10), (byte) => letters.charAt(byte % letters.length)).join('');
    if (!looksLikeNumber(id)) return id;
  }
}

/** YAML, spreadsheets and shells would make `1200` or `12e4` a number. */
function looksLikeNumber(id: string): boolean {
  return /^\d+(e\d+)?$/.test(id);
}

/** Also ids of other origin (a hash made by a CI) name a folder: no separators, no leading dot. */
export function isRunId(text: string): boolean {
  return /^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$/.test(text);
}
