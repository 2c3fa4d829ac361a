/** A sweep that the cluster itself holds back: one Job, and one more for what is tried again. */
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { kubectl, makeFolder, makeNamespace } from './cluster.ts';
import { startRun, type RunEnded } from './hostile/run.ts';

jest.setTimeout(300_000);

/** Which child it is tells its line of the table; the third never gets on. */
const workflow = `
name: wide
params: {i: 0}
defaults: {image: "python:3.11-slim"}
stages:
  all:
    - name: swept
      command: 'sleep 1; echo "i=$PARAM_I" >> "$AUTOML_OUTPUT"; [ "$PARAM_I" != 3 ]'
      outputs: {i: {type: int}}
      retries: {limit: 1, backoff: 1}
      sweep: {params: {i: [1, 2, 3, 4, 5, 6, 7, 8, 9]}, parallel: 4}
`;

describe('a wide sweep', () => {
  let namespace = '';
  let run: RunEnded;

  beforeAll(async () => {
    namespace = await makeNamespace('wide');
    const folder = makeFolder();
    writeFileSync(path.join(folder, 'automl.yaml'), workflow);
    run = await startRun(folder, namespace, '--log-level', 'warn').ended;
  });

  test('tells each child what it is', () => {
    const children = run.step('swept').children ?? [];
    expect(children.map(({ state, outputs, attempts }) => [state, outputs['i'], attempts.length])).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => (i === 3 ? ['failed', 3, 2] : ['succeeded', i, 1])),
    );
  });

  test('runs as many at a time as it says, each timed from when it really began', () => {
    const attempts = (run.step('swept').children ?? []).flatMap((child) => child.attempts);
    const together = attempts.map(({ started_at: moment }) => {
      return attempts.filter((other) => other.started_at <= moment && moment < (other.ended_at ?? '')).length;
    });
    expect(Math.max(...together)).toBeLessThanOrEqual(4);
    for (const attempt of attempts) {
      const seconds = (Date.parse(attempt.ended_at ?? '') - Date.parse(attempt.started_at)) / 1000;
      expect(seconds).toBeLessThan(attempt.code_seconds + 10);
    }
  });

  test('is one Job, and one for what is tried again', async () => {
    const columns = '{range .items[*]}{.spec.completions}/{.spec.parallelism} {end}';
    const jobs = await kubectl(['get', 'jobs', '--output', `jsonpath=${columns}`], {
      namespace,
    });
    expect(jobs.trim().split(' ').sort()).toEqual(['1/1', '9/4']);
  });
});
