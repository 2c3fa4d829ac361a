import { PassThrough } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { annotations } from '../../../src/report/annotations.ts';
import { consoleReporter } from '../../../src/report/console.ts';
import { BatchedOutput } from '../../../src/report/text-output.ts';
import { annotationCommand, githubReporter, unobeyed } from '../../../src/report/workflow-commands.ts';
import { planOf, planStepOf, recordOf, stepOf, wineFailed } from './fixtures.ts';
import { Paper, Scene } from './scene.ts';

const place = { file: 'steps/forest.py', line: 31, cell: null, error: 'ValueError', message: 'Input X contains NaN.' };

describe('annotations', () => {
  test('stand on the line of the code that failed, and warnings on that of the step', () => {
    expect(annotations(wineFailed(), { limit: 10 })).toEqual([
      {
        level: 'error',
        file: 'examples/wine/steps/forest.py',
        line: 31,
        title: 'train/forest failed',
        message: 'ValueError: Input X contains NaN.',
      },
      expect.objectContaining({ level: 'warning', file: 'examples/wine/automl.yaml', line: 33, title: 'train/forest' }),
    ]);
  });

  test.each([
    ['nothing is known of the code', null, 'automl.yaml', 12],
    ['the code is outside of the repository', { ...place, file: '../../x.py' }, 'automl.yaml', 12],
    ['the code has an absolute path', { ...place, file: '/usr/lib/x.py' }, 'automl.yaml', 12],
    ['the code is a cell of a notebook', { ...place, file: 'train.ipynb', cell: 3 }, 'train.ipynb', null],
  ])('say the right place when %s', (_, where, file, line) => {
    const step = stepOf('a/b', { state: 'failed', reason: 'exit 1', place: where });
    expect(annotations(recordOf([step], { file: 'automl.yaml' }), { limit: 10 })).toMatchObject([{ file, line }]);
  });

  test('are as many as are shown, and the last one says how many are not', () => {
    const steps = Array.from({ length: 25 }, (_, index) =>
      stepOf(`a/s${index}`, { state: 'failed', reason: 'exit 1' }, 0, index),
    );
    const all = annotations(recordOf(steps), { limit: 10 });
    expect(all).toHaveLength(10);
    expect(all.at(-1)?.message).toBe('exit 1 (and 15 more: see the job summary)');
  });

  test('are escaped as GitHub wants it', () => {
    const annotation = {
      level: 'error',
      file: 'a,b:c.py',
      line: 3,
      title: '100%\nsure',
      message: 'a\r\n::stop\x1b[31m 5%',
    } as const;
    expect(annotationCommand(annotation)).toBe('::error file=a%2Cb%3Ac.py,line=3,title=100%25%0Asure::a%0A::stop 5%25');
  });
});

describe('the log of a GitHub job', () => {
  test('obeys nothing that a step prints, and our annotations', async () => {
    const paper = new Paper();
    const plan = planOf([planStepOf('train/forest')]);
    const tokens = ['token-1', 'token-2'];
    const scene = new Scene(plan, (now) =>
      githubReporter(
        (out) =>
          consoleReporter({ out, plan, backend: 'local', color: false, tty: false, columns: 80, level: 'info', now }),
        new BatchedOutput(paper),
        { limit: 10, token: () => tokens.shift() ?? '' },
      ),
    );
    const forest = { step: 'forest' };
    scene.start(forest).log(forest, '::set-output name=x::y').log(forest, '##[error]x').log(forest, '::token-2::');
    scene.end(forest, 'failed', { reason: '::warning::gotcha', place });
    await scene.finish('failed');
    const { lines } = paper;
    expect(lines[0]).toBe('::stop-commands::token-1');
    const resumed = lines.indexOf('::token-1::');
    expect(lines.slice(resumed + 1)).toEqual([
      '::error file=steps/forest.py,line=31,title=train/forest failed::ValueError: Input X contains NaN. (::warning::gotcha)',
    ]);
    for (const line of lines.slice(1, resumed)) expect(line).not.toMatch(/^\s*::token-1/);
    expect(lines.slice(1, resumed).join('\n')).toContain('::set-output name=x::y');
  });
});

test('what a plan shows is not obeyed, and what comes after it is', async () => {
  const out = new PassThrough();
  let tokens = 0;
  const shown = unobeyed(out, () => `token-${(tokens += 1)}`);
  shown.write('params note=x\n::set-output name=state::owned\n');
  shown.write('##[add-mask]wine');
  out.end('::warning::ours\n');
  expect((await out.toArray()).join('')).toBe(
    [
      '::stop-commands::token-1\nparams note=x\n::set-output name=state::owned\n::token-1::\n',
      '::stop-commands::token-2\n##[add-mask]wine\n::token-2::\n',
      '::warning::ours\n',
    ].join(''),
  );
});
