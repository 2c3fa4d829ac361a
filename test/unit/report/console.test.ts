import { describe, expect, test } from '@jest/globals';
import { consoleReporter, type ConsoleOptions } from '../../../src/report/console.ts';
import { BatchedOutput } from '../../../src/report/text-output.ts';
import { planOf, planStepOf } from './fixtures.ts';
import { Paper, Scene } from './scene.ts';

const plan = planOf([
  planStepOf('prepare/split'),
  planStepOf('train/net', {
    needs: ['split'],
    sweep: { params: { alpha: [0.1, 0.5, 0.9] }, select: { order: 'min', metric: 'rmse' }, parallel: 2 },
    gates: [{ metric: 'rmse', max: 0.9 }],
  }),
  planStepOf('train/forest', { needs: ['split'], retries: { limit: 1, backoff: 2, maxBackoff: 60 } }),
  planStepOf('compare/pick', { needs: ['net', 'forest'] }),
  planStepOf('serve/api', { needs: ['pick'], kind: 'service' }),
]);
const forest = { step: 'forest' };
const items = [0.1, 0.5, 0.9].map((alpha) => ({ params: { alpha } }));
const net = (iteration: number) => ({ step: 'net', iteration });

function tell(options: Partial<ConsoleOptions> = {}, of = plan): { scene: Scene; paper: Paper } {
  const paper = new Paper();
  const base = { out: new BatchedOutput(paper), plan: of, backend: 'local', color: false, tty: false, columns: 80 };
  const scene = new Scene(of, (now) => consoleReporter({ ...base, level: 'info', now, ...options }));
  return { scene, paper };
}

/** The run of the report sample, more or less. */
async function play(options: Partial<ConsoleOptions> = {}): Promise<Paper> {
  const { scene, paper } = tell(options);
  scene.at(0.1).start({ step: 'split' }).phase({ step: 'split' }, 'installing requirements.txt');
  scene.at(3).end({ step: 'split' }, 'succeeded', { outputs: { rows: 142 } });
  scene.emit({ type: 'expanded', at: Date.parse('2026-11-20T09:15:03.000Z'), step: 'net', items });
  scene.start(forest).start(net(1)).start(net(2));
  scene.log(forest, '\x1b[32mepoch 3\x1b[0m  loss 0.41\x1b[2K').log(net(2), '10%\r100%');
  scene
    .at(20)
    .end(net(1), 'succeeded', { metrics: { rmse: 0.7123456 } })
    .start(net(3));
  scene.at(31).end(net(2), 'failed', { reason: 'exit 1' });
  scene.at(40).end(net(3), 'succeeded', { metrics: { rmse: 0.75 } });
  const place = { file: 'steps/forest.py', line: 31, cell: null, error: 'ValueError', message: 'NaN' };
  scene.at(50).end(forest, 'failed', { reason: 'exit 1: ValueError: NaN', place });
  scene.at(52).start(forest, 2);
  scene.at(66).end(forest, 'timed-out', { reason: 'stopped after 14 s' }, 2);
  const at = Date.parse('2026-11-20T09:16:06.000Z');
  scene.emit({ type: 'skipped', at, step: 'pick', reason: 'forest timed out', cause: 'failure' });
  scene.emit({ type: 'skipped', at, step: 'api', reason: 'forest timed out', cause: 'failure' });
  await scene.finish('failed');
  return paper;
}

describe('the console', () => {
  test('tells a run line by line, with the time since its start', async () => {
    const { lines } = await play();
    expect(lines.slice(0, 17)).toEqual([
      'wine · main@4f2c1e9 · dev · run 7hq2 · local',
      'plan   5 steps in 4 stages · serves api',
      '  0.1s  prepare/split  started',
      '  0.1s  prepare/split  installing requirements.txt',
      '  3.0s  prepare/split  ✓ 2.9 s · rows 142',
      '  3.0s  train/net      started · sweep of 3, 2 at a time',
      '  3.0s  train/forest   started',
      '        forest │ epoch 3  loss 0.41',
      '        net#2  │ 100%',
      ' 20.0s  train/net      1 of 3 done · best rmse 0.7123 (alpha 0.1)',
      ' 31.0s  train/net      ✗ #2 (alpha 0.5) failed after 28 s: exit 1',
      ' 31.0s  train/net      2 of 3 done · best rmse 0.7123 (alpha 0.1)',
      expect.stringMatching(
        /^ 40.0s {2}train\/net {6}✗ 37 s · 1 failed, 2 succeeded · best rmse 0.7123 \(alpha 0.1\): 1 of 3 failed/,
      ),
      ' 50.0s  train/forest   ✗ attempt 1 of 2 failed after 47 s: exit 1: ValueError: NaN (steps/forest.py:31) · next in 2.0 s',
      ' 52.0s  train/forest   started · attempt 2 of 2',
      ' 1m06s  train/forest   ✗ timed-out after 14 s: stopped after 14 s',
      ' 1m06s  compare/pick   skipped: forest timed out',
    ]);
  });

  test('says of a lost attempt that it comes on top of the others', async () => {
    const { scene, paper } = tell();
    scene
      .at(1)
      .start(forest)
      .at(9)
      .end(forest, 'failed', { reason: 'was evicted', lost: true })
      .at(11)
      .start(forest, 2);
    await scene.finish('failed');
    expect(paper.lines.filter((line) => line.includes('attempt '))).toEqual([
      '  9.0s  train/forest   ✗ attempt 1 of 3 was lost after 8.0 s: was evicted · next in 2.0 s',
      ' 11.0s  train/forest   started · attempt 2 of 3',
    ]);
  });

  test('tells how far a wide sweep has come a hundred times at most, and each failure', async () => {
    const { scene, paper } = tell();
    const width = 2000;
    const wide = Array.from({ length: width }, (_, place) => ({ params: { alpha: place } }));
    scene.emit({ type: 'expanded', at: Date.parse('2026-11-20T09:15:00.000Z'), step: 'net', items: wide });
    for (let child = 1; child <= width; child += 1) scene.handOver(net(child), 200);
    for (let child = 1; child <= width; child += 1) {
      scene.at(child / 10).begin(net(child));
      if (child === 7) scene.end(net(child), 'failed', { reason: 'exit 1' });
      else scene.end(net(child), 'succeeded', { metrics: { rmse: 1 } });
    }
    await scene.finish('failed');
    const told = paper.lines.slice(2, paper.lines.indexOf(''));
    expect(told).toHaveLength(1 + 1 + 100);
    expect(told[1]).toBe('  0.7s  train/net      ✗ #7 (alpha 6) failed after 0.0 s: exit 1');
    expect(told[2]).toBe('  2.0s  train/net      20 of 2000 done · best rmse 1 (alpha 0)');
  });

  test('says nothing of children whose turn never came', async () => {
    const { scene, paper } = tell();
    scene.emit({ type: 'expanded', at: Date.parse('2026-11-20T09:15:00.000Z'), step: 'net', items });
    for (const child of [1, 2, 3]) scene.handOver(net(child), 1);
    scene.emit({ type: 'cancel-requested', at: Date.parse('2026-11-20T09:15:01.000Z'), reason: 'Ctrl-C' });
    for (const child of [1, 2, 3]) scene.at(1).end(net(child), 'cancelled', { reason: 'cancelled before it started' });
    await scene.finish('cancelled');
    expect(paper.lines.slice(3, 7)).toEqual([
      '  1.0s  cancelling: Ctrl-C',
      '  1.0s  train/net      1 of 3 done',
      '  1.0s  train/net      2 of 3 done',
      '  1.0s  train/net      ■ 1.0 s · 3 skipped: the run was cancelled',
    ]);
  });

  test('ends with one table and the verdict, which says where to look', async () => {
    const { lines } = await play();
    const table = lines.findIndex((line) => line.startsWith('stage '));
    expect(lines.slice(table + 1, table + 6).map((line) => line.split(/\s{2,}/)[1])).toEqual([
      'split',
      'net',
      'forest',
      'pick',
      'api',
    ]);
    expect(lines.at(-1)).toBe(
      '✗ failed in 1 m 06 s · 1 failed, 1 timed-out, 2 skipped, 1 succeeded · automl logs 7hq2 --step net',
    );
  });

  test('is plain without colours', async () => {
    expect((await play()).text).not.toContain('\x1b');
  });

  test('keeps the colours of logs where colours are shown, but nothing else', async () => {
    const { text } = await play({ color: true });
    expect(text).toContain('\x1b[32mepoch 3\x1b[0m  loss 0.41\x1b[0m\n');
    expect(text).not.toContain('\x1b[2K');
  });

  test.each([
    ['debug', /#1 started/, /never/],
    ['info', /started/, /#1 started/],
    ['warn', /attempt 1 of 2 failed[^]*✗ failed in/, /split {2}started|│|^wine ·/m],
    ['error', /^✗ failed in [^\n]*\n$/, /stage/],
  ] as const)('at level %s says what belongs there', async (level, there, notThere) => {
    const { text } = await play({ level });
    expect(text).toMatch(there);
    expect(text).not.toMatch(notThere);
  });

  test('says nothing at level error when all went well', async () => {
    const { scene, paper } = tell({ level: 'error' }, planOf([planStepOf('a/b')]));
    scene.start({ step: 'b' }).end({ step: 'b' }, 'succeeded');
    await scene.finish('succeeded');
    expect(paper.text).toBe('');
  });

  test('passes on what was odd, also at level warn', async () => {
    const { scene, paper } = tell({ level: 'warn' }, planOf([planStepOf('a/b')]));
    scene.start({ step: 'b' }).end({ step: 'b' }, 'succeeded', { warnings: ['one output\nis empty'] });
    await scene.finish('succeeded');
    expect(paper.lines[0]).toBe('  0.0s  a/b  warning: one output is empty');
  });

  test('tells a missed gate as the failure it is', async () => {
    const { scene, paper } = tell({}, planOf([planStepOf('a/b', { gates: [{ metric: 'r2', min: 0.9 }] })]));
    scene
      .start({ step: 'b' })
      .at(2)
      .end({ step: 'b' }, 'succeeded', { metrics: { r2: 0.5 } });
    await scene.finish('failed');
    expect(paper.text).toContain('✗ failed after 2.0 s: gate: r2 0.5 is below min 0.9');
  });

  test('says where a service answers, and how a run was cancelled', async () => {
    const { scene, paper } = tell({}, planOf([planStepOf('a/api', { kind: 'service' }), planStepOf('a/b')]));
    const service = { url: 'http://127.0.0.1:5000', external_url: null, smoke: null };
    scene.start({ step: 'api' }).start({ step: 'b' }).at(1).end({ step: 'api' }, 'succeeded', { service });
    scene.emit({
      type: 'cancel-requested',
      at: Date.parse('2026-11-20T09:15:02.000Z'),
      reason: 'interrupted by SIGINT',
    });
    scene.at(3).end({ step: 'b' }, 'cancelled', { reason: 'the run was cancelled' });
    await scene.finish('cancelled');
    expect(paper.text).toContain('a/api  ✓ 1.0 s · answers at http://127.0.0.1:5000');
    expect(paper.text).toContain('  2.0s  cancelling: interrupted by SIGINT');
    expect(paper.text).toContain('■ cancelled after 3.0 s: the run was cancelled');
    expect(paper.lines.at(-1)).toMatch(/^■ cancelled after 3\.0 s · .*interrupted by SIGINT$/);
  });

  test('counts what is left out and what comes last', () => {
    const { paper, scene } = tell(
      {},
      planOf(
        [
          planStepOf('a/b'),
          planStepOf('serve/api', { kind: 'service', skip: 'not a deploying ref' }),
          planStepOf('finally/clean', { role: 'finally' }),
        ],
        {
          environment: null,
          commit: { head: null, committed: null, merge: null, ref: null, dirty: false, tree: null },
        },
      ),
    );
    void scene.finish('succeeded');
    expect(paper.lines.slice(0, 2)).toEqual([
      'wine · no commit · run 7hq2 · local',
      'plan   2 steps in 2 stages · 1 finally · 1 skipped',
    ]);
  });
});
