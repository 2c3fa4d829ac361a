/** Stages of an old file: their names, their steps, and the names that the steps get. */
import { checkNames } from '../../check/names.ts';
import type { PathCheck } from '../../check/paths.ts';
import { cleanName } from '../../names.ts';
import type { Path } from '../../problems.ts';
import { found, isMap, quote } from '../../shape/found.ts';
import type { SourceFile } from '../../source.ts';
import { type OldStep, readStep } from './step.ts';

export interface OldStage {
  readonly name: string;
  readonly steps: readonly OldStep[];
}

export function readStages(data: unknown, source: SourceFile, paths: PathCheck): readonly OldStage[] {
  const { problems } = source;
  if (data === undefined || data === null) {
    problems.error('MISSING_KEY', ['stages'], 'key', 'the file has no "stages"');
    return [];
  }
  if (!isMap(data)) {
    const message = `"stages" must be a map from names of stages to lists of steps, not ${found(data)}`;
    problems.error('WRONG_TYPE', ['stages'], 'value', message);
    return [];
  }
  // Plain objects lose the order of names like 1 and 2.
  const names = source.keys(['stages']);
  if (names.length === 0) problems.warning('NO_STEPS', ['stages'], 'key', 'there are no stages, so nothing will run');
  const named = names.map((name) => ({ name, path: ['stages', name], part: 'key' as const }));
  checkNames('stage', named, source);
  return named.map(({ name, path }) => {
    const clean = cleanName(name);
    if (clean === '') problems.error('BAD_NAME', path, 'key', `${quote(name)} has no letter or digit for a name`);
    return { name: clean, steps: readSteps(data[name], path, source, paths) };
  });
}

function readSteps(data: unknown, path: Path, source: SourceFile, paths: PathCheck): readonly OldStep[] {
  const { problems } = source;
  const name = quote(String(path.at(-1)));
  if (data === null || (Array.isArray(data) && data.length === 0)) {
    problems.warning('NO_STEPS', path, 'key', `${name} has no steps`);
    return [];
  }
  if (!Array.isArray(data)) {
    const advice = isMap(data) ? '; begin each step with "- "' : '';
    problems.error('WRONG_TYPE', path, 'value', `${name} must be a list of steps, not ${found(data)}${advice}`);
    return [];
  }
  const steps = data.flatMap((item: unknown, place) => readStep(item, [...path, place], source, paths) ?? []);
  checkNames('step', steps.map(namePlace), source);
  return steps;
}

function namePlace({ name, path }: OldStep) {
  return { name, path: [...path, 'step_name'], part: 'value' as const };
}

/**
 * The names of the steps in the model, unique in the file. Two stages may each have a step `train`, since the old system
 * put the stage's name before it; where that happens, so do we.
 */
export function stepNames(stages: readonly OldStage[], source: SourceFile): ReadonlyMap<OldStep, string> {
  const stagesOf = new Map<string, Set<OldStage>>();
  for (const stage of stages) {
    for (const { clean } of stage.steps) stagesOf.set(clean, (stagesOf.get(clean) ?? new Set()).add(stage));
  }
  const names = new Map<OldStep, string>();
  for (const stage of stages) {
    for (const step of stage.steps) {
      const isShared = (stagesOf.get(step.clean)?.size ?? 0) > 1;
      names.set(step, isShared ? cleanName(`${stage.name}-${step.clean}`) : step.clean);
    }
  }
  // What is the same within one stage was reported with the names that stand in the file.
  if (!source.problems.hasErrors()) {
    checkNames(
      'step',
      [...names].map(([step, name]) => ({ ...namePlace(step), name })),
      source,
    );
  }
  return names;
}
