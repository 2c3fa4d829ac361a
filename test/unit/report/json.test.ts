import { expect, test } from '@jest/globals';
import { runRecord } from '../../../src/records/schema.ts';
import { jsonReporter } from '../../../src/report/json.ts';
import { BatchedOutput } from '../../../src/report/text-output.ts';
import { planOf, planStepOf } from './fixtures.ts';
import { Paper, Scene } from './scene.ts';

test('programs get one object a line for each event, and the record last', async () => {
  const paper = new Paper();
  const plan = planOf([planStepOf('train/net', { sweep: { params: { a: [1] } } })]);
  const scene = new Scene(plan, (now) => jsonReporter({ out: new BatchedOutput(paper), plan, now }));
  const task = { step: 'net', iteration: 1 };
  scene.emit({
    type: 'expanded',
    at: Date.parse('2026-11-20T09:15:00.000Z'),
    step: 'net',
    items: [{ params: { a: 1 } }],
  });
  scene.at(1).start(task).phase(task, 'running').log(task, 'a "quoted"\x1b[31m\u2028line\ud800');
  scene.at(2).end(task, 'succeeded', { metrics: { r2: 'NaN' } });
  const record = await scene.finish('succeeded');
  const lines = paper.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ event }) => event)).toEqual([
    'run-started',
    'expanded',
    'started',
    'phase',
    'log',
    'ended',
    'run-ended',
    'record',
  ]);
  expect(lines[0]).toEqual({ event: 'run-started', time: '2026-11-20T09:15:00.000Z', run: '7hq2', workflow: 'wine' });
  expect(lines[2]).toEqual({
    event: 'started',
    time: '2026-11-20T09:15:01.000Z',
    step: 'net',
    iteration: 1,
    attempt: 1,
  });
  expect(lines[3]).toMatchObject({ step: 'net', iteration: 1, message: 'running' });
  expect(lines[4]).toMatchObject({ attempt: 1, line: 'a "quoted"\x1b[31m\u2028line\ud800' });
  expect(lines[5]).toMatchObject({ result: { metrics: { r2: 'NaN' } } });
  expect(lines[6]).toMatchObject({ state: 'succeeded' });
  expect(runRecord.parse(lines[7]?.['record'])).toEqual(record);
  expect(paper.text).not.toContain('\x1b');
});
