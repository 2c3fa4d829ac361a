/** Images and package index, as a pod with them sees it. */
import { z } from 'zod';
import { messageOf } from '../../../errors.ts';
import type { KubeApi } from '../client/api.ts';
import { stepContainer } from '../layout.ts';
import { failed, failedBy, ok, unchecked, type Check } from './check.ts';
import type { ProbeEnd } from './probe.ts';

export interface ProbedImage {
  readonly image: string;
  /** Null: the doctor makes no pods. */
  readonly end: ProbeEnd | null;
  /** Its steps need Python or a shell in it: not all of them bring their own code. */
  readonly runsSteps: boolean;
  /** What the file says of the index, for people; null: no step with it installs anything. */
  readonly installs: boolean;
}

const reportSchema = z.object({
  python: z.string().nullable(),
  index: z.string().optional(),
  status: z.number().optional(),
  milliseconds: z.number().optional(),
  error: z.string().optional(),
});
type Report = z.infer<typeof reportSchema>;

export function checkImage({ image, end, runsSteps }: ProbedImage): Check {
  const name = 'image';
  switch (end?.kind) {
    case undefined:
      return unchecked(name, `${image}: no pods by --quick`);
    case 'forbidden':
      return unchecked(name, `${image}: the account may not create Jobs`);
    case 'slow':
      return unchecked(name, `${image}: not pulled and started within ${end.seconds} s, and nothing says why`);
    case 'stuck':
      return failedBy(name, end.sentence.includes(image) ? end.sentence : `${image}: ${end.sentence}`);
    case 'no-start':
      return runsSteps ? failedBy(name, end.sentence) : ok(name, `${image} is pulled`);
    case 'ran': {
      const seconds = `${(end.milliseconds / 1000).toFixed(1)} s`;
      const python = reportOf(end)?.python ?? null;
      return ok(name, `${image} runs in ${seconds}, ${python === null ? 'without Python' : `Python ${python}`}`);
    }
  }
}

/** Of the images that install something; the worst counts. */
export function checkIndex(images: readonly ProbedImage[], offline: boolean): Check {
  const name = 'index';
  if (offline) return unchecked(name, 'python.offline: nothing is fetched');
  const installing = images.filter(({ installs }) => installs);
  if (installing.length === 0) return unchecked(name, 'no step installs packages');
  const reports = installing.flatMap(({ end }) => (end?.kind === 'ran' ? (reportOf(end) ?? []) : []));
  if (reports.length === 0) return unchecked(name, 'no pod could ask');
  const checks = reports.flatMap((report) => checkReport(name, report) ?? []);
  const [first] = checks;
  return checks.find(({ state }) => state === 'failed') ?? first ?? unchecked(name, 'the image has no Python');
}

function checkReport(name: string, { index, status, milliseconds, error }: Report): Check | null {
  if (index === undefined) return null;
  if (error !== undefined || status === undefined) {
    return failed(
      name,
      `a pod can't reach ${index} (${error ?? 'no answer'})`,
      'set python.index, python.proxy or python.ca, or PIP_* variables in the image or step',
    );
  }
  if (status === 401 || status === 403) {
    return failed(
      name,
      `${index} wants a login (${status})`,
      'name a Secret with username and password by python.credentials',
    );
  }
  // An index without that package still is one.
  if (status < 400 || status === 404) return ok(name, `a pod reaches ${index} in ${milliseconds ?? 0} ms`);
  return failed(name, `${index} answered ${status}`, 'correct python.index');
}

export function reportOf(end: Extract<ProbeEnd, { kind: 'ran' }>): Report | null {
  try {
    return reportSchema.parse(JSON.parse(end.report));
  } catch {
    return null;
  }
}

/** The API server must reach the kubelet of the node for it. */
export async function checkLogs(api: KubeApi, end: ProbeEnd | null, signal: AbortSignal): Promise<Check> {
  const name = 'logs';
  if (end?.kind !== 'ran') return unchecked(name, end === null ? 'no pods by --quick' : 'no pod ran');
  const path = `/api/v1/namespaces/${api.namespace}/pods/${end.pod}/log`;
  try {
    for await (const lines of api.lines(path, { container: stepContainer }, signal)) {
      if (lines.some((line) => line.includes('"python"'))) return ok(name, "a pod's log can be read");
    }
    return failed(
      name,
      'the log of a pod came back without its lines',
      'look at the log rotation and log drivers of the nodes',
    );
  } catch (error) {
    return failedBy(name, messageOf(error), '; ');
  }
}
