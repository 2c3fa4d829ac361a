import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shellText } from '../../../../../src/backends/kubernetes/objects/shell.ts';
import type { TaskOrder } from '../../../../../src/backends/backend.ts';
import type { PlanStep } from '../../../../../src/plan/plan.ts';
import { plainService } from '../../../../../src/workflow/service.ts';
import { plan, step } from '../../../engine/plans.ts';
import { order } from './facts.ts';

function text(one: PlanStep, fields: Partial<TaskOrder> = {}): string | null {
  return shellText(plan([one]), one, order(one, fields), 10);
}

/** What a shell makes of it: the arguments, then the variables, each ended by NUL. */
function evaluated(script: string | null): { argv: string[]; variables: Map<string, string> } {
  const program = `eval "$TEXT"; printf '%s\\0' "$#" "$@"; env -0`;
  const [count, ...all] = execFileSync('sh', ['-c', program], {
    env: { PATH: process.env['PATH'], TEXT: script ?? '' },
  })
    .toString()
    .split('\0');
  const argv = all.slice(0, Number(count));
  const entries = all
    .slice(Number(count))
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const);
  return { argv, variables: new Map(entries) };
}

describe('the shell form of a step', () => {
  it('has the variables of the contract, then the program', () => {
    const one = step('train', {
      code: { kind: 'command', argv: ['echo', "it's"] },
      workingDirectory: 'a',
      timeout: 1.5,
    });
    const fields = {
      task: { step: 'train', iteration: 2 },
      item: { a: 1 },
      params: { 'l1-ratio': 0.1, lr: 1e-5, on: true },
    };
    expect(text(one, fields)).toBe(
      [
        "export AUTOML_RUN_ID='r1'",
        "export AUTOML_WORKFLOW='wine'",
        "export AUTOML_STAGE='main'",
        "export AUTOML_STEP='train'",
        "export AUTOML_COMMIT='abc'",
        "export AUTOML_ITERATION='2'",
        "export AUTOML_ATTEMPT='1'",
        `export AUTOML_ITEM='{"a":1}'`,
        "export PARAM_L1_RATIO='0.1'",
        "export PARAM_LR='1e-05'",
        "export PARAM_ON='true'",
        "export AUTOML_DIRECTORY='a'",
        "export AUTOML_TIMEOUT='2'",
        "export AUTOML_GRACE='10'",
        `set -- 'echo' 'it'\\''s'`,
        '',
      ].join('\n'),
    );
  });

  it('runs a script by sh', () => {
    const { argv } = evaluated(text(step('train', { code: { kind: 'shell', script: 'a\nb "$X"' } })));
    expect(argv).toEqual(['sh', '-c', 'a\nb "$X"']);
  });

  it('means the same texts to a shell, whatever is in them', () => {
    const word = fc
      .oneof(fc.string(), fc.constantFrom("'", '$(id)', '`id`', '\\', '\n', '-n', '"$A"', '\\\n'))
      .filter((w) => !w.includes('\0'));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), word, (argv, value) => {
        const one = step('train', { code: { kind: 'command', argv }, env: { VALUE: value } });
        const found = evaluated(text(one));
        expect(found.argv).toEqual(argv);
        expect(found.variables.get('VALUE')).toBe(value);
      }),
      { numRuns: 40 },
    );
  });

  it.each<[string, Partial<PlanStep>]>([
    ['Python', { code: { kind: 'python', file: 'a.py', args: [] } }],
    ['notebooks', { code: { kind: 'notebook', file: 'a.ipynb' } }],
    ['inputs', { inputs: { a: { step: 'b', output: 'c' } } }],
    ['files to keep', { outputs: { a: { kind: 'artifact', path: 'a' } } }],
    ['requirements', { requirements: 'requirements.txt' }],
    ['secrets', { secrets: ['a'] }],
    ['variables from a Secret', { envFrom: { A: { kind: 'secret', name: 'a', key: 'b' } } }],
    ['services', { service: { ...plainService, port: 1 } }],
    ['variables that no shell can name', { env: { 'A-B': '1' } }],
    ['texts that no shell can hold', { env: { A: '\0' } }],
  ])('is not there for %s', (_, fields) => {
    expect(text(step('train', fields))).toBeNull();
  });

  it('is there for scalars, and variables from a ConfigMap', () => {
    const one = step('train', {
      outputs: { rows: { kind: 'scalar', type: 'int' } },
      envFrom: { A: { kind: 'config-map', name: 'a', key: 'b' } },
    });
    expect(text(one)).not.toBeNull();
  });
});
