import { describe, expect, test } from '@jest/globals';
import { preflight, type PreflightFacts } from '../../../../src/backends/local/preflight.ts';
import { plan, step } from '../../engine/plans.ts';
import { plainDriver } from '../../../../src/workflow/driver.ts';

const facts = (fields: Partial<PreflightFacts> = {}): PreflightFacts => ({
  secrets: new Map(),
  interpreter: { executable: '/usr/bin/python3', version: '3.11.7' },
  files: ['train.py'],
  ...fields,
});
const refusals = (fields: Parameters<typeof step>[1], more: Partial<PreflightFacts> = {}): string[] => [
  ...preflight(plan([step('train', fields)]), facts(more)).refused.values(),
];

describe('this machine refuses a step', () => {
  test('whose code is inside an image', () => {
    expect(refusals({ code: { kind: 'image', args: [] }, image: 'tool:1' })).toEqual([
      'its code is inside the image tool:1, and this machine runs no images: use a cluster, or leave out "image"',
    ]);
  });

  test('whose secret is missing, with the two ways to give it', () => {
    expect(refusals({ secrets: ['aws'] })).toEqual([
      'secret "aws" is missing: give --secret aws=FILE, or write KEY=value lines to .automl/secrets/aws.env',
    ]);
    expect(refusals({ secrets: ['aws'] }, { secrets: new Map([['aws', {}]]) })).toEqual([]);
  });

  test('whose variable has no source here', () => {
    const config = { LEVEL: { kind: 'config-map', name: 'settings', key: 'level' } } as const;
    expect(refusals({ envFrom: config })).toEqual([
      'the variable LEVEL comes from config map "settings", which only a cluster has: use a cluster, or a secret',
    ]);
    const secret = { TOKEN: { kind: 'secret', name: 'aws', key: 'token' } } as const;
    expect(refusals({ envFrom: secret }, { secrets: new Map([['aws', { other: '1' }]]) })).toEqual([
      'secret "aws" has no key token, which TOKEN is made of',
    ]);
  });

  test('whose file git ignores', () => {
    const code = { kind: 'python', file: 'data/make.py', args: [] } as const;
    expect(refusals({ code: code as never })).toEqual([
      'data/make.py is ignored by git, so steps will not find it: git add -f data/make.py, or change .gitignore',
    ]);
  });

  test('but not one that is skipped anyway', () => {
    expect(refusals({ secrets: ['aws'], skip: 'not a deploying ref' })).toEqual([]);
  });
});

test('an image of another Python is worth one warning, however many steps have it', () => {
  const image = 'python:3.12-slim';
  const steps = [step('a', { image }), step('b', { image }), step('c', { image: 'python:3.11' })];
  expect(preflight(plan(steps), facts()).warnings).toEqual([
    'image python:3.12-slim has Python 3.12, this machine runs the steps with 3.11.7',
  ]);
});

describe('a login for the package index that is missing', () => {
  const python = { index: 'https://pypi.example/simple', extraIndex: [], credentials: 'pypi', offline: false };
  const warned = (fields: Parameters<typeof step>[1], more: Partial<PreflightFacts> = {}) =>
    preflight(plan([step('train', fields), step('other', fields)], { python }), facts(more)).warnings;

  test('is told once, with the ways to give it', () => {
    expect(warned({ requirements: 'requirements.txt' }, { files: ['train.py', 'requirements.txt'] })).toEqual([
      'secret "pypi" is missing, and the package index is asked without a login: give --secret pypi=FILE, or write KEY=value lines to .automl/secrets/pypi.env',
    ]);
  });

  test('is told of a secret without a password', () => {
    const secrets = new Map([['pypi', { username: 'ci' }]]);
    expect(warned({ requirements: 'requirements.txt' }, { secrets, files: ['train.py', 'requirements.txt'] })).toEqual([
      'secret "pypi" has no password, and the package index is asked without a login: add it',
    ]);
  });

  test('is of no interest to a step that installs nothing, nor where it is there', () => {
    expect(warned({})).toEqual([]);
    const secrets = new Map([['pypi', { password: 'x' }]]);
    expect(warned({ requirements: 'requirements.txt' }, { secrets, files: ['train.py', 'requirements.txt'] })).toEqual(
      [],
    );
  });
});

test('what only a cluster can do about other runs and signals is worth a warning each', () => {
  const warned = preflight(plan([], { concurrency: 'queue', onInterrupt: 'detach' }), facts()).warnings;
  expect(warned).toEqual([
    '"concurrency: queue" has an effect in a cluster only',
    '"on_interrupt: detach" has an effect in a cluster only',
  ]);
  const driven = plan([], { driver: plainDriver, onInterrupt: 'detach' });
  expect(preflight(driven, facts()).warnings).toEqual(['"driver: cluster" has an effect in a cluster only']);
  expect(preflight(plan([]), facts()).warnings).toEqual([]);
});
