/** Workflow files of the default branch, and their runs. */
import path from 'node:path';
import { example, paged, parts, refused, type ApiAnswer, type Call } from './api.ts';

export interface FakeDispatch {
  readonly file: string;
  readonly ref: string;
  readonly inputs: unknown;
}

export interface FakeRun {
  readonly id: number;
  readonly head_sha: string;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: 'success' | 'failure' | 'cancelled' | null;
}

export class FakeWorkflows {
  /** State of each file, by its path. */
  readonly states = new Map<string, 'active' | 'disabled_manually' | 'disabled_inactivity'>();
  readonly dispatches: FakeDispatch[] = [];
  readonly runs: FakeRun[] = [];

  answer(call: Call, defaultBranch: string): ApiAnswer | null {
    if (call.name === 'GET /actions/workflows') return { status: 200, body: this.#workflows(call) };
    if (call.name === 'GET /actions/runs') return { status: 200, body: this.#runs(call) };
    const [run] = parts(call, /^POST \/actions\/runs\/(\d+)\/cancel$/) ?? [];
    if (run !== undefined) return this.#cancel(Number(run));
    const [action, name] =
      parts(call, /^(?:PUT|POST) \/actions\/workflows\/(?=[^/]+\/(enable|disable|dispatches)$)([^/]+)/) ?? [];
    return action === undefined || name === undefined ? null : this.#change(action, name, call.body, defaultBranch);
  }

  #workflows(call: Call): object {
    const [given] = example('workflow-paginated')['workflows'] as readonly object[];
    const workflows = [...this.states].map(([place, state], index) => ({
      ...given,
      id: index + 1,
      path: place,
      state,
    }));
    return { total_count: workflows.length, workflows: paged(workflows, call) };
  }

  #change(action: string, id: string, body: unknown, defaultBranch: string): ApiAnswer {
    const place = [...this.states.keys()].find((each) => path.posix.basename(each) === id);
    if (place === undefined) return refused(404, 'Not Found');
    if (action !== 'dispatches') {
      this.states.set(place, action === 'enable' ? 'active' : 'disabled_manually');
      return { status: 204 };
    }
    const { ref, inputs } = body as { ref: string; inputs?: unknown };
    if (ref !== defaultBranch) return refused(422, `No ref found for: ${ref}`);
    if (this.states.get(place) !== 'active')
      return refused(422, "Cannot trigger a 'workflow_dispatch' on a disabled workflow");
    this.dispatches.push({ file: place, ref, inputs });
    return { status: 204 };
  }

  #runs(call: Call): object {
    const [given] = example('workflow-run-paginated')['workflow_runs'] as readonly object[];
    const commit = call.query.get('head_sha');
    const status = call.query.get('status');
    const found = this.runs.filter(
      (each) => (commit === null || each.head_sha === commit) && (status === null || each.status === status),
    );
    return { total_count: found.length, workflow_runs: paged(found, call).map((run) => ({ ...given, ...run })) };
  }

  #cancel(id: number): ApiAnswer {
    const run = this.runs.find((each) => each.id === id);
    if (run === undefined) return refused(404, 'Not Found');
    if (run.status === 'completed') return refused(409, 'Cannot cancel a workflow run that is completed.');
    Object.assign(run, { status: 'completed', conclusion: 'cancelled' });
    return { status: 202, body: {} };
  }
}
