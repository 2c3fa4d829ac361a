/** Rules that a workflow must keep besides those of its format, given by whoever has some: an organisation's policy. */
import type { DiagnosticCode } from './codes.ts';
import type { Step, Workflow } from './model.ts';
import { previewOf, previewService } from './preview.ts';
import type { Path } from './problems.ts';
import { valueAt } from './shape/found.ts';
import type { SourceFile } from './source.ts';

/** What a step must not have. */
export interface Breach {
  /** From the step to the setting, in the words of our own dialect: `resources`, `memory`. */
  readonly path: Path;
  readonly code: DiagnosticCode;
  readonly message: string;
}

export type Rules = (step: Step) => readonly Breach[];

/** Where a setting of our own dialect may stand in a step, or in the defaults, of another. */
export type Translate = (path: Path) => readonly Path[];

/** Each breach is reported where its setting stands: in the step or in the defaults; what nobody has written, at the step. */
export function checkRules(
  rules: Rules,
  { stages, finally: last, preview }: Workflow,
  source: SourceFile,
  translate: Translate,
): void {
  const paths = stepPaths(source);
  for (const step of [...stages.flatMap(({ steps }) => steps), ...last]) {
    const own = paths.get(placeKey(step.at)) ?? [];
    for (const { path, code, message } of breachesOf(rules, step, preview)) {
      const settings = translate(path);
      const places = [own, ['defaults']].flatMap((parent) => settings.map((setting) => [...parent, ...setting]));
      const place = places.find((candidate) => valueAt(source.data, candidate) !== undefined);
      source.problems.error(code, place ?? own, 'value', message);
    }
  }
}

/** Also of what a preview of the step's service has in place of what stands in the file. */
function breachesOf(rules: Rules, step: Step, preview: boolean): readonly Breach[] {
  const { service } = step;
  const own = rules(step);
  if (!preview || service === undefined) return own;
  const known = new Set(own.map(({ message }) => message));
  const previewed = rules({ ...step, service: previewService(service, previewOf(1)) });
  return [...own, ...previewed.filter(({ message }) => !known.has(message))];
}

/** The model knows a step's line and column, which lead back to its place in the data. */
function stepPaths(source: SourceFile): ReadonlyMap<string, Path> {
  const lists = [...source.keys(['stages']).map((name) => ['stages', name]), ['finally']];
  const paths = lists.flatMap((list) => {
    const items = valueAt(source.data, list);
    return Array.isArray(items) ? items.map((_, place) => [...list, place]) : [];
  });
  return new Map(paths.map((path) => [placeKey(source.at(path)), path]));
}

function placeKey({ line, column }: Step['at']): string {
  return `${line}:${column}`;
}
