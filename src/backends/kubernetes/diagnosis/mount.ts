/** Why a pod's volumes can't be attached or mounted. */
import type { Event, Pod } from '../client/types.ts';
import { missingKey, missingObject } from './missing.ts';
import { messageOfEvent } from './recent-events.ts';
import { clause, passing, type Trouble } from './trouble.ts';

/** From an event FailedMount or FailedAttachVolume. */
export function mountTrouble(pod: Pod, event: Event): Trouble {
  const said = messageOfEvent(event);
  const namespace = pod.metadata?.namespace ?? 'default';
  const [, name = ''] = /for volume "([^"]+)"/.exec(said) ?? [];
  const volume = pod.spec?.volumes?.find((candidate) => candidate.name === name);
  // The kubelet says so of objects that it has not read yet.
  if (/not registered|failed to sync (?:secret|configmap) cache/.test(said)) {
    return passing('mount', `the node is still reading the objects that its volumes are made of`);
  }
  const missing = missingObject(said, namespace);
  if (missing !== null) return missing;
  const [, key] = /references non-existent (?:secret|config) key: (\S+)/.exec(said) ?? [];
  if (key !== undefined) {
    if (volume?.configMap !== undefined) return missingKey('config map', volume.configMap.name ?? '', namespace, key);
    return missingKey('secret', volume?.secret?.secretName ?? name, namespace, key);
  }
  const claim = volume?.persistentVolumeClaim?.claimName;
  const what = claim === undefined ? `volume "${name}"` : `claim "${claim}"`;
  if (/Multi-Attach error/.test(said)) {
    const [, used] = /for volume "[^"]*" (.*)$/s.exec(said) ?? [];
    const still = used?.startsWith('Volume is already used by') === true ? 'used by a pod on' : 'attached to';
    return passing(
      'mount',
      `${claim === undefined ? 'its volume' : what} is still ${still} another node, and only one may have it`,
    );
  }
  const [, driver] = /driver name (\S+) not found in the list of registered CSI drivers/.exec(said) ?? [];
  if (driver !== undefined) return passing('mount', `${what} can't be mounted: the node has no CSI driver ${driver}`);
  if (/timed out waiting for the condition|context deadline exceeded/.test(said)) {
    return passing('mount', 'its volumes are slow to be mounted');
  }
  const [, output] = /Output: (.*?)(?:\n|$)/.exec(said) ?? [];
  const detail = output?.split(': ').pop() ?? said.replace(/^.*?for volume "[^"]+"\s*:\s*/s, '');
  return passing('mount', `${name === '' ? 'a volume' : what} can't be mounted: ${clause(detail)}`);
}
