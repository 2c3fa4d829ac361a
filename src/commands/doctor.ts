/** `automl doctor`: what stands between this machine and a run in the cluster, line by line, with what to do about it. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { failedBy, type Check } from '../backends/kubernetes/doctor/check.ts';
import type { Patient } from '../backends/kubernetes/doctor/examine.ts';
import { AutomlError, exitCode, messageOf, type ExitCode } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import { painter } from '../report/paint.ts';
import { readSource } from '../source/source.ts';
import { plainStore } from '../workflow/store.ts';
import { connectOrFail, requireNode, type ConnectionRequest } from './choose-setup.ts';
import { loadTarget } from './prepare.ts';
import { hasClusterSchedules } from './scheduled-environment.ts';
import { unknownCommit, wholePlan } from './whole-plan.ts';
import type { World } from './world.ts';

export interface DoctorRequest extends ConnectionRequest {
  /** Workflow file or folder: then its rights, images, objects and amounts. */
  readonly target?: string;
  /** In place of the file's images. */
  readonly image?: string;
  /** Names of secrets whose values the runs bring (`--secret`): they need not be in the cluster. */
  readonly ownSecrets?: readonly string[];
  readonly output: 'text' | 'json';
  /** No pods: only what can be asked. */
  readonly quick?: boolean;
}

/** 0: all is well; 1: something is not; 130: interrupted. @throws AutomlError when the file can't be read */
export async function doctor(request: DoctorRequest, world: World): Promise<ExitCode> {
  const stop = new AbortController();
  const stopListening = world.onInterrupt(() => {
    stop.abort();
  });
  const paper = new Paper(request.output, world);
  try {
    const file = await readTarget(request.target, world);
    for await (const check of checks(request, file, world, { signal: stop.signal, paper })) paper.add(check);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  } finally {
    stopListening();
    paper.close();
  }
  if (stop.signal.aborted) return exitCode.cancelled;
  return paper.isFine ? exitCode.ok : exitCode.failed;
}

type Target = Pick<Patient, 'plan' | 'file' | 'files' | 'ca' | 'cronJobs'>;

async function readTarget(target: string | undefined, world: World): Promise<Target> {
  const event = 'doctor';
  if (target === undefined) return { plan: emptyPlan(event), file: null, files: [], ca: null };
  const { workflow, file, root, warnings } = loadTarget({ target, params: [] }, world);
  if (warnings !== '') world.err.write(warnings);
  const source = await readSource(root);
  const plan = wholePlan({ workflow, file }, event, world);
  const { ca } = workflow.python;
  const text = ca === undefined ? null : await readFile(path.join(root, ca), 'utf8').catch(() => null);
  return { plan, file, files: source.files, ca: text, cronJobs: hasClusterSchedules(workflow) };
}

function emptyPlan(event: string): Plan {
  return {
    workflow: '',
    file: '',
    run: { id: '', event },
    schedule: null,
    commit: unknownCommit,
    environment: null,
    params: {},
    steps: [],
    parallel: 1,
    failFast: false,
    concurrency: 'allow',
    onInterrupt: 'cancel',
    driver: null,
    notify: [],
    python: { extraIndex: [], offline: false },
    store: plainStore,
  };
}

async function* checks(
  request: DoctorRequest,
  target: Target,
  world: World,
  { signal, paper }: { readonly signal: AbortSignal; readonly paper: Paper },
): AsyncGenerator<Check> {
  try {
    requireNode(world);
  } catch (error) {
    // The rest does not load on such a Node.
    yield failedBy('api', messageOf(error));
    return;
  }
  const { examine, lifeOf, checkForgeToken } = await import('../backends/kubernetes/doctor/doctor.ts');
  const cluster = await connectOrFail(request, world).catch((error: unknown) => {
    if (error instanceof AutomlError) return failedBy('api', messageOf(error));
    throw error;
  });
  if ('state' in cluster) yield cluster;
  else {
    const { api, connection } = cluster;
    paper.about = { server: api.server, namespace: api.namespace };
    const patient: Patient = {
      ...target,
      api,
      connection,
      life: () => lifeOf(api),
      ownSecrets: new Set(request.ownSecrets),
      ...(request.image === undefined ? {} : { image: request.image }),
    };
    try {
      yield* examine(patient, {
        sleep: (milliseconds) => later(milliseconds, undefined, { signal }).catch(() => undefined),
        signal,
        id: Buffer.from(world.random(4)).toString('hex'),
        now: world.now(),
        quick: request.quick === true,
        onProgress: (doing) => {
          paper.progress(doing);
        },
      });
    } finally {
      await cluster.close();
    }
  }
  yield await checkForgeToken(world.env);
}

const marks = { ok: '✓', failed: '✗', unchecked: '–' } as const;
const tones = { ok: 'good', failed: 'bad', unchecked: 'quiet' } as const;
/** Columns of a name: the longest is "namespace". */
const nameWidth = 10;

/** What is printed. */
class Paper {
  readonly #output: DoctorRequest['output'];
  readonly #world: World;
  readonly #checks: Check[] = [];
  #progress = false;
  about: { readonly server: string; readonly namespace: string } | null = null;

  constructor(output: DoctorRequest['output'], world: World) {
    this.#output = output;
    this.#world = world;
  }

  get isFine(): boolean {
    return this.#checks.every(({ state }) => state !== 'failed');
  }

  add(check: Check): void {
    this.#checks.push(check);
    if (this.#output === 'json') return;
    const { out, color } = this.#world;
    const paint = painter(color);
    const { name, state, text, fix } = check;
    this.#clear();
    out.write(
      `${paint(tones[state], marks[state])} ${name.padEnd(nameWidth)} ${state === 'unchecked' ? paint('quiet', text) : text}\n`,
    );
    if (fix !== undefined) out.write(`  ${''.padEnd(nameWidth)} → ${fix}\n`);
  }

  /** What is being done, on a terminal only; the next line takes its place. */
  progress(doing: string): void {
    const { out, tty, columns } = this.#world;
    if (!tty || this.#output === 'json') return;
    this.#clear();
    out.write(`… ${doing}`.slice(0, columns - 1));
    this.#progress = true;
  }

  close(): void {
    this.#clear();
    if (this.#output !== 'json') return;
    this.#world.out.write(`${JSON.stringify({ ok: this.isFine, ...this.about, checks: this.#checks }, null, 2)}\n`);
  }

  #clear(): void {
    if (this.#progress) this.#world.out.write('\r\u001b[K');
    this.#progress = false;
  }
}
