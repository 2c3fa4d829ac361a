import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { scheduleFiles } from '../../../../src/forges/github/schedules/schedule-files.ts';
import { madeFrom } from '../../../../src/forges/github/schedules/made-file.ts';
import { scheduleDrift } from '../../../../src/forges/github/schedules/drift.ts';
import { writtenTimes } from '../../../../src/forges/github/schedules/written-times.ts';
import { scheduleOf } from '../../../github/schedules.ts';

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
}
interface Job {
  readonly steps: readonly Step[];
  readonly [key: string]: unknown;
}
interface Workflow {
  readonly on: { readonly schedule?: readonly object[]; readonly workflow_dispatch: object };
  readonly jobs: Readonly<Record<string, Job>>;
  readonly [key: string]: unknown;
}

let repository: string;
beforeEach(() => {
  repository = mkdtempSync(path.join(os.tmpdir(), 'automl-github-'));
});
afterEach(() => {
  rmSync(repository, { recursive: true });
});
const write = (file: string, text: string): void => {
  mkdirSync(path.dirname(path.join(repository, file)), { recursive: true });
  writeFileSync(path.join(repository, file), text);
};
const filesOf = (...schedules: Parameters<typeof scheduleOf>[0][]) =>
  scheduleFiles({ repository, file: 'models/automl.yaml' }, schedules.map(scheduleOf));
const made = (schedule: Parameters<typeof scheduleOf>[0] = {}): Workflow =>
  parse(filesOf(schedule)[0]?.wanted ?? '') as Workflow;

const ci = `name: ci
on: [push]
permissions:
  contents: read
  id-token: write
env: {REGION: eu}
jobs:
  test:
    runs-on: ubuntu-latest
    steps: [{run: make test}]
  train:
    needs: test
    if: github.ref == 'refs/heads/main'
    runs-on: [self-hosted, gpu]
    environment: ml
    steps:
      - uses: actions/checkout@0123456789012345678901234567890123456789 # v6.0.2
      - id: automl
        uses: automl-action/automl-action@v1
        with:
          working-directory: models
          backend: kubernetes
          kubeconfig: \${{ secrets.KUBECONFIG }}
          params: alpha=\${{ inputs.alpha }}
`;

describe('when', () => {
  test('a schedule in UTC has a cron expression, and can be started by hand for a time', () => {
    expect(made({ cron: '0 3 * * 1' }).on).toEqual({
      schedule: [{ cron: '0 3 * * 1' }],
      workflow_dispatch: { inputs: { scheduled_at: expect.objectContaining({ type: 'string', default: '' }) } },
    });
  });

  test('another zone is named', () => {
    expect(made({ timezone: 'Europe/Berlin' }).on.schedule).toEqual([{ cron: '0 3 * * *', timezone: 'Europe/Berlin' }]);
  });

  test('on Gitea the zone stands before the fields', () => {
    write('.gitea/workflows/ci.yml', 'on: push\njobs: {}\n');
    const [file] = filesOf({ timezone: 'Europe/Berlin' });
    expect(file?.path).toBe('.gitea/workflows/automl-nightly.yml');
    expect((parse(file?.wanted ?? '') as Workflow).on.schedule).toEqual([{ cron: 'TZ=Europe/Berlin 0 3 * * *' }]);
    expect(writtenTimes(file?.wanted ?? '')).toEqual({
      cron: '0 3 * * *',
      timezone: 'Europe/Berlin',
      suspended: false,
    });
  });

  test('a suspended one is only started by hand, and keeps its times', () => {
    const [file] = filesOf({ suspend: true, timezone: 'Asia/Tokyo' });
    expect((parse(file?.wanted ?? '') as Workflow).on.schedule).toBeUndefined();
    expect(writtenTimes(file?.wanted ?? '')).toEqual({ cron: '0 3 * * *', timezone: 'Asia/Tokyo', suspended: true });
  });

  test.each([
    ['forbid', { group: 'automl-schedule-nightly', 'cancel-in-progress': false }],
    ['replace', { group: 'automl-schedule-nightly', 'cancel-in-progress': true }],
    ['allow', undefined],
  ] as const)('concurrency %s', (concurrency, written) => {
    expect(made({ concurrency })['concurrency']).toEqual(written);
  });
});

describe('how', () => {
  test('as the job that runs the same file does, without what ties it to others', () => {
    write('.github/workflows/ci.yml', ci);
    const { jobs, env, permissions } = made();
    expect({ env, permissions }).toEqual({ env: { REGION: 'eu' }, permissions: {} });
    expect(jobs).toEqual({
      train: {
        permissions: { contents: 'read', 'id-token': 'write' },
        'runs-on': ['self-hosted', 'gpu'],
        environment: 'ml',
        steps: [
          { uses: 'actions/checkout@0123456789012345678901234567890123456789' },
          {
            id: 'automl',
            uses: 'automl-action/automl-action@v1',
            with: {
              'working-directory': 'models',
              backend: 'kubernetes',
              kubeconfig: '${{ secrets.KUBECONFIG }}',
              schedule: 'nightly',
              'scheduled-at': '${{ inputs.scheduled_at }}',
            },
          },
        ],
      },
    });
    expect(filesOf({})[0]?.wanted).toContain('@0123456789012345678901234567890123456789 # v6.0.2\n');
  });

  test('at the head of the branch that the schedule names', () => {
    write('.github/workflows/ci.yml', ci);
    expect(made({ ref: 'training' }).jobs['train']?.steps[0]?.with).toEqual({ ref: 'training' });
    rmSync(path.join(repository, '.github'), { recursive: true });
    expect(made({ ref: 'training' }).jobs['run']?.steps[0]?.with).toMatchObject({ ref: 'training' });
  });

  test.each([
    ['has a matrix', ci.replace('environment: ml', 'environment: ${{ matrix.where }}')],
    ['reads what another job found out', ci.replace('environment: ml', 'environment: ${{ needs.test.outputs.where }}')],
    ['runs another file', ci.replace('working-directory: models', 'working-directory: other')],
    ['only validates', ci.replace('backend: kubernetes', 'command: validate')],
    ['is not YAML', `${ci}\n  :\n - x`],
  ])('not as a job that %s', (_, text) => {
    write('.github/workflows/ci.yml', text);
    const [file] = filesOf({});
    expect(file).toMatchObject({ copied: null });
    expect((parse(file?.wanted ?? '') as Workflow).jobs).toEqual({
      run: {
        'runs-on': 'ubuntu-latest',
        permissions: { contents: 'read' },
        steps: [
          { uses: expect.stringMatching(/^actions\/checkout@[0-9a-f]{40}$/), with: { 'persist-credentials': false } },
          {
            uses: 'automl-action/automl-action@v1',
            with: { file: 'models/automl.yaml', schedule: 'nightly', 'scheduled-at': '${{ inputs.scheduled_at }}' },
          },
        ],
      },
    });
  });

  test('with the versions that the file had, where no job names any: a bot may have raised them', () => {
    const [first] = filesOf({});
    const raised = (first?.wanted ?? '').replace('automl-action@v1', 'automl-action@0123456 # v1.4.0');
    write('.github/workflows/automl-nightly.yml', raised);
    expect(filesOf({})[0]?.wanted).toBe(raised);
    expect(filesOf({ cron: '5 3 * * *' })[0]?.wanted).toContain('automl-action@0123456 # v1.4.0');
  });

  test('an anchor of another job is written out', () => {
    const shared = ci.replace('steps: [{run: make test}]', 'env: &env {A: b}\n    steps: [{run: make test}]');
    write('.github/workflows/ci.yml', shared.replace('environment: ml', 'environment: ml\n    env: *env'));
    expect(made().jobs['train']?.['env']).toEqual({ A: 'b' });
  });
});

describe('drift', () => {
  const drift = (...schedules: Parameters<typeof scheduleOf>[0][]): readonly string[] =>
    scheduleDrift({ repository, file: 'models/automl.yaml' }, schedules.map(scheduleOf), 'automl.yaml').map(
      ({ file, line, code, message }) => `${file}:${String(line)} ${code} ${message}`,
    );
  const sync = (...schedules: Parameters<typeof scheduleOf>[0][]): void => {
    for (const { path: place, wanted } of filesOf(...schedules)) if (wanted !== null) write(place, wanted);
  };

  test('none where the files are what the schedules say, also with the line ends of Windows', () => {
    sync({}, { name: 'weekly' });
    expect(drift({}, { name: 'weekly' })).toEqual([]);
    write('.github/workflows/automl-nightly.yml', (filesOf({})[0]?.wanted ?? '').replaceAll('\n', '\r\n'));
    expect(drift({}, { name: 'weekly' })).toEqual([]);
  });

  test('a file that is missing, at the line of its schedule', () => {
    expect(drift({ at: { line: 7, column: 3 } })).toEqual([
      'automl.yaml:7 SCHEDULE_DRIFT .github/workflows/automl-nightly.yml is missing, so nothing starts the schedule "nightly": automl schedule sync, and commit the file',
    ]);
  });

  test('a schedule that changed, a job that changed, a file that somebody edited', () => {
    write('.github/workflows/ci.yml', ci);
    sync({});
    expect(drift({ cron: '5 3 * * *' })).toHaveLength(1);
    write('.github/workflows/ci.yml', ci.replace('self-hosted', 'ubuntu-latest'));
    expect(drift({})).toHaveLength(1);
    write('.github/workflows/ci.yml', ci);
    expect(drift({})).toEqual([]);
    write('.github/workflows/automl-nightly.yml', `${filesOf({})[0]?.wanted ?? ''}# mine\n`);
    expect(drift({})).toEqual([
      expect.stringMatching(/is not what the schedule "nightly" and the job that it copies say/),
    ]);
  });

  test("a file whose schedule is gone, or is now the cluster's", () => {
    sync({});
    const left = '.github/workflows/automl-nightly.yml starts the schedule "nightly", which is gone';
    expect(drift()).toEqual([expect.stringContaining(left)]);
    expect(drift({ backend: 'cluster' })).toEqual([expect.stringContaining(left)]);
  });

  test('the files of another workflow are its own', () => {
    sync({});
    write('models/automl.yaml', '');
    expect(scheduleDrift({ repository, file: 'other.yaml' }, [], 'other.yaml')).toEqual([]);
    expect(scheduleDrift({ repository, file: 'other.yaml' }, [scheduleOf({})], 'other.yaml')).toMatchObject([
      {
        message: expect.stringMatching(/is that of a schedule in models\/automl\.yaml: give the schedule another name/),
      },
    ]);
  });

  test('a file that somebody wrote is not taken', () => {
    write('.github/workflows/automl-nightly.yml', 'on: push\n');
    expect(drift({})).toEqual([expect.stringMatching(/was not made by automl: give the schedule another name/)]);
  });
});

test("GitHub's own parser accepts what is written", () => {
  write('.github/workflows/ci.yml', ci);
  const schedules = [
    { timezone: 'Europe/Berlin' },
    { name: 'suspended', suspend: true },
    { name: 'free', concurrency: 'allow' },
  ] as const;
  for (const { wanted } of filesOf(...schedules)) {
    const said = execFileSync(
      process.execPath,
      [path.join(import.meta.dirname, '..', '..', '..', 'github', 'parse-workflow.js')],
      {
        input: wanted ?? '',
        encoding: 'utf8',
      },
    );
    expect(JSON.parse(said)).toEqual([]);
    expect(madeFrom(wanted ?? '')).toBe('models/automl.yaml');
  }
});
