/** How a policy lets services be reached from outside. */
import type { ServiceIngress, Step } from '../workflow/model.ts';
import type { Path } from '../workflow/problems.ts';
import type { Breach } from '../workflow/rules.ts';
import { quote } from '../workflow/shape/found.ts';
import { matchesAny } from './pattern.ts';
import type { Policy } from './policy.ts';

type Allowed = Exclude<NonNullable<Policy['rules']['ingress']>, boolean>;

interface Fault {
  /** From the ingress on. */
  readonly path: Path;
  readonly problem: string;
  readonly allowed: readonly string[];
}

export function judgeIngress({ rules, place }: Policy, { service }: Step): readonly Breach[] {
  const allowed = rules.ingress ?? true;
  if (allowed === true || service === undefined || service.ingress === null) return [];
  const { ingress } = service;
  const faults =
    allowed === false
      ? [{ path: [], problem: 'no service may be reached from outside', allowed: ['none'] }]
      : [...judgeHost(ingress, allowed), ...judgeWay(ingress, allowed), ...judgeAnnotations(ingress, allowed)];
  return faults.map((fault) => ({
    path: ['service', 'ingress', ...fault.path],
    code: 'POLICY_INGRESS',
    message: `${fault.problem}: ${place('ingress')} allows ${fault.allowed.join(', ')}`,
  }));
}

function judgeHost({ host }: ServiceIngress, { hosts }: Allowed): readonly Fault[] {
  if (hosts === undefined || (host !== undefined && matchesAny(hosts, host))) return [];
  return host === undefined
    ? [{ path: [], problem: 'without "host" the service answers to every name', allowed: hosts }]
    : [{ path: ['host'], problem: `the host ${quote(host)} may not be used`, allowed: hosts }];
}

/** How a class was named before it had a field; controllers go on reading it, some of them first. */
const classNote = 'kubernetes.io/ingress.class';

/** One list restricts both: else a Gateway would be a way around the classes. */
function judgeWay(
  { class: name, gateway, annotations }: ServiceIngress,
  { classes, gateways }: Allowed,
): readonly Fault[] {
  if (classes === undefined && gateways === undefined) return [];
  const named = (what: string, names: readonly string[] = []) => names.map((each) => `${what} ${each}`);
  const allowed = [...named('class', classes), ...named('gateway', gateways)];
  if (gateway !== undefined) {
    const text = gateway.namespace === undefined ? gateway.name : `${gateway.namespace}/${gateway.name}`;
    if (matchesAny(gateways ?? [], text)) return [];
    return [{ path: ['gateway'], problem: `the gateway ${quote(text)} may not be used`, allowed }];
  }
  if (classNote in annotations) {
    return [{ path: ['annotations', classNote], problem: `${quote(classNote)} is a way around "class"`, allowed }];
  }
  if (name === undefined) {
    return [{ path: [], problem: 'without "class" or "gateway" the cluster chooses the way in', allowed }];
  }
  if (matchesAny(classes ?? [], name)) return [];
  return [{ path: ['class'], problem: `the class ${quote(name)} may not be used`, allowed }];
}

function judgeAnnotations({ annotations }: ServiceIngress, { annotations: allowed }: Allowed): readonly Fault[] {
  if (allowed === undefined) return [];
  return Object.keys(annotations)
    .filter((key) => !matchesAny(allowed, key))
    .map((key) => ({ path: ['annotations', key], problem: `the annotation ${quote(key)} may not be used`, allowed }));
}
