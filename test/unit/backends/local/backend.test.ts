import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { LocalBackend } from '../../../../src/backends/local/backend.ts';
import type { StepResult } from '../../../../src/backends/result.ts';
import { plan, step } from '../../engine/plans.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'automl-local-'));
  await mkdir(path.join(folder, 'logs'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs a step by an interpreter that does what the script says, and cancels it at the first line of its log. */
async function cancelled(interpreter: string): Promise<StepResult> {
  const python = path.join(folder, 'python');
  await writeFile(python, `#!/bin/sh\n${interpreter}\n`, { mode: 0o755 });
  const order = { task: { step: 'slow' }, attempt: 1, params: {}, code: step('slow').code, env: {}, inputs: {} };
  return new Promise((resolve) => {
    const backend = new LocalBackend({
      plan: plan([step('slow')]),
      folder,
      logPath: () => path.join(folder, 'logs', 'slow'),
      source: { root: folder, files: [] },
      python,
      runner: folder,
      cache: folder,
      env: { PATH: '/usr/bin:/bin' },
      secrets: new Map(),
      grace: 10,
      onEnded: ({ result }) => {
        resolve(result);
      },
      onOutput: (event) => {
        if (event.type === 'log') backend.cancel(order.task);
        return undefined;
      },
    });
    backend.start(order);
  });
}

test('a step whose interpreter is stopped before the agent lives was cancelled', async () => {
  expect(await cancelled('echo begun; exec sleep 60')).toMatchObject({ state: 'cancelled', reason: 'was cancelled' });
});

test('a step whose agent ends by itself without a word has failed, also while it is stopped', async () => {
  expect(await cancelled("trap 'exit 7' TERM; echo begun; while :; do sleep 0.05; done")).toMatchObject({
    state: 'failed',
    reason: 'result lost: the step agent ended with 7 and no result',
  });
});
