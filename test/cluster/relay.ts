/** A workflow of three steps, one after the other, that is passed from driver to driver; and what became of its runs. */
import { expect } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { RunRecord } from '../../src/records/schema.ts';
import { makeFolder, objects } from './cluster.ts';

/** A step that waits for nobody, one that takes some seconds, and one that fails once. */
export function makeProject(top = ''): string {
  const folder = makeFolder();
  writeFileSync(
    path.join(folder, 'automl.yaml'),
    `name: relay
${top}
defaults: {image: "python:3.11-slim"}
stages:
  first: [{name: quick, command: ["sh", "-c", "echo first"]}]
  second: [{name: slow, command: ["sh", "-c", "sleep 6; echo second"]}]
  third: [{name: last, command: ["sh", "-c", "echo third"]}]
`,
  );
  return folder;
}

export const runId = (text: string): string => /\brun ([a-z0-9]+)/.exec(text)?.[1] ?? '';
export const states = (record: RunRecord): string[] => record.steps.map(({ name, state }) => `${name} ${state}`);
export const readRecord = (folder: string, id: string): RunRecord =>
  JSON.parse(readFileSync(path.join(folder, '.automl', 'runs', id, 'record.json'), 'utf8')) as RunRecord;
/** Of a run that is over nothing runs, and nothing is held; its last pods take a moment to go. */
export async function expectOver(namespace: string, id: string): Promise<void> {
  const selector = `automl-action/run=${id},app.kubernetes.io/component in (step,lease)`;
  for (let tries = 0; tries < 60; tries++) {
    if ((await objects(namespace, selector)).length === 0) return;
    await pause(1000);
  }
  expect(await objects(namespace, selector)).toEqual([]);
}
