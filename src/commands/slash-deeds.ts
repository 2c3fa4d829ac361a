/** What commands in comments do: what the verbs of the command line do, with the request of the job that obeys. */
import { PassThrough } from 'node:stream';
import type { ExitCode } from '../errors.ts';
import type { CommandedJob, Deeds } from '../slash-commands/deeds.ts';
import { toldBy } from './ci-context.ts';
import type { ExecuteRequest } from './execute.ts';
import { plan } from './plan.ts';
import { cancelRunsOf, paramsOfRun } from './pull-runs.ts';
import type { World } from './world.ts';

/** @param run with the request of the job, as the command changes it */
export function slashDeeds<Request extends Omit<ExecuteRequest, 'trigger'>>(
  request: Request,
  world: World,
  run: (request: Request & ReturnType<typeof toldBy>) => Promise<ExitCode>,
): Deeds {
  const asked = ({ forge, checkout, target, params }: CommandedJob) => ({
    ...request,
    ...toldBy(forge),
    checkout,
    target,
    params: [...request.params, ...params],
  });
  return {
    run: (job) => run(asked(job)),
    plan: async (job) => {
      const printed = new PassThrough();
      const offline = job.how === 'offline' ? ({ backend: 'local' } as const) : {};
      const quiet = { ...world, out: printed, err: printed, color: false, tty: false };
      await plan({ ...asked(job), ...offline, output: 'text' }, quiet);
      printed.end();
      return (await printed.toArray()).join('');
    },
    cancel: (pull, reason) => cancelRunsOf({ pull, reason }, request, world),
    paramsOf: (id) => paramsOfRun(id, request, world),
  };
}
