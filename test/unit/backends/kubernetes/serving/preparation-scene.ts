/** A service that is prepared in a cluster in memory. */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Pod } from '../../../../../src/backends/kubernetes/client/types.ts';
import { packFiles } from '../../../../../src/backends/kubernetes/objects/archive.ts';
import { OpenLogs } from '../../../../../src/backends/kubernetes/open-logs.ts';
import type { Prepared } from '../../../../../src/backends/kubernetes/serving/handover.ts';
import { prepareService } from '../../../../../src/backends/kubernetes/serving/preparation.ts';
import type { AgentMessage } from '../../../../../src/backends/result.ts';
import type { TaskOrder } from '../../../../../src/backends/backend.ts';
import type { PlanStep } from '../../../../../src/plan/plan.ts';
import { plainService } from '../../../../../src/workflow/service.ts';
import { plan, step } from '../../../engine/plans.ts';
import { FakeApi } from '../fake-api.ts';
import { facts, order, store } from '../objects/facts.ts';
import { lastWord, resultFrame, success } from '../pods.ts';

export const jobName = 'wine-api-r1-a1-prepare';
export const podName = `${jobName}-x`;
const service = { ...plainService, port: 8000 };

export const served = (fields: Partial<PlanStep> = {}): PlanStep =>
  step('api', { kind: 'service', service, ...fields });
export const inputs: TaskOrder['inputs'] = { model: [{ task: { step: 'train' }, output: 'model', sha256: 'a1' }] };

export class PreparationScene {
  readonly api: FakeApi;
  readonly said: string[] = [];
  stop = new AbortController();
  isLeft = false;
  readonly #folder: string;

  private constructor(folder: string, api: FakeApi) {
    this.#folder = folder;
    this.api = api;
  }

  /** @param files of the project */
  static async open(files: Readonly<Record<string, string>> = {}): Promise<PreparationScene> {
    const folder = await mkdtemp(path.join(tmpdir(), 'automl-preparation-'));
    const scene = new PreparationScene(folder, new FakeApi());
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
    await writeFile(scene.#log, '');
    const tgz = (await packFiles(folder, Object.keys(files), 2 ** 20)) ?? Buffer.alloc(0);
    const binaryData = { 'source.tgz.000': tgz.toString('base64') };
    scene.api.put('ConfigMap', { metadata: { name: 'automl-r1-source-0' }, binaryData });
    return scene;
  }

  prepare(one: PlanStep, fields: Partial<TaskOrder> = {}): Promise<Prepared> {
    const { api } = this;
    return prepareService({
      api,
      facts: facts({ store }),
      plan: plan([one]),
      step: one,
      order: order(one, fields),
      logs: new OpenLogs({ api, logPath: () => this.#log, onOutput: () => undefined }),
      say: (message) => this.said.push(message),
      signal: this.stop.signal,
      isLeft: () => this.isLeft,
    });
  }

  /** What the Job controller makes of the Job. */
  pod(status: Pod): void {
    const job = this.api.all('Job').find(({ metadata }) => metadata?.name === jobName);
    const labels = { ...job?.spec?.template.metadata?.labels, 'batch.kubernetes.io/job-name': jobName };
    this.api.put('Pod', { ...status, metadata: { ...status.metadata, name: podName, uid: podName, labels } });
  }

  /** What the agent says, and then the code's own words. */
  say(...messages: readonly AgentMessage[]): void {
    const stamp = '2026-01-01T00:00:01.000000001Z';
    const frames = messages.map((message) => `${stamp} \u001e::automl::${JSON.stringify(message)}`);
    this.api.log(podName).say(...frames);
  }

  get jobs(): string[] {
    return this.api.all('Job').map(({ metadata }) => metadata?.name ?? '');
  }

  calls(verb: string): string[] {
    return this.api.calls.filter((call) => call.verb === verb).map(({ kind, name }) => `${kind ?? ''} ${name}`);
  }

  log(): Promise<string> {
    return readFile(this.#log, 'utf8');
  }

  async end(): Promise<void> {
    await rm(this.#folder, { recursive: true });
  }

  get #log(): string {
    return path.join(this.#folder, 'log');
  }
}

/** As the agent hands a file over, in two parts. */
export function parts(file: 'lock' | 'inputs', data: string): AgentMessage[] {
  return [data.slice(0, 3), data.slice(3)].map((part) => {
    return { event: 'part', file, data: Buffer.from(part).toString('base64') };
  });
}

export function prepared(files: { lock?: string; inputs?: string }, tooLarge: number | null = null): AgentMessage {
  const told = (data: string | undefined) =>
    data === undefined ? null : { bytes: data.length, sha256: createHash('sha256').update(data).digest('hex') };
  return { event: 'prepared', lock: told(files.lock), inputs: told(files.inputs), too_large: tooLarge };
}

export const done = JSON.parse(resultFrame(success())) as AgentMessage;
export const lastWordOfDone = lastWord(success());
