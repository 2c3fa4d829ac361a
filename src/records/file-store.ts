/** The store of runs in files: `.automl/runs/<id>/` with record.json, events.jsonl, plan.json, driver.json and logs/. */
export { listRuns, readRun } from './find-run.ts';
export { logFile, runsFolder } from './run-folder.ts';
export { openRun, startRun, type RunWriter } from './run-writer.ts';
