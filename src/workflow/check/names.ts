/** Names that stand twice in a file, or would be the same on a cluster. */
import { collisions } from '../names.ts';
import type { Path } from '../problems.ts';
import type { SourceFile } from '../source.ts';

export interface Named {
  readonly name: string;
  readonly path: Path;
  readonly part: 'key' | 'value';
}

/** @param kind what has the names: "step" */
export function checkNames(kind: string, named: readonly Named[], source: SourceFile): void {
  for (const { clean, places } of collisions(named.map(({ name }) => name))) {
    const [first, ...others] = places.flatMap((place) => named[place] ?? []);
    if (first === undefined) continue;
    for (const other of others) reportTwice(kind, clean, first, other, source);
  }
}

function reportTwice(kind: string, clean: string, first: Named, other: Named, source: SourceFile): void {
  const { problems } = source;
  const { line } = source.at(first.path, first.part);
  if (first.name === other.name) {
    const message = `the ${kind} "${other.name}" is there twice; the first is in line ${line}`;
    problems.error('DUPLICATE_NAME', other.path, other.part, message);
  } else {
    const message = `the ${kind} "${other.name}" and "${first.name}" in line ${line} are both "${clean}" on a cluster`;
    problems.error('NAME_COLLISION', other.path, other.part, message);
  }
}
