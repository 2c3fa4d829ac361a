/** `automl logs`: what the steps of a run have printed: files of this machine, pods that are left, what the cluster keeps. */
import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Cluster } from '../backends/kubernetes/client/cluster.ts';
import type { KeptLog } from '../backends/kubernetes/objects/logs.ts';
import type { RunPods } from '../backends/kubernetes/inventory/run-pods.ts';
import { isFinal } from '../engine/view.ts';
import { exitCode, type ExitCode } from '../errors.ts';
import { taskKey, type Task } from '../plan/plan.ts';
import { logFile } from '../records/file-store.ts';
import type { RunRecord } from '../records/schema.ts';
import { attemptOf, chooseTasks, type TaskChoice } from './chosen-tasks.ts';
import { followFiles } from './follow-files.ts';
import { followPods } from './follow-pods.ts';
import { LogPaper } from './log-paper.ts';
import { inPlaces, type PlacesRequest, type SeenRun } from './places.ts';
import type { World } from './world.ts';

export interface LogsRequest extends PlacesRequest, TaskChoice {
  readonly run: string;
  /** Goes on with what is printed from now on. */
  readonly follow: boolean;
}

export async function logs(request: LogsRequest, world: World): Promise<ExitCode> {
  return inPlaces(request, world, async (places) => {
    const run = await places.find(request.run);
    const { record } = run;
    const chosen = chooseTasks(record, request);
    if (request.follow && !isFinal(record.state) && !chosen.every(({ state }) => isFinal(state))) {
      if (run.namespace !== null && places.cluster !== null)
        return followPods(record, run.driver, request, places.cluster, world);
      if (run.file !== null && record.backend === 'local') return followFiles(run.file, request, world);
    }
    const printing = new Printing(run, places.cluster, world);
    for (const logged of chosen) {
      const attempt = attemptOf(logged, request);
      if (attempt !== null) await printing.print(logged.task, attempt, chosen.length > 1);
    }
    return exitCode.ok;
  });
}

/** Where the logs of one run are read from. */
class Printing {
  readonly #run: SeenRun;
  readonly #cluster: Cluster | null;
  readonly #world: World;
  readonly #paper: LogPaper;
  /** Undefined: nobody has looked yet. */
  #pods: RunPods | null | undefined;
  #kept: Promise<readonly KeptLog[]> | null = null;

  constructor(run: SeenRun, cluster: Cluster | null, world: World) {
    this.#run = run;
    this.#cluster = run.record.backend === 'kubernetes' ? cluster : null;
    this.#world = world;
    this.#paper = new LogPaper(world);
  }

  /** @param isOneOfMany it gets a title */
  async print(task: Task, attempt: number, isOneOfMany: boolean): Promise<void> {
    const { record, file, namespace } = this.#run;
    const here = file === null ? null : path.join(path.dirname(file), logFile(task, attempt));
    const isHere = here !== null && existsSync(here);
    // Its driver was on this machine until the end: the file has more than what a node keeps.
    const isWhole = isHere && namespace === null;
    const pods = isWhole ? null : await this.#podsOfRun();
    if (isOneOfMany) this.#paper.title(taskKey(task));
    if (pods?.has({ task, attempt }) === true) {
      await pods.print(
        { task, attempt },
        (line) => this.#paper.line(line),
        (trouble) => this.#world.err.write(`warning: ${trouble}\n`),
      );
      return;
    }
    const kept = isWhole ? null : await this.#keptText(task, attempt);
    if (kept !== null) await this.#printText(kept);
    else if (isHere) await this.#printFile(here);
    else if (record.backend === 'kubernetes') this.#world.err.write(`warning: ${nowhere(record, task, attempt)}\n`);
  }

  /** The longest, where two drivers have kept it. Null: nobody has. */
  async #keptText(task: Task, attempt: number): Promise<string | null> {
    if (this.#cluster === null) return null;
    const { readKeptLogs } = await import('../backends/kubernetes/inventory/inventory.ts');
    this.#kept ??= readKeptLogs(this.#cluster.api, this.#run.record.id);
    const [longest = null] = (await this.#kept)
      .filter((log) => taskKey(log) === taskKey(task) && log.attempt === attempt)
      .map(({ text }) => text)
      .sort((a, b) => b.length - a.length);
    return longest;
  }

  /** Null: they can't be told, since the plan of the run is gone. */
  async #podsOfRun(): Promise<RunPods | null> {
    if (this.#pods !== undefined || this.#cluster === null) return this.#pods ?? null;
    const { api } = this.#cluster;
    const { readPlan, RunPods } = await import('../backends/kubernetes/inventory/inventory.ts');
    const stored = await readPlan(api, this.#run.record.id);
    this.#pods = stored === null ? null : await RunPods.read(api, stored.plan);
    return this.#pods;
  }

  async #printText(text: string): Promise<void> {
    if (!this.#world.tty) await this.#paper.bytes(text);
    else for (const line of text.trimEnd().split('\n')) await this.#paper.line(line);
  }

  async #printFile(file: string): Promise<void> {
    const bytes = createReadStream(file);
    if (!this.#world.tty) for await (const chunk of bytes) await this.#paper.bytes(chunk as Buffer);
    else for await (const line of createInterface({ input: bytes, crlfDelay: Infinity })) await this.#paper.line(line);
  }
}

function nowhere({ id, host, steps }: RunRecord, task: Task, attempt: number): string {
  const isService = steps.some(({ name, kind }) => name === task.step && kind === 'service');
  if (isService) return `what ${task.step} prints is in the log of its service: automl logs --service ${task.step}`;
  const file = `.automl/runs/${id}/${logFile(task, attempt)}`;
  return `the pods of ${taskKey(task)} are gone, and the cluster keeps no log of it; the machine that drove the run (${host}) may have it as ${file}`;
}
