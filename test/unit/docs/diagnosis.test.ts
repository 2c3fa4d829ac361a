/** docs/diagnosis.md says what the program says: its tables are made of the situations that the tests know. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { TroubleCode } from '../../../src/backends/kubernetes/diagnosis/trouble.ts';
import { agentSituations } from '../backends/kubernetes/diagnosis/agent-situations.ts';
import {
  images,
  losses,
  namespace,
  nodes,
  starts,
  storage,
  type Situation,
} from '../backends/kubernetes/diagnosis/situations.ts';

const codes: Readonly<Record<string, TroubleCode>> = {
  'an image that is not there': 'image-not-found',
  'an image that needs a login': 'image-auth',
  'a pull secret that is missing': 'image-auth',
  'a pull secret with a wrong login': 'image-auth',
  'a registry whose name is not known': 'image-pull',
  'a registry that can not be reached': 'image-pull',
  'a registry that fails': 'image-pull',
  'a registry that limits pulls': 'image-pull',
  'a registry whose certificate is not trusted': 'image-pull',
  'time skew between node and registry': 'image-pull',
  'a name that no image can have': 'image-name',
  'an image that must be on the node, and is not': 'image-pull',
  'an image for another processor': 'image-architecture',
  'an image that runs as root': 'image-user',
  'a quota that is used up': 'quota',
  'a quota of Jobs that is used up': 'quota',
  'a quota that is too small for the step': 'quota',
  'a quota that wants amounts': 'quota',
  'more than a LimitRange allows': 'limit-range',
  'less than a LimitRange allows': 'limit-range',
  'a pod that PodSecurity forbids': 'pod-security',
  'a webhook that says no': 'admission-refused',
  'a policy that says no': 'admission-refused',
  'a webhook that is not there': 'admission-failed',
  'a webhook that does not answer in time': 'admission-failed',
  'a right that is missing': 'rights',
  'a pod that the Job controller can not make': 'admission-refused',
  'a namespace that is being deleted': 'admission-refused',
  'a service account that is missing': 'service-account-missing',
  'a priority class that is missing': 'priority-class-missing',
  'a runtime class that is missing': 'runtime-class-missing',
  'too many CPUs': 'capacity',
  'too much memory': 'capacity',
  'a GPU that no node has': 'device',
  'nodes that are busy': 'capacity',
  'a label that no node has': 'scheduling',
  'an affinity that no node has': 'scheduling',
  'a taint that is not tolerated': 'taint',
  'nodes that are cordoned': 'scheduling',
  'a cluster without nodes': 'scheduling',
  'a network that the node can not give (CNI)': 'network',
  'a runtime that the node does not have': 'node',
  'a claim that is missing': 'claim-missing',
  'a claim without a class': 'claim-pending',
  'a class that is missing': 'claim-pending',
  'a volume that nobody has made yet': 'claim-pending',
  'a claim that waits for its first pod': 'claim-pending',
  'a volume on another node': 'scheduling',
  'a volume that another node has (RWO)': 'mount',
  'a volume that can not be attached': 'mount',
  'a volume that can not be mounted': 'mount',
  'a Secret that is missing': 'secret-missing',
  'a ConfigMap that is missing': 'config-map-missing',
  'a key that is missing': 'key-missing',
  'an image that says no command': 'command',
  'a mount point in a read-only image': 'mount',
  'a configuration of the container that is wrong': 'container',
  'too little memory to start': 'capacity',
  'a sidecar that does not get ready': 'sidecar',
  'a sidecar that crashes': 'crash-loop',
};

const page = readFileSync(path.join(import.meta.dirname, '..', '..', '..', 'docs', 'diagnosis.md'), 'utf8');
const parts: readonly (readonly [heading: string, situations: readonly Situation[]])[] = [
  ['Images', images],
  ['What the namespace allows', namespace],
  ['Nodes', nodes],
  ['Volumes, Secrets and ConfigMaps', storage],
  ['The start of the container', starts],
  ['Packages, and the code itself', agentSituations()],
  ['What ends a pod', losses],
];
const all = parts.flatMap(([, situations]) => situations);

function row({ name, sentence, fix }: Situation): string {
  return `| ${[name, sentence.replaceAll('|', '\\|').replaceAll('<', '&lt;'), fix].join(' | ')} |`;
}

describe.each(parts)('docs/diagnosis.md, "%s"', (heading, situations) => {
  test('has a line for each situation, with the sentence that is said', () => {
    const [, section = ''] = page.split(`\n## ${heading}\n`);
    const rows = (section.split('\n## ')[0] ?? '')
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .slice(2);
    expect(rows).toEqual(situations.map(row));
  });
});

test('each situation is told by one sentence of its own', () => {
  expect(all.length).toBeGreaterThan(60);
  for (const { name, sentence } of all)
    expect([name, sentence]).toEqual([name, expect.stringMatching(/^[^\n]{20,600}$/)]);
  const twice = all.map(({ sentence }) => sentence).filter((each, place, others) => others.indexOf(each) !== place);
  expect(twice).toEqual([]);
});

test('the code of a trouble does not change', () => {
  const found = all.flatMap(({ name, code }) => (code === null ? [] : [[name, code] as const]));
  expect(Object.fromEntries(found)).toEqual(codes);
});
