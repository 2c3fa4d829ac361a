/** What of a plan the doctor's pods try out: its images, its store, its package index. */
import { defaultImage } from '../objects/container.ts';
import type { Plan, PlanStep } from '../../../plan/plan.ts';
import { plainPod } from '../../../workflow/pod.ts';
import type { EnvVar, LimitRange, Quota } from '../client/types.ts';
import { amounts, itemsOf } from '../preflight/limit-ranges.ts';
import { bytesText, coresText } from '../objects/quantity.ts';
import type { ProbePlace } from './probe-job.ts';

/** An image that is tried out, as its first step uses it. */
export interface TriedImage {
  readonly image: string;
  readonly pod: ProbePlace['pod'];
  readonly env: readonly EnvVar[];
  readonly secrets: readonly string[];
  readonly runsSteps: boolean;
  readonly installs: boolean;
}

/** More would take long and tell little. */
const imagesAtMost = 8;

/** @param only in place of the plan's images */
export function imagesOf(
  { steps, python }: Pick<Plan, 'steps' | 'python'>,
  only: string | undefined,
  ca: string | null,
): readonly TriedImage[] {
  const running = steps.filter(({ skip }) => skip === undefined);
  const own = running.length === 0 ? [defaultImage] : [...new Set(running.map(imageOf))];
  const names = only === undefined ? own : [only];
  return names.slice(0, imagesAtMost).map((image) => {
    const all = only === undefined ? running.filter((step) => imageOf(step) === image) : running;
    const [first] = all;
    // Without a file nobody knows what will be installed, but something will.
    const installs = first === undefined || all.some(isInstalling);
    const installing = all.find(isInstalling) ?? first;
    return {
      image,
      pod: first?.pod ?? plainPod,
      env: [
        ...indexVariables(python, ca),
        { name: 'DOCTOR_INDEX', value: installs && !python.offline ? (python.index ?? '') : 'skip' },
        ...literals(installing),
      ],
      secrets: installing?.secrets ?? [],
      runsSteps: all.length === 0 || all.some(({ code }) => code.kind !== 'image'),
      installs,
    };
  });
}

function imageOf({ image }: PlanStep): string {
  return image ?? defaultImage;
}

function isInstalling({ requirements, code }: PlanStep): boolean {
  return requirements !== undefined || code.kind === 'notebook';
}

function indexVariables({ proxy, credentials }: Plan['python'], ca: string | null): readonly EnvVar[] {
  const login = ['username', 'password'].map((key) => ({
    name: `AUTOML_INDEX_${key.toUpperCase()}`,
    valueFrom: { secretKeyRef: { name: credentials ?? '', key, optional: true } },
  }));
  return [
    ...(proxy === undefined ? [] : [{ name: 'DOCTOR_PROXY', value: proxy }]),
    ...(ca === null ? [] : [{ name: 'DOCTOR_CA', value: ca }]),
    ...(credentials === undefined ? [] : login),
  ];
}

/** Settings of installers that the step itself makes; expressions have no value yet. */
function literals(step: PlanStep | undefined): readonly EnvVar[] {
  const settings = /^(PIP_|UV_|SSL_CERT_FILE$|REQUESTS_CA_BUNDLE$|(https?|no|all)_proxy$)/i;
  return (
    Object.entries(step?.env ?? {})
      .filter(([name, value]) => settings.test(name) && !value.includes('${{'))
      // Kubernetes reads $(NAME) in values, and $$ is a dollar.
      .map(([name, value]) => ({ name, value: value.replaceAll('$', '$$$$') }))
  );
}

/**
 * Little, but what the LimitRanges of the namespace let through. The processor is limited only where a quota wants every
 * pod to say a limit: at a tenth of a core Python starts ten times as slowly.
 */
export function smallResources(ranges: readonly LimitRange[], quotas: readonly Quota[]): ProbePlace['resources'] {
  const items = itemsOf(ranges).filter(({ type }) => type === 'Container' || type === 'Pod');
  const least = items.map(({ min }) => amounts(min));
  const most = items.map(({ max }) => amounts(max));
  const cpu = Math.max(0.1, ...least.map((each) => each['cpu'] ?? 0));
  const memory = bytesText(Math.max(128 * 2 ** 20, ...least.map((each) => each['memory'] ?? 0)));
  const limited = quotas.some(({ spec }) => spec?.hard?.['limits.cpu'] !== undefined);
  const limit = Math.max(cpu, Math.min(0.5, ...most.map((each) => each['cpu'] ?? Infinity)));
  return {
    requests: { cpu: coresText(cpu), memory },
    limits: { memory, ...(limited ? { cpu: coresText(limit) } : {}) },
  };
}
