/** What a step has that a policy does not allow. */
import { defaultImage } from '../backends/kubernetes/objects/container.ts';
import { amountOf, quantity } from '../backends/kubernetes/diagnosis/amount.ts';
import type { Resources, Step } from '../workflow/model.ts';
import type { Path } from '../workflow/problems.ts';
import type { Breach, Rules } from '../workflow/rules.ts';
import { quote } from '../workflow/shape/found.ts';
import { isFrom } from './image.ts';
import { judgeIngress } from './ingress.ts';
import { patchedAmounts, patchedImages, patchedServiceAccounts } from './patch.ts';
import { matchesAny } from './pattern.ts';
import type { Policy } from './policy.ts';

export function rulesOf(policy: Policy): Rules {
  const judges = [judgeImages, judgeResources, judgePod, judgeServiceAccounts, judgeReplicas, judgeIngress];
  return (step) => judges.flatMap((judge) => judge(policy, step));
}

function judgeImages({ rules, place }: Policy, { image, pod }: Step): readonly Breach[] {
  const { registries } = rules;
  if (registries === undefined) return [];
  const whose = image === undefined ? ', which a step without "image" gets,' : '';
  const named = [{ path: ['image'], text: image ?? defaultImage, whose }];
  const patched = patchedImages(pod.patch).map((found) => ({ ...found, whose: '' }));
  return [...named, ...patched].flatMap(({ path, text, whose }) => {
    if (registries.some((registry) => isFrom(registry, text))) return [];
    const allowed = `${place('registries')} allows ${registries.join(', ')}`;
    return [
      { path, code: 'POLICY_IMAGE', message: `the image ${quote(text)}${whose} is of another registry: ${allowed}` },
    ];
  });
}

interface Asked {
  readonly path: Path;
  readonly resource: string;
  readonly amount: number;
}

function judgeResources({ rules, place }: Policy, { resources, pod }: Step): readonly Breach[] {
  const { devices, ...amounts } = rules.resources ?? {};
  const most: Readonly<Record<string, number | undefined>> = { ...amounts, ...devices };
  const patched = patchedAmounts(pod.patch).map(({ text, ...found }) => ({ ...found, amount: quantity(text) }));
  return [...askedOf(resources), ...patched].flatMap(({ path, resource, amount }) => {
    const limit = most[resource];
    // What is no amount can't be compared either.
    if (limit === undefined || amount <= limit) return [];
    const allowed = `${place('resources')} allows ${amountOf(resource, limit)}`;
    return [{ path, code: 'POLICY_RESOURCES', message: `this asks for ${amountOf(resource, amount)}: ${allowed}` }];
  });
}

function askedOf({ cpu, memory, devices = {}, limits = {} }: Resources): readonly Asked[] {
  const all = [
    { path: ['cpu'], resource: 'cpu', amount: cpu },
    { path: ['memory'], resource: 'memory', amount: memory },
    { path: ['limits', 'cpu'], resource: 'cpu', amount: limits.cpu },
    { path: ['limits', 'memory'], resource: 'memory', amount: limits.memory },
    ...Object.entries(devices).map(([resource, amount]) => ({ path: [resource], resource, amount })),
  ];
  return all.flatMap(({ path, resource, amount }) =>
    amount === undefined || amount === null ? [] : [{ path: ['resources', ...path], resource, amount }],
  );
}

function judgePod({ rules, place }: Policy, { pod }: Step): readonly Breach[] {
  const allowed = rules.pod ?? true;
  if (allowed === true) return [];
  const patterns = allowed === false ? [] : allowed;
  const only = allowed === false ? 'allows no "pod"' : `allows ${patterns.join(', ')}`;
  return Object.keys(pod.patch ?? {})
    .filter((field) => !matchesAny(patterns, field))
    .map((field) => ({
      path: ['pod', field],
      code: 'POLICY_POD',
      message: `${quote(field)} may not stand under "pod": ${place('pod')} ${only}`,
    }));
}

function judgeServiceAccounts({ rules, place }: Policy, { pod }: Step): readonly Breach[] {
  const { service_accounts: allowed } = rules;
  if (allowed === undefined) return [];
  const own = pod.serviceAccount === undefined ? [] : [{ path: ['service_account'], text: pod.serviceAccount }];
  return [...own, ...patchedServiceAccounts(pod.patch)]
    .filter(({ text }) => !matchesAny(allowed, text))
    .map(({ path, text }) => ({
      path,
      code: 'POLICY_SERVICE_ACCOUNT',
      message: `the service account ${quote(text)} may not be used: ${place('service_accounts')} allows ${allowed.join(', ')}`,
    }));
}

function judgeReplicas({ rules, place }: Policy, { service }: Step): readonly Breach[] {
  const { replicas: most } = rules;
  if (most === undefined || service === undefined) return [];
  const isFixed = typeof service.replicas === 'number';
  const wanted = typeof service.replicas === 'number' ? service.replicas : service.replicas.max;
  if (wanted <= most) return [];
  const path = ['service', 'replicas', ...(isFixed ? [] : ['max'])];
  const message = `${wanted} replicas are too many: ${place('replicas')} allows ${most}`;
  return [{ path, code: 'POLICY_REPLICAS', message }];
}
