/** The dialect of automl v1 (valeger/automl): `config.yaml`, every key with what it really did, its defects mended. */
import { PathCheck } from '../check/paths.ts';
import type { ProjectFiles } from '../files.ts';
import type { Workflow } from '../model.ts';
import { cleanName } from '../names.ts';
import { isMap } from '../shape/found.ts';
import { type KeyRules, readKeys } from '../shape/read.ts';
import type { SourceFile } from '../source.ts';
import { plainStore } from '../store.ts';
import { buildStage } from './automl-v1/build.ts';
import { workflowShape } from './automl-v1/schema.ts';
import { readStages, stepNames } from './automl-v1/stages.ts';
import { warnOfStray } from './automl-v1/words.ts';
import { defaultEnvironments } from './native/environment.ts';
import { plainSchedule } from './native/schedule.ts';

const RULES: KeyRules = { phrase: 'a map with name, stages and the like', unknown: 'warning' };

/** Null: the file is no map. What is wrong is in the problems of the source; the workflow is for use only without errors. */
export function readAutomlV1(source: SourceFile, files: ProjectFiles): Workflow | null {
  const { data, problems } = source;
  const keys = readKeys(workflowShape, data, [], RULES, problems);
  if (keys === null || !isMap(data)) return null;
  warnOfStray('namespace', data, [], problems);
  const stages = readStages(data['stages'], source, new PathCheck(files, problems));
  const names = stepNames(stages, source);
  const { name, schedule } = keys.values;
  const workflow = [name ?? '', files.folder].map(cleanName).find((clean) => clean !== '') ?? 'workflow';
  return {
    name: workflow,
    params: {},
    stages: stages.map((stage) => buildStage(stage, names, source)),
    finally: [],
    schedules: schedule ? [plainSchedule(workflow, source.at(['schedule']), { cron: schedule })] : [],
    environments: defaultEnvironments,
    preview: false,
    python: { extraIndex: [], offline: false },
    store: plainStore,
    failFast: false,
    concurrency: 'allow',
    driver: null,
    notify: [],
  };
}
