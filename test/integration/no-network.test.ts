import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import nock from 'nock';
import { executeRun } from '../../src/commands/execute.ts';
import type { World } from '../../src/commands/world.ts';
import { Project } from './project.ts';

const asked: string[] = [];
const note = (request: { path?: string; host?: string }): void => {
  asked.push(`${request.host ?? ''}${request.path ?? ''}`);
};
let project: Project;

beforeEach(() => {
  nock.disableNetConnect();
  nock.emitter.on('no match', note);
});
afterEach(() => {
  nock.emitter.off('no match', note);
  nock.restore();
  project.remove();
});

test('a run on this machine asks nobody on the network: there is no telemetry', async () => {
  project = new Project({ 'automl.yaml': 'name: quiet\nstages:\n  a: [{name: one, command: "true"}]\n' });
  const home = path.join(import.meta.dirname, '..', '..');
  const out = new PassThrough().resume();
  const world: World = {
    cwd: project.folder,
    env: process.env,
    stdin: () => Readable.from([]),
    out,
    err: out,
    color: false,
    tty: false,
    columns: 80,
    now: () => Date.now(),
    random: (bytes) => randomBytes(bytes),
    home,
    version: '0.0.0',
    node: process.versions.node,
    userHome: project.folder,
    host: 'test',
    pid: process.pid,
    cpus: 2,
    cache: path.join(project.folder, '.cache'),
    onInterrupt: () => () => undefined,
    isAlive: () => true,
  };
  const request = {
    target: '.',
    params: [],
    steps: [],
    trigger: { event: 'command', branch: null, tag: null, defaultBranch: null },
    secretFiles: [],
    secretLines: [],
    output: 'text' as const,
    logLevel: 'info' as const,
    keepServices: false,
  };
  const { record } = await executeRun(request, world);
  expect(record.state).toBe('succeeded');
  expect(asked).toEqual([]);
  // The trap itself works: a request would have been seen.
  await expect(fetch('http://example.invalid/')).rejects.toThrow();
  expect(asked).toHaveLength(1);
});
