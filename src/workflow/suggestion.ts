/** "Did you mean": the one candidate that a mistyped word was probably meant to be. */
import { distance } from 'fastest-levenshtein';

/** Longer words are no typing mistakes, and comparing them takes time. */
const MAX_LENGTH = 100;

/** Edits that a typing mistake may take: few in a short word, where almost everything is near everything. */
function tolerance(length: number): number {
  if (length <= 3) return 1;
  if (length <= 7) return 2;
  return Math.min(4, Math.floor(length / 3));
}

/** The candidate nearest to `word`, whatever its case; null when none is near. The first of equals wins. */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  if (word.length > MAX_LENGTH) return null;
  const wanted = word.toLowerCase();
  let best: string | null = null;
  let fewest = Math.min(tolerance(wanted.length), wanted.length - 1);
  for (const candidate of candidates) {
    if (candidate === word || Math.abs(candidate.length - wanted.length) > fewest) continue;
    const edits = distance(wanted, candidate.toLowerCase());
    if (edits < fewest || (edits === fewest && best === null)) {
      best = candidate;
      fewest = edits;
    }
  }
  return best;
}

/** `; did you mean "train"?`, or nothing: to be put at the end of a message. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const suggestion = nearest(word, candidates);
  return suggestion === null ? '' : `; did you mean "${suggestion}"?`;
}

/** As `didYouMean`; where nothing is near, `; it has` and all that there is. */
export function orWhatItHas(word: string, candidates: Iterable<string>, all: readonly string[]): string {
  return didYouMean(word, candidates) || `; it has ${all.length === 0 ? 'none' : all.join(', ')}`;
}
