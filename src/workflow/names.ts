/** Names that Kubernetes takes as they are: `automl-v1` files and the older systems cleaned theirs. */

/** Longest DNS label. */
const MAX_LENGTH = 63;
/** Longest DNS subdomain, which the name of a Secret is. */
const MAX_SUBDOMAIN = 253;

/**
 * `ml_train.k8s` becomes `ml-train-k8s`. As automl v1 did it, but dots go too (they break the names of Services) and the
 * result is cut to 63 characters. May be empty: nothing usable was left.
 */
export function cleanName(text: string): string {
  const dashed = text
    .toLowerCase()
    .trim()
    .replace(/[^a-z0-9]+/g, '-');
  return trimDashes(trimDashes(dashed).slice(0, MAX_LENGTH));
}

/** Names of Secrets: cleaned alike, but dots are theirs to have. */
export function cleanSecretName(text: string): string {
  return trimDashes(
    text
      .toLowerCase()
      .trim()
      .replace(/[^a-z0-9.]+/g, '-'),
  ).slice(0, MAX_SUBDOMAIN);
}

/** At most one dash stands at either end, since runs of them have become one. */
function trimDashes(text: string): string {
  return text.slice(text.startsWith('-') ? 1 : 0, text.endsWith('-') ? -1 : undefined);
}

export interface Collision {
  /** What all of them become. */
  readonly clean: string;
  /** Places in the given list, two or more, ascending. */
  readonly places: readonly number[];
}

/** The names that are the same once cleaned, in the order of their first. */
export function collisions(names: readonly string[]): readonly Collision[] {
  const groups = new Map<string, number[]>();
  names.forEach((name, place) => {
    const clean = cleanName(name);
    const group = groups.get(clean);
    if (group === undefined) groups.set(clean, [place]);
    else group.push(place);
  });
  return [...groups].filter(([, places]) => places.length > 1).map(([clean, places]) => ({ clean, places }));
}
