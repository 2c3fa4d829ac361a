/** Why the API server refuses an object: what its admission plugins say, to us or to a controller. */
import { quotaTrouble } from './quota.ts';
import { clause, passing, permanent, type Trouble } from './trouble.ts';

/** Seconds: the controller that makes the ServiceAccount of a new namespace may be behind. */
const accountGrace = 10;

/** `said`: the message of a Status object, or of an event FailedCreate. */
export function refusalTrouble(said: string, namespace: string): Trouble {
  const text = said
    .replace(/^Error creating: /, '')
    .replace(/^(?:[a-z]+(?:\.[a-z0-9.]+)?) "[^"]*" is forbidden: (?=[^U])/, '');
  return (
    quotaTrouble(text, namespace) ??
    missingTrouble(text, namespace) ??
    policyTrouble(text, namespace) ??
    webhookTrouble(text) ??
    rightsTrouble(text) ??
    passing('admission-refused', `the cluster refuses its pod: ${clause(text)}`)
  );
}

function missingTrouble(text: string, namespace: string): Trouble | null {
  const [, account] = /serviceaccount "([^"]+)" not found/.exec(text) ?? [];
  if (account !== undefined) {
    const command = `kubectl create serviceaccount ${account} --namespace ${namespace}`;
    return permanent(
      'service-account-missing',
      `service account "${account}" does not exist in namespace ${namespace}: ${command}, or correct service_account`,
      accountGrace,
    );
  }
  const [, priority] = /no PriorityClass with name (\S+) was found/.exec(text) ?? [];
  if (priority !== undefined) {
    return permanent(
      'priority-class-missing',
      `priority class "${priority}" does not exist: correct priority_class (kubectl get priorityclass lists them)`,
    );
  }
  const [, runtime] = /RuntimeClass "([^"]+)" not found/.exec(text) ?? [];
  if (runtime !== undefined) {
    return permanent(
      'runtime-class-missing',
      `runtime class "${runtime}" does not exist: correct the step's pod settings`,
    );
  }
  if (/because it is being terminated/.test(text)) {
    return permanent('admission-refused', `namespace ${namespace} is being deleted: choose another one`);
  }
  return null;
}

function policyTrouble(text: string, namespace: string): Trouble | null {
  const [, level = '', violations = ''] = /violates PodSecurity "([^"]+)": (.*)$/s.exec(text) ?? [];
  if (level !== '') {
    return permanent(
      'pod-security',
      `namespace ${namespace} enforces PodSecurity "${level}", which its pod violates: ${clause(violations.replace(/(?:pod or )?container "[^"]*" (?=must)/g, ''))}`,
    );
  }
  const [, least, resource = '', kind = '', bound = '', found = ''] =
    /(maximum|minimum) (\S+) usage per (\w+) is ([^,.]+)(?:, but (?:limit|request) is (\S+)|\.\s+No \w+ is specified)/.exec(
      text,
    ) ?? [];
  if (least !== undefined) {
    const asks = found === '' ? 'it names none' : `it asks for ${found}`;
    return permanent(
      'limit-range',
      `namespace ${namespace} allows ${least === 'maximum' ? 'at most' : 'at least'} ${bound} ${resource} a ${kind.toLowerCase()} (LimitRange), and ${asks}: change resources.${resource}`,
    );
  }
  if (/limit to request ratio/.test(text)) {
    return permanent('limit-range', `a LimitRange of namespace ${namespace} refuses its pod: ${clause(text)}`);
  }
  return null;
}

function webhookTrouble(text: string): Trouble | null {
  const [, failing, cause = ''] = /failed calling webhook "([^"]+)": (.*)$/s.exec(text) ?? [];
  if (failing !== undefined) {
    const why = clause(cause.replace(/^failed to call webhook: /, '').replace(/^\w+ "[^"]*": /, ''));
    return passing('admission-failed', `the cluster's admission webhook "${failing}" does not answer: ${why}`);
  }
  const [, denying, why = ''] = /admission webhook "([^"]+)" denied the request(?::? (.*))?$/s.exec(text) ?? [];
  if (denying !== undefined) {
    const detail = why === '' || why === 'without explanation' ? '' : `: ${clause(why)}`;
    return permanent('admission-refused', `the admission webhook "${denying}" refuses its pod${detail}`);
  }
  const [, policy, message = ''] =
    /ValidatingAdmissionPolicy '([^']+)' with binding '[^']*' denied request: (.*)$/s.exec(text) ?? [];
  if (policy === undefined) return null;
  return permanent('admission-refused', `the admission policy "${policy}" refuses its pod: ${clause(message)}`);
}

function rightsTrouble(text: string): Trouble | null {
  const found =
    /User "([^"]+)" cannot (\w+) resource "([^"]+)"(?: in API group "[^"]*")?(?: in the namespace "([^"]+)")?/.exec(
      text,
    );
  if (found !== null) {
    const [, user = '', verb = '', resource = '', namespace] = found;
    const where = namespace === undefined ? 'in the cluster' : `in namespace ${namespace}`;
    return permanent(
      'rights',
      `user "${user}" may not ${verb} ${resource} ${where}: "automl doctor" shows what is missing`,
    );
  }
  const [, invalid] = / is invalid: (.*)$/s.exec(text) ?? [];
  if (invalid === undefined) return null;
  return permanent('invalid', `the cluster finds its pod invalid: ${clause(invalid)}`);
}
