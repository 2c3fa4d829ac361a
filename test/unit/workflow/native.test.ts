/** What our own files mean. */
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { anyFiles } from '../../../src/workflow/files.ts';
import type { Service, Step } from '../../../src/workflow/model.ts';
import { plainPod } from '../../../src/workflow/pod.ts';
import { plainService } from '../../../src/workflow/service.ts';
import { plainStore } from '../../../src/workflow/store.ts';
import { found, read, stepFile, workflowOf } from './read.ts';

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');

/** What a schedule is that says nothing but when. */
const unsaid = {
  timezone: 'UTC',
  backend: 'ci',
  params: {},
  concurrency: 'forbid',
  catchUp: 'latest',
  retries: 0,
  suspend: false,
  jitter: 0,
};

/** The step of `stepFile`. */
function stepOf(...lines: readonly string[]): Step | undefined {
  return workflowOf(stepFile(...lines)).stages[0]?.steps[0];
}

test('the file of the design is read without a word', () => {
  const { workflow, diagnostics, steps } = read(fixture('design.yaml'), anyFiles);
  expect(diagnostics).toEqual([]);
  expect(steps).toBe(4);
  expect(workflow).toMatchObject({
    name: 'wine',
    params: { alpha: { type: 'float', default: 0.5 }, l1_ratio: { type: 'float', default: 0.1, min: 0, max: 1 } },
    schedules: [{ cron: '0 3 * * 1' }],
    environments: [{ name: 'production', when: ['default-branch'] }],
    finally: [{ name: 'clean', onFailure: false }],
  });
  expect(workflow?.stages.map(({ name, steps: own }) => [name, own.map((step) => step.name)])).toEqual([
    ['prepare', ['split']],
    ['train', ['elasticnet']],
    ['serve', ['api']],
  ]);
  expect(workflow?.stages[1]?.steps[0]).toEqual({
    name: 'elasticnet',
    at: { line: 17, column: 7 },
    code: { kind: 'python', file: 'steps/train.py', args: ['--alpha', '${{ params.alpha }}'] },
    image: 'python:3.12-slim',
    requirements: 'requirements.txt',
    workingDirectory: '.',
    env: {},
    envFrom: {},
    secrets: [],
    inputs: { train: { step: 'split', output: 'train' }, test: { step: 'split', output: 'test' } },
    outputs: { model: { kind: 'artifact', path: 'model/' } },
    when: 'steps.split.outputs.rows > 100',
    sweep: { params: { alpha: [0.1, 0.5, 0.9] }, select: { order: 'min', metric: 'rmse' }, parallel: 2 },
    gates: [{ metric: 'rmse', max: 0.9 }],
    retries: { limit: 0, backoff: 10, maxBackoff: 300 },
    onLost: 'rerun',
    resources: { cpu: 0.5, memory: 500 * 2 ** 20 },
    pod: plainPod,
    timeout: 600,
    startTimeout: 600,
    onFailure: false,
  });
});

test('what a file does not say has a default', () => {
  expect(workflowOf('name: a\nstages: {one: [{name: s, run: a.py}]}\n')).toEqual({
    name: 'a',
    params: {},
    stages: [
      {
        name: 'one',
        steps: [
          {
            name: 's',
            at: { line: 2, column: 16 },
            code: { kind: 'python', file: 'a.py', args: [] },
            workingDirectory: '.',
            env: {},
            envFrom: {},
            secrets: [],
            inputs: {},
            outputs: {},
            gates: [],
            retries: { limit: 0, backoff: 10, maxBackoff: 300 },
            onLost: 'rerun',
            resources: {},
            pod: plainPod,
            startTimeout: 600,
            onFailure: false,
          },
        ],
      },
    ],
    finally: [],
    schedules: [],
    environments: [{ name: 'production', when: ['default-branch', 'tag', 'schedule'] }],
    python: { extraIndex: [], offline: false },
    store: plainStore,
    failFast: false,
    concurrency: 'allow',
    driver: null,
    preview: false,
    notify: [],
  });
});

test('a file says what becomes of other runs, and what a signal does', () => {
  const read = workflowOf('name: a\nconcurrency: replace\non_interrupt: detach\nstages: {}\n');
  expect(read).toMatchObject({ concurrency: 'replace', onInterrupt: 'detach' });
});

test('stages keep the order of the file, whatever their names', () => {
  const { stages } = workflowOf('name: a\nstages: {2: [{name: a, run: a.py}], 1: [{name: b, run: b.py}]}\n');
  expect(stages.map(({ name }) => name)).toEqual(['2', '1']);
});

describe('a step executes', () => {
  test.each<[string, readonly string[], Step['code']]>([
    ['a Python file', ['run: a.py'], { kind: 'python', file: 'a.py', args: [] }],
    [
      'a Python file with arguments',
      ['run: a.py', 'args: [x, 1.10, true]'],
      { kind: 'python', file: 'a.py', args: ['x', '1.10', 'true'] },
    ],
    ['a notebook', ['run: c.ipynb'], { kind: 'notebook', file: 'c.ipynb' }],
    ['a list as it is', ['command: [python, -c, 010]'], { kind: 'command', argv: ['python', '-c', '010'] }],
    ['a text by the shell', ['command: |', '  set -e', '  ls'], { kind: 'shell', script: 'set -e\nls\n' }],
  ])('%s', (_, lines, code) => {
    expect(stepOf(...lines)?.code).toEqual(code);
  });
});

describe('defaults', () => {
  const file = (step: string): string =>
    [
      'name: a',
      'defaults:',
      '  image: one',
      '  requirements: requirements.txt',
      '  env: {A: 1, B: 2}',
      '  resources: {cpu: 1, memory: 1Gi}',
      '  secrets: [x]',
      '  retries: 2',
      '  on_lost: fail',
      '  timeout: 5m',
      '  working_directory: src',
      `stages: {one: [{name: s, run: a.py${step}}]}`,
      'finally: [{name: f, run: b.py}]',
    ].join('\n');
  const step = (text: string): Step | undefined => workflowOf(file(text)).stages[0]?.steps[0];

  test('stand under every step, also under those of finally', () => {
    const { stages, finally: last } = workflowOf(file(''));
    const expected = {
      image: 'one',
      requirements: 'requirements.txt',
      env: { A: '1', B: '2' },
      resources: { cpu: 1, memory: 2 ** 30 },
      secrets: ['x'],
      retries: { limit: 2, backoff: 10, maxBackoff: 300 },
      onLost: 'fail',
      timeout: 300,
      workingDirectory: 'src',
    };
    expect(stages[0]?.steps[0]).toMatchObject(expected);
    expect(last[0]).toMatchObject(expected);
  });

  test('are merged key by key for env and resources, and replaced otherwise', () => {
    expect(step(', env: {B: 3, C: 4}, resources: {cpu: 2}, secrets: [y], image: two')).toMatchObject({
      env: { A: '1', B: '3', C: '4' },
      resources: { cpu: 2, memory: 2 ** 30 },
      secrets: ['y'],
      image: 'two',
    });
  });

  test('are taken away by null', () => {
    const plain = step(
      ', requirements: null, timeout: ~, env: null, resources: null, retries: null, on_lost: null, working_directory: null',
    );
    expect(plain).toMatchObject({
      env: {},
      resources: {},
      retries: { limit: 0 },
      onLost: 'rerun',
      workingDirectory: '.',
    });
    expect(plain).not.toHaveProperty('requirements');
    expect(plain).not.toHaveProperty('timeout');
  });

  test('may hold the settings of Python', () => {
    const { python } = workflowOf(
      `name: a\ndefaults: {python: {index: https://x.example, extra_index: https://y.example}}\nstages: {one: [{name: s, run: a.py}]}\n`,
    );
    expect(python).toEqual({ index: 'https://x.example', extraIndex: ['https://y.example'], offline: false });
  });
});

describe('a param', () => {
  test.each([
    ['1', { type: 'int', default: 1 }],
    ['1.0', { type: 'float', default: 1 }],
    ['1e3', { type: 'float', default: 1000 }],
    ['0.5', { type: 'float', default: 0.5 }],
    ['text', { type: 'str', default: 'text' }],
    ['"1"', { type: 'str', default: '1' }],
    ['true', { type: 'bool', default: true }],
    ['{default: 2.0, max: 3}', { type: 'float', default: 2, max: 3 }],
    ['{type: float, default: 1}', { type: 'float', default: 1 }],
    ['{type: int}', { type: 'int' }],
    [
      '{default: a, choices: [a, b], description: d}',
      { type: 'str', default: 'a', choices: ['a', 'b'], description: 'd' },
    ],
  ])('written %s', (text, expected) => {
    const { params } = workflowOf(`name: a\nparams: {p: ${text}}\nstages: {one: [{name: s, run: a.py}]}\n`);
    expect(params).toEqual({ p: expected });
  });
});

describe('short and long forms mean the same', () => {
  test.each<[string, readonly string[], Partial<Step>]>([
    ['retries', ['run: a.py', 'retries: 3'], { retries: { limit: 3, backoff: 10, maxBackoff: 300 } }],
    ['what is lost and not run again', ['run: a.py', 'on_lost: fail'], { onLost: 'fail' }],
    [
      'retries in full',
      ['run: a.py', 'retries: {limit: 1, backoff: 1m, max_backoff: 1h}'],
      { retries: { limit: 1, backoff: 60, maxBackoff: 3600 } },
    ],
    [
      'outputs',
      ['run: a.py', 'outputs: {a: x.csv, b: {path: y}, c: {type: json}}'],
      {
        outputs: {
          a: { kind: 'artifact', path: 'x.csv' },
          b: { kind: 'artifact', path: 'y' },
          c: { kind: 'scalar', type: 'json' },
        },
      },
    ],
    ['durations', ['run: a.py', 'timeout: 1h30m', 'start_timeout: 90'], { timeout: 5400, startTimeout: 90 }],
    ['resources', ['run: a.py', 'resources: {cpu: 250m, memory: 2G}'], { resources: { cpu: 0.25, memory: 2e9 } }],
    ['a switch', ['run: a.py', 'when: false'], { when: 'false' }],
    ['a condition', ['run: a.py', 'when: "${{  params.n > 0 }}"'], { when: 'params.n > 0' }],
    ['a service', ['run: a.py', 'service: {port: 80}'], { service: { ...plainService, port: 80 } }],
  ])('%s', (_, lines, expected) => {
    expect(stepOf(...lines)).toMatchObject(expected);
  });

  test.each<[string, Partial<Service>]>([
    ['replicas: 3', { replicas: 3 }],
    ['replicas: {max: 4}', { replicas: { min: 1, max: 4, cpu: 80 } }],
    ['ingress: false', { ingress: null }],
    ['ingress: true', { ingress: { annotations: {} } }],
    [
      'ingress: {host: a.example.com, path: /v1/}',
      { ingress: { host: 'a.example.com', path: '/v1', annotations: {} } },
    ],
    ['ingress: {path: /}', { ingress: { path: '/', annotations: {} } }],
    ['ingress: {gateway: infra/web}', { ingress: { gateway: { namespace: 'infra', name: 'web' }, annotations: {} } }],
    ['ingress: {gateway: web}', { ingress: { gateway: { name: 'web' }, annotations: {} } }],
    ['health: /up', { health: { path: '/up', period: 2, timeout: 2, failures: 3 } }],
    ['health: {period: 1m}', { health: { period: 60, timeout: 2, failures: 3 } }],
    ['liveness: /alive', { liveness: { path: '/alive', period: 10, timeout: 2, failures: 6 } }],
    ['liveness: false', { liveness: null }],
    ['drain: 0', { drain: 0 }],
  ])('a service with %s', (line, expected) => {
    const step = stepOf('run: a.py', 'resources: {cpu: 1}', `service: {port: 80, ${line}}`);
    expect(step?.service).toEqual({ ...plainService, port: 80, ...expected });
  });

  test.each([
    ['{path: /x}', { path: '/x', method: 'GET', status: 200 }],
    ['{path: /x, body: {a: [1]}}', { path: '/x', method: 'POST', status: 200, body: { a: [1] } }],
    [
      '{path: /x, method: POST, status: 201, contains: ok}',
      { path: '/x', method: 'POST', status: 201, contains: 'ok' },
    ],
  ])('a smoke test %s', (text, expected) => {
    expect(stepOf('run: a.py', `service: {port: 80, smoke: ${text}}`)?.service?.smoke).toEqual(expected);
  });

  test.each([
    ['"0 3 * * 1"', [{ name: 'a', at: { line: 2, column: 11 }, cron: '0 3 * * 1' }]],
    [
      '{cron: "@daily", timezone: Europe/Berlin}',
      [{ name: 'a', at: { line: 2, column: 18 }, cron: '0 0 * * *', timezone: 'Europe/Berlin' }],
    ],
    [
      '["0 3 * * 7", {cron: "5 4 * * *"}]',
      [
        { name: 'a-1', at: { line: 2, column: 12 }, cron: '0 3 * * 0' },
        { name: 'a-2', at: { line: 2, column: 32 }, cron: '5 4 * * *' },
      ],
    ],
    [
      '[{name: x, cron: "5 4 * * *", suspend: true}, "0 3 * * 1"]',
      [
        { name: 'x', at: { line: 2, column: 28 }, cron: '5 4 * * *', suspend: true },
        { name: 'a', at: { line: 2, column: 57 }, cron: '0 3 * * 1' },
      ],
    ],
    [
      '{cron: "5 4 * * *", backend: cluster, ref: release/1.2, concurrency: replace, catch_up: all, retries: 2, jitter: 5m, deadline: 1h}',
      [
        {
          ...{ name: 'a', at: { line: 2, column: 18 }, cron: '5 4 * * *', backend: 'cluster', ref: 'release/1.2' },
          ...{ concurrency: 'replace', catchUp: 'all', retries: 2, jitter: 300, deadline: 3600 },
        },
      ],
    ],
  ])('the schedule %s', (text, expected) => {
    const { schedules } = workflowOf(`name: a\nschedule: ${text}\nstages: {one: [{name: s, run: a.py}]}\n`);
    expect(schedules).toEqual(expected.map((each) => ({ ...unsaid, ...each })));
  });

  test('a schedule sets params', () => {
    const text = 'name: a\nparams: {n: 1, city: {type: str}}\nschedule: {cron: "5 4 * * *", params: {city: Rome}}\n';
    const { schedules } = workflowOf(`${text}stages: {one: [{name: s, run: a.py}]}\n`);
    expect(schedules).toMatchObject([{ params: { city: 'Rome' } }]);
  });

  test('environments', () => {
    const { environments } = workflowOf(
      'name: a\nenvironments: {production: {when: tag}, test: {when: [pull-request, {branch: dev}]}}\nstages: {one: [{name: s, run: a.py}]}\n',
    );
    expect(environments).toEqual([
      { name: 'production', when: ['tag'] },
      { name: 'test', when: ['pull-request', { branch: 'dev' }] },
    ]);
  });
});

describe('these are no mistakes', () => {
  test.each<[string, readonly string[]]>([
    ['a need of a step of the same stage', ['run: a.py', 'needs: [other]', '- {name: other, run: b.py}']],
    ['a need of nothing', ['run: a.py', 'needs: []']],
    [
      'an input from the same stage',
      ['run: a.py', 'inputs: {x: other.o}', '- {name: other, run: b.py, outputs: {o: x}}'],
    ],
    [
      'a value of the same stage in an expression',
      [
        'run: a.py',
        'when: "${{ steps.other.outputs.o > 1 }}"',
        '- {name: other, run: b.py, outputs: {o: {type: int}}}',
      ],
    ],
    [
      'an item of a loop',
      [
        'run: a.py',
        'args: ["${{ item.x }}"]',
        'for_each: ${{ steps.other.outputs.o }}',
        '- {name: other, run: b.py, outputs: {o: {type: json}}}',
      ],
    ],
    ['what looks like an expression and is escaped', ['command: echo $${{ HOME }}']],
    ['an output beside the working directory', ['run: a.py', 'working_directory: src', 'outputs: {o: ../out}']],
  ])('%s', (_, lines) => {
    const indented = lines.map((line) => (line.startsWith('- ') ? `\b\b${line}` : line));
    expect(found(stepFile(...indented).replaceAll('      \b\b', '    '))).toEqual([]);
  });

  test('the state of the run in a step of finally', () => {
    const text =
      'name: a\nstages: {one: [{name: s, run: a.py}]}\nfinally:\n  - {name: f, run: b.py, on_failure: true, when: "${{ run.state == \'failed\' }}"}\n';
    expect(found(text)).toEqual([]);
  });

  test('two steps of one stage that write the same path', () => {
    expect(
      found(stepFile('run: a.py', 'outputs: {o: x}').concat('\n    - {name: other, run: b.py, outputs: {o: x}}')),
    ).toEqual([]);
  });
});
