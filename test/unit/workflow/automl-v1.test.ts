import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { ProjectFiles } from '../../../src/workflow/files.ts';
import { loadWorkflow } from '../../../src/workflow/load.ts';
import type { Step, Workflow } from '../../../src/workflow/model.ts';
import { plainPod } from '../../../src/workflow/pod.ts';
import { readWorkflow } from '../../../src/workflow/read.ts';
import { limitsOf } from '../../../src/workflow/resources.ts';
import { plainIngress, plainService } from '../../../src/workflow/service.ts';
import { plainStore } from '../../../src/workflow/store.ts';

/** A project in which only these files are missing. */
function projectWithout(...missing: readonly string[]): ProjectFiles {
  return {
    folder: 'My Project',
    kind: (path) => (missing.includes(path) ? 'missing' : 'file'),
    near: () => ['models/train.py'],
  };
}

function read(text: string, files = projectWithout()) {
  const { workflow, diagnostics } = readWorkflow({ text, file: 'config.yaml', files });
  return {
    workflow,
    found: diagnostics.map(
      ({ line, column, severity, code, message }) => `${line}:${column} ${severity} ${code} ${message}`,
    ),
  };
}

const REQUIRED = 'step_name: train, path_to_executable: train.py, dependency_path: r.txt';

/** The step `train` with further keys, in a file that has no other. */
function readStep(keys: string, files = projectWithout()): { step: Step | undefined; found: readonly string[] } {
  const { workflow, found } = read(
    `version: "1.0"\nstages:\n  one:\n    - {${REQUIRED}${keys === '' ? '' : ', '}${keys}}\n`,
    files,
  );
  return { step: workflow?.stages[0]?.steps[0], found };
}

function workflowOf(text: string): Workflow {
  const { workflow, found } = read(text);
  if (workflow === null) throw new Error(found.join('\n'));
  return workflow;
}

test('the example of the README is read without a word', () => {
  const { workflow, diagnostics } = loadWorkflow('examples/automl-readme/config.yaml', { cwd: process.cwd() });
  expect(diagnostics).toEqual([]);
  expect(workflow?.name).toBe('automl-readme');
  expect(workflow?.stages.map(({ name, steps }) => [name, steps.map((step) => step.name)])).toEqual([
    ['processing', ['prepare-and-save']],
    ['train', ['train-sarimax', 'train-xgboost']],
    ['compare', ['best-model']],
    ['serve', ['api']],
  ]);
  expect(workflow?.stages[3]?.steps[0]).toMatchObject({
    code: { kind: 'command', argv: ['gunicorn', '-b', ':5000', 'ml_api.app:app'] },
    requirements: 'deploy/requirements.txt',
    env: { HASH: '123456abcd' },
    secrets: ['aws-secret', 'db-secret'],
    resources: { cpu: 0.2, memory: 200e6, limits: { memory: null } },
    service: { port: 5000, ingress: plainIngress, replicas: 2, minReadySeconds: 5 },
    startTimeout: 630,
  });
});

test('the file of the example repository is read with one warning, its twin is refused', () => {
  const text = readFileSync('test/unit/workflow/fixtures/automl-v1-example.yaml', 'utf8');
  const { workflow, found } = read(text);
  expect(workflow?.name).toBe('automl-project');
  expect(found).toEqual([
    '10:176 warning NO_EFFECT "max_startup_time_seconds" has never had an effect here; "timeout" of the step is what limits the start of a service',
  ]);

  const twin = read(`${text}schedule: "* * * *"\nimage: foo/bar:latest\n`);
  expect(twin.workflow).toBeNull();
  expect(twin.found).toContain(
    '11:11 error BAD_CRON a cron expression has 5 fields (minute, hour, day of month, month, day of week), "* * * *" has 4',
  );
  expect(twin.found).toContain(
    '12:1 warning UNKNOWN_KEY the key "image" is not known at the top of the file and is ignored',
  );
});

describe('a step without further keys', () => {
  test('is a job with the defaults of old', () => {
    expect(readStep('').step).toEqual({
      name: 'train',
      at: { line: 4, column: 7 },
      code: { kind: 'python', file: 'train.py', args: [] },
      requirements: 'r.txt',
      workingDirectory: '.',
      env: {},
      envFrom: {},
      secrets: [],
      inputs: {},
      outputs: {},
      gates: [],
      resources: { cpu: 0.5, memory: 500e6, limits: { memory: null } },
      pod: plainPod,
      retries: { limit: 0, backoff: 10, maxBackoff: 360 },
      onLost: 'rerun',
      timeout: 30,
      startTimeout: 600,
      onFailure: false,
    });
  });

  test('asks for CPU and memory and is limited by neither, as of old', () => {
    expect(limitsOf(readStep('memory_request: 200').step?.resources ?? { memory: 1 })).toEqual({});
  });

  test('shares what its pod is like with all others', () => {
    const one = '{step_name: a, path_to_executable: a.py, dependency_path: r.txt}';
    const { stages, store } = workflowOf(`version: 1\nstages: {s: [${one}, ${one.replace(': a,', ': b,')}]}`);
    const [first, second] = stages[0]?.steps ?? [];
    expect(first?.pod).toBe(plainPod);
    expect(second?.pod).toBe(plainPod);
    expect(second?.envFrom).toBe(first?.envFrom);
    expect(store).toBe(plainStore);
  });

  test.each(['service: null', 'image: null, command: null, envs: null, replicas: null', 'command: []'])(
    'and one with %s is the same',
    (keys) => {
      expect(readStep(keys)).toMatchObject({ found: [], step: { code: { kind: 'python' }, timeout: 30 } });
      expect(readStep(keys).step).not.toHaveProperty('service');
    },
  );

  test('becomes a service by an empty map', () => {
    const { step } = readStep('service: {}');
    expect(step?.service).toEqual({ ...plainService, port: 5000, replicas: 2, minReadySeconds: 5 });
    expect(step?.startTimeout).toBe(630);
    expect(step).not.toHaveProperty('timeout');
  });
});

describe('what a step executes', () => {
  test('a notebook is run as one', () => {
    const text = 'version: 1\nstages: {s: [{step_name: a, path_to_executable: a.ipynb, dependency_path: r.txt}]}';
    expect(workflowOf(text).stages[0]?.steps[0]?.code).toEqual({ kind: 'notebook', file: 'a.ipynb' });
  });

  test.each([
    ['["gunicorn", "-b", ":5000"]', { kind: 'command', argv: ['gunicorn', '-b', ':5000'] }],
    ['["python -m app", "--alpha=1"]', { kind: 'command', argv: ['python', '-m', 'app', '--alpha=1'] }],
    ['[python, -c, 1]', { kind: 'command', argv: ['python', '-c', '1'] }],
    ['["python", "a.py", "&&", "python", "b.py"]', { kind: 'shell', script: 'python a.py && python b.py' }],
    ['["echo", "$HOME"]', { kind: 'shell', script: 'echo $HOME' }],
    ['["echo", "${{ x }}"]', { kind: 'shell', script: 'echo $${{ x }}' }],
    ['["A=1", "python", "a.py"]', { kind: 'shell', script: 'A=1 python a.py' }],
    ['[sleep, 1.0, 2, true]', { kind: 'command', argv: ['sleep', '1.0', '2', 'True'] }],
    ['["exec", "python", "a.py"]', { kind: 'shell', script: 'exec python a.py' }],
    ['["ls", "*.csv"]', { kind: 'shell', script: 'ls *.csv' }],
    ['["python", "-c", "print(1)"]', { kind: 'shell', script: 'python -c print(1)' }],
  ])('the command %s', (command, code) => {
    expect(readStep(`command: ${command}`).step?.code).toEqual(code);
  });

  test('an image of its own brings the code: no source, no install, the command as its arguments', () => {
    const { step, found } = readStep(
      'image: "me/train:1", command: [--fast, "a b"]',
      projectWithout('train.py', 'r.txt'),
    );
    expect(found).toEqual([]);
    expect(step).toMatchObject({ image: 'me/train:1', code: { kind: 'image', args: ['--fast', 'a b'] } });
    expect(step).not.toHaveProperty('requirements');
    expect(readStep('image: me/train').step?.code).toEqual({ kind: 'image', args: [] });
  });
});

describe('the value of', () => {
  test.each([
    ['memory_request: 500.7', { resources: { memory: 500e6, cpu: 0.5 } }],
    ['memory_request: "250"', { resources: { memory: 250e6, cpu: 0.5 } }],
    ['memory_request: 500Mi', { resources: { memory: 524_288_000, cpu: 0.5 } }],
    ['memory_request: 1G', { resources: { memory: 1e9, cpu: 0.5 } }],
    ['cpu_request: "0.2"', { resources: { memory: 500e6, cpu: 0.2 } }],
    ['timeout: "45"', { timeout: 45 }],
    ['timeout: 45.9', { timeout: 45 }],
    ['backoff_limit: 3', { retries: { limit: 3, backoff: 10, maxBackoff: 360 } }],
    ['secrets: [Aws_Secret, my.secret]', { secrets: ['aws-secret', 'my.secret'] }],
    [
      'service: {port: "80", ingress: yes}, replicas: 3, min_ready_seconds: 1, revision_history_limit: 0',
      {
        service: { port: 80, ingress: plainIngress, replicas: 3, minReadySeconds: 1, revisionHistoryLimit: 0 },
      },
    ],
    ['polling_time: 2, wait_before_start_time: 9', { timeout: 30 }],
  ])('%s', (keys, expected) => {
    expect(readStep(keys)).toMatchObject({ found: [], step: expected });
  });

  test.each([
    ['true', 'True'],
    ['1', '1'],
    ['1.0', '1.0'],
    ['1.50', '1.5'],
    ['0.00001', '1e-05'],
    ['1e3', '1e3'],
    ['1.5e+3', '1500.0'],
    ['123456abcd', '123456abcd'],
    ['"${{ params.x }}"', '$${{ params.x }}'],
    ['""', ''],
  ])('a variable written %s', (written, value) => {
    expect(readStep(`envs: {X: ${written}}`)).toMatchObject({ found: [], step: { env: { X: value } } });
  });
});

describe('a mistake is named with its place', () => {
  test.each([
    ['timeout: 0', '4:89 error BAD_VALUE "timeout" must be a whole number of seconds, 1 or more, not the number 0'],
    [
      'timeout: soon',
      '4:89 error WRONG_TYPE "timeout" must be a whole number of seconds, 1 or more, not the text "soon"',
    ],
    ['timeout: true', '4:89 error WRONG_TYPE "timeout" must be a whole number of seconds, 1 or more, not true'],
    ['polling_time: -1', /BAD_VALUE "polling_time" must be a whole number of seconds, 1 or more/],
    ['backoff_limit: -1', /BAD_VALUE "backoff_limit" must be a whole number, 0 or more/],
    ['replicas: 0', /BAD_VALUE "replicas" must be a whole number, 1 or more/],
    ['memory_request: 500MB', /BAD_MEMORY the memory unit "MB" is not known; write "Mi" \(1024\) or "M" \(1000\)/],
    ['memory_request: 0', /BAD_MEMORY memory without a unit is megabytes, 1 or more, not 0/],
    ['cpu_request: 0', /BAD_CPU 0 is too little CPU/],
    ['secrets: aws', /WRONG_TYPE "secrets" must be a list of names of secrets, not the text "aws"/],
    ['secrets: ["$$"]', /BAD_NAME "\$\$" has no letter or digit for a name/],
    ['envs: [a]', /WRONG_TYPE "envs" must be a map from names of variables to their values, not a list/],
    ['envs: {a b: 1}', /BAD_NAME "a b" is not a name for an environment variable/],
    ['envs: {a: [1]}', /WRONG_TYPE "a" must be a text, a number, true or false, not a list/],
    ['service: {port: 70000}', /BAD_VALUE "port" must be a port from 1 to 65535, not the number 70000/],
    ['service: 5000', /WRONG_TYPE "service" must be a map with port and ingress, not the number 5000/],
    ['image: "a b"', /BAD_VALUE "image" must be the name of an image/],
  ])('%s', (keys, expected) => {
    const { step, found } = readStep(keys);
    expect(step).toBeUndefined();
    expect(found).toHaveLength(1);
    expect(found[0]).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
  });

  test('missing keys, all at once', () => {
    expect(read('version: 1\nstages:\n  a:\n    - {timeout: 3}\n').found).toEqual([
      '4:7 error MISSING_KEY this step has no "step_name"',
      '4:7 error MISSING_KEY this step has no "path_to_executable"',
      '4:7 error MISSING_KEY this step has no "dependency_path"',
    ]);
  });

  test('wrong endings and missing files', () => {
    const text =
      'version: 1\nstages:\n  a:\n    - step_name: a\n      path_to_executable: a.h\n      dependency_path: reqs.toml\n';
    expect(read(text).found).toEqual([
      '5:27 error BAD_VALUE "path_to_executable" must be the path of a .py or .ipynb file, not the text "a.h"',
      '6:24 error BAD_VALUE "dependency_path" must be the path of a .txt file with requirements, not the text "reqs.toml"',
    ]);
    expect(readStep('', projectWithout('train.py')).found).toEqual([
      '4:46 error FILE_NOT_FOUND the file "train.py" does not exist; did you mean "models/train.py"?',
    ]);
  });

  test.each([
    ['version: 1', 'the file has no "stages"'],
    ['version: 1\nstages:', 'the file has no "stages"'],
    ['version: 1\nstages: [a]', '"stages" must be a map from names of stages to lists of steps, not a list'],
    ['version: 1\nstages: {a: {step_name: x}}', '"a" must be a list of steps, not a map; begin each step with "- "'],
    ['version: 1\nstages: {a: [x]}', 'an item of "a" must be a map with step_name and the like, not the text "x"'],
    ['version: 1\nstages: {"$": []}', '"$" has no letter or digit for a name'],
  ])('%j', (text, message) => {
    const { workflow, found } = read(text);
    expect(workflow).toBeNull();
    expect(found.join('\n')).toContain(message);
  });
});

describe('what had no effect is warned of', () => {
  test.each([
    ['timout: 60', 'the key "timout" is not known in item 1 of "one" and is ignored; did you mean "timeout"?'],
    ['namespace: ml', '"namespace" has never had an effect here; the namespace is chosen where the run is started'],
    ['cache: true', 'the key "cache" is not known in item 1 of "one" and is ignored'],
    ['backoff_limit: 50', '"backoff_limit" is 50, but a step is tried again 20 times at most'],
  ])('%s', (keys, message) => {
    const { step, found } = readStep(keys);
    expect(step).toBeDefined();
    expect(found).toEqual([expect.stringContaining(` warning `)]);
    expect(found[0]).toContain(message);
  });

  test('stages that hold nothing', () => {
    expect(read('version: 1\nstages: {}')).toMatchObject({
      workflow: { name: 'my-project', stages: [] },
      found: ['2:1 warning NO_STEPS there are no stages, so nothing will run'],
    });
    expect(read('version: 1\nstages: {a: []}').found).toEqual([
      expect.stringContaining('warning NO_STEPS "a" has no steps'),
    ]);
  });
});

test('a schedule in the file counts', () => {
  expect(workflowOf('version: 1\nschedule: 0 12 * * *\nstages: {}').schedules).toMatchObject([
    { name: 'my-project', at: { line: 2, column: 11 }, cron: '0 12 * * *', timezone: 'UTC', backend: 'ci' },
  ]);
  expect(workflowOf('version: 1\nschedule: null\nstages: {}').schedules).toEqual([]);
  expect(read('version: 1\nschedule: "*/0 * * * *"\nstages: {}').workflow).toBeNull();
});

describe('in a stage', () => {
  const step = (name: string, keys = ''): string =>
    `    - {step_name: ${name}, path_to_executable: a.py, dependency_path: r.txt${keys}}\n`;

  test('the most patient job sets the timeout of all', () => {
    const text = `version: 1\nstages:\n  one:\n${step('a', ', timeout: 60')}${step('b', ', timeout: 10')}${step('c', ', timeout: 90, service: {}')}`;
    const steps = workflowOf(text).stages[0]?.steps;
    expect(steps?.map(({ timeout, startTimeout }) => [timeout, startTimeout])).toEqual([
      [60, 600],
      [60, 600],
      [undefined, 690],
    ]);
  });

  test('services wait for the jobs', () => {
    const steps = workflowOf(`version: 1\nstages:\n  one:\n${step('s', ', service: {}')}${step('a')}${step('b')}`)
      .stages[0]?.steps;
    expect(steps?.map(({ name, needs }) => [name, needs])).toEqual([
      ['s', ['a', 'b']],
      ['a', undefined],
      ['b', undefined],
    ]);
  });

  test('names that are the same once cleaned are an error', () => {
    expect(read(`version: 1\nstages:\n  one:\n${step('train_a')}${step('train.a')}`).found).toEqual([
      '5:19 error NAME_COLLISION the step "train.a" and "train_a" in line 4 are both "train-a" on a cluster',
    ]);
    expect(read(`version: 1\nstages:\n  one:\n${step('a')}${step('a')}`).found).toEqual([
      '5:19 error DUPLICATE_NAME the step "a" is there twice; the first is in line 4',
    ]);
  });

  test('stages too', () => {
    expect(read('version: 1\nstages:\n  my_stage: []\n  My Stage: []\n').found).toContain(
      '4:3 error NAME_COLLISION the stage "My Stage" and "my_stage" in line 3 are both "my-stage" on a cluster',
    );
  });

  test('steps may have names that another stage has too: then the stage is part of them', () => {
    const text = `version: 1\nstages:\n  one:\n${step('run')}${step('x')}  two:\n${step('run')}${step('s', ', service: {}')}`;
    expect(workflowOf(text).stages.map(({ steps }) => steps.map(({ name, needs }) => [name, needs]))).toEqual([
      [
        ['one-run', undefined],
        ['x', undefined],
      ],
      [
        ['two-run', undefined],
        ['s', ['two-run']],
      ],
    ]);
  });
});

test('the name of the workflow is cleaned, or that of the folder', () => {
  expect(workflowOf('version: 1\nname: My_Flow\nstages: {}').name).toBe('my-flow');
  expect(workflowOf('version: 1\nname: "$$"\nstages: {}').name).toBe('my-project');
});
