/** Our own dialect: `automl.yaml`. */
import { z } from 'zod';
import { checkNames } from '../check/names.ts';
import { PathCheck } from '../check/paths.ts';
import { checkSteps } from '../check/steps.ts';
import type { ProjectFiles } from '../files.ts';
import type { Workflow } from '../model.ts';
import type { Problems } from '../problems.ts';
import { isMap } from '../shape/found.ts';
import { type KeyRules, readKeys } from '../shape/read.ts';
import type { SourceFile } from '../source.ts';
import { plainStore } from '../store.ts';
import { readDefaults } from './native/defaults.ts';
import { defaultEnvironments } from './native/environment.ts';
import { checkEnvironments, noticeTemplates } from './native/notify.ts';
import { readParams } from './native/param.ts';
import { checkPython, plainPython } from './native/python.ts';
import { checkResources } from './native/resources.ts';
import { readSchedules } from './native/schedules.ts';
import { workflowShape } from './native/schema.ts';
import { type ReadStages, readStages } from './native/stages.ts';
import { hintAtTop } from './native/words.ts';

const RULES: KeyRules = { phrase: 'a map with name, stages and the like', unknown: 'error', hint: hintAtTop };

/** Their parts are read one by one, so that a mistake in one hides no other. */
const inParts = {
  params: z.unknown(),
  defaults: z.unknown(),
  stages: z.unknown(),
  finally: z.unknown(),
  schedule: z.unknown(),
};
const shape = { ...workflowShape, ...inParts };

/** Null: the file is no map. What is wrong is in the problems of the source; the workflow is for use only without errors. */
export function readNative(source: SourceFile, files: ProjectFiles): Workflow | null {
  const { data, problems } = source;
  const keys = readKeys(shape, data, [], RULES, problems);
  if (keys === null || !isMap(data)) return null;
  const { name, python: ownPython, store, environments, preview = false, notify = [], parallel } = keys.values;
  if ((data['name'] ?? null) === null) problems.error('MISSING_KEY', [], 'value', 'the workflow has no "name"');

  const paths = new PathCheck(files, problems);
  const params = readParams(data['params'], source);
  const defaults = readDefaults(data['defaults'], source, paths);
  const pythonPath = ownPython === undefined ? ['defaults', 'python'] : ['python'];
  const python = ownPython ?? defaults.python ?? plainPython;
  if (keys.values.driver) {
    const written = isMap(data['driver']) ? data['driver']['resources'] : undefined;
    checkResources(keys.values.driver.resources, written, ['driver', 'resources'], problems);
  }
  checkPython(python, pythonPath, problems, paths);
  if (ownPython && defaults.python) {
    problems.error('CONFLICT', ['python'], 'key', '"python" is also set under "defaults"; keep one');
  }
  const steps = readStages(data, { source, paths, defaults });
  const placed = [...steps.stages.flatMap((stage) => stage.steps), ...steps.finally];
  const notices = noticeTemplates(notify, data['notify']);
  if (!keys.broken.has('environments'))
    checkEnvironments(notify, data['notify'], environments ?? defaultEnvironments, problems);
  checkSteps({ placed, complete: steps.complete, params, defaults: defaults.expressions, notices }, source);
  const schedules = readSchedules(data['schedule'], name ?? '', params, source);
  const stageNames = steps.stages.map((stage) => ({
    name: stage.name,
    path: ['stages', stage.name],
    part: 'key' as const,
  }));
  checkNames('stage', stageNames, source);
  const service = firstService(steps);
  const isPlaced = preview || environments?.every(({ when }) => when.length === 0) !== true;
  if (service !== null && !isPlaced) warnOfServices(service, problems);
  if (service === null && preview && steps.complete) warnOfPreview(problems);

  return {
    name: name ?? '',
    params: Object.fromEntries([...params].flatMap(([key, param]) => (param === null ? [] : [[key, param]]))),
    stages: steps.stages.map((stage) => ({ name: stage.name, steps: stage.steps.map(({ step }) => step) })),
    finally: steps.finally.map(({ step }) => step),
    schedules,
    environments: environments ?? defaultEnvironments,
    preview,
    python,
    store: store ?? plainStore,
    ...(parallel === undefined ? {} : { parallel }),
    failFast: keys.values.fail_fast ?? false,
    concurrency: keys.values.concurrency ?? 'allow',
    ...(keys.values.on_interrupt === undefined ? {} : { onInterrupt: keys.values.on_interrupt }),
    driver: keys.values.driver ?? null,
    notify,
  };
}

/** Name of its step; null: there is none. */
function firstService({ stages }: ReadStages): string | null {
  const found = stages.flatMap(({ steps }) => steps).find(({ step }) => step.service !== undefined);
  return found?.step.name ?? null;
}

/** `environments` is there and allows no run to deploy. */
function warnOfServices(service: string, problems: Problems): void {
  const message = `no environment lets a run deploy, so the service "${service}" is started by nothing`;
  problems.warning('NEVER_DEPLOYED', ['environments'], 'key', message);
}

function warnOfPreview(problems: Problems): void {
  problems.warning('NO_SERVICE', ['preview'], 'key', 'there is no service to preview: "preview" changes nothing');
}
