/** A sweep so wide that children share pods: each is as if it were alone, and a pod takes none with it that can run again. */
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { printed } from './child.ts';
import { makeFolder, makeNamespace } from './cluster.ts';
import { deletePod, meddle } from './hostile/meddle.ts';
import { startRun, type RunEnded } from './hostile/run.ts';

jest.setTimeout(300_000);

/** 64 of which two may run: eight pods of eight. The third fails; the eleventh, in the second pod, waits for us. */
const workflow = `
name: shared
params: {i: 0}
defaults: {image: "python:3.11-slim", resources: {cpu: 0.05}}
stages:
  all:
    - name: swept
      run: steps/one.py
      outputs: {i: {type: int}, file: {path: out.txt}}
      sweep: {params: {i: [${Array.from({ length: 64 }, (_, place) => place + 1).join(', ')}]}, parallel: 2}
`;

const code = `
import os, time, automl
i = automl.param("i", 0)
assert not os.path.exists("out.txt"), "the working copy is not its own"
open("out.txt", "w").write(str(i))
automl.output("i", i)
print("child", i)
if i == 3:
    raise SystemExit(3)
if i == 11 and os.environ["AUTOML_ATTEMPT"] == "1":
    print("waits")
    time.sleep(60)
`;

describe('a sweep whose children share pods', () => {
  let run: RunEnded;

  beforeAll(async () => {
    const namespace = await makeNamespace('shared');
    const folder = makeFolder();
    mkdirSync(path.join(folder, 'steps'));
    writeFileSync(path.join(folder, 'automl.yaml'), workflow);
    writeFileSync(path.join(folder, 'steps', 'one.py'), code);
    const started = startRun(folder, namespace);
    await printed(started, 'swept#11 │ waits');
    const second = { step: 'swept', index: 1, act: (pod: string) => deletePod(namespace, pod) };
    await meddle(namespace, [second], new AbortController().signal);
    run = await started.ended;
  });

  test('ends each child by what it did itself', () => {
    const children = run.step('swept').children ?? [];
    expect(children.filter(({ state }) => state !== 'succeeded').map(({ reason }) => reason)).toEqual(['exit 3']);
    const values = Array.from({ length: 64 }, (_, place) => place + 1);
    expect(children.map(({ outputs }) => outputs['i'])).toEqual(values);
  });

  test('runs again what a deleted pod had begun, or had still before it, and nothing else', () => {
    const children = run.step('swept').children ?? [];
    const again = children.flatMap(({ attempts }, place) => (attempts.length > 1 ? [place + 1] : []));
    expect(again).toEqual([11, 12, 13, 14, 15, 16]);
    expect(children[11]?.attempts[0]?.reason).toBe('its pod ended before its turn had come');
  });

  test('keeps a log of each', () => {
    for (const i of [1, 2, 3, 10, 64]) {
      expect(readFileSync(path.join(run.logs, `swept#${i}.log`), 'utf8')).toContain(`child ${i}\n`);
    }
  });
});
