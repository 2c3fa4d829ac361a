/** What is mounted into a step's pod. */
import path from 'node:path';
import type { PlanStep } from '../../../plan/plan.ts';
import type { Volume as UserVolume } from '../../../workflow/model.ts';
import type { Volume, VolumeMount } from '../client/types.ts';
import { layout } from '../layout.ts';
import { bytesText } from './quantity.ts';
import type { RunFacts } from './run-facts.ts';
import { storeOf } from './spec.ts';

interface Mounted {
  readonly volume: Volume;
  readonly mount: Omit<VolumeMount, 'name'>;
}

/** The user of the step reads them through its group: nobody else is in the pod. */
const secretMode = 0o440;

/** @param children ConfigMaps with what each pod of an Indexed Job does; null: the pod is alone */
export function podVolumes(
  facts: RunFacts,
  step: PlanStep,
  children: readonly string[] | null,
): { readonly volumes: Volume[]; readonly volumeMounts: VolumeMount[] } {
  const all = withOneVolumePerClaim([
    ...(step.code.kind === 'image' ? [work()] : agentVolumes(facts, step, children)),
    ...(step.pod.shmSize === undefined ? [] : [sharedMemory(step.pod.shmSize)]),
    ...step.pod.volumes.map((volume, place) => userVolume(facts, volume, place)),
  ]);
  return {
    volumes: [...new Set(all.map(({ volume }) => volume))],
    volumeMounts: all.map(({ volume, mount }) => ({ name: volume.name, ...mount })),
  };
}

/** The kubelet mounts a claim once for a pod: a second volume of the same claim is waited for without end or word. */
function withOneVolumePerClaim(all: readonly Mounted[]): readonly Mounted[] {
  const first = new Map<string, Volume>();
  return all.map(({ volume, mount }) => {
    const claim = volume.persistentVolumeClaim?.claimName;
    if (claim === undefined) return { volume, mount };
    const shared = first.get(claim) ?? volume;
    first.set(claim, shared);
    return { volume: shared, mount };
  });
}

/** The Secret that exists in the cluster under a name that steps use. */
export function secretBehind({ ownSecrets }: Pick<RunFacts, 'ownSecrets'>, name: string): string {
  return ownSecrets.get(name) ?? name;
}

function agentVolumes(facts: RunFacts, step: PlanStep, children: readonly string[] | null): Mounted[] {
  const store = storeOf(facts, step);
  return [
    {
      volume: together('injected', facts.injected),
      mount: { mountPath: layout.injected, readOnly: true },
    },
    work(),
    ...(store === null
      ? []
      : [
          {
            volume: { name: 'store', persistentVolumeClaim: { claimName: store.claim } },
            mount: { mountPath: layout.store },
          },
        ]),
    ...(children === null
      ? []
      : [
          {
            volume: together('children', children),
            mount: { mountPath: layout.children, readOnly: true },
          },
        ]),
    ...step.secrets.map((name, place) => ({
      volume: { name: `secret-${place}`, secret: { secretName: secretBehind(facts, name), defaultMode: secretMode } },
      mount: { mountPath: path.posix.join(layout.secrets, name), readOnly: true },
    })),
  ];
}

/** One folder with the files of several ConfigMaps. */
function together(name: string, maps: readonly string[]): Volume {
  return { name, projected: { sources: maps.map((map) => ({ configMap: { name: map } })) } };
}

function work(): Mounted {
  return { volume: { name: 'work', emptyDir: {} }, mount: { mountPath: layout.work } };
}

/** Container runtimes give 64 MiB, in which data loaders with several workers soon fail. */
function sharedMemory(bytes: number): Mounted {
  return {
    volume: { name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: bytesText(bytes) } },
    mount: { mountPath: '/dev/shm' },
  };
}

function userVolume(facts: RunFacts, { mount, source, readOnly, subPath }: UserVolume, place: number): Mounted {
  return {
    volume: { name: `volume-${place}`, ...sourceOf(facts, source) },
    mount: {
      mountPath: mount,
      ...(readOnly ? { readOnly } : {}),
      ...(subPath === undefined ? {} : { subPath }),
    },
  };
}

function sourceOf(facts: RunFacts, source: UserVolume['source']): Omit<Volume, 'name'> {
  switch (source.kind) {
    case 'claim':
      return { persistentVolumeClaim: { claimName: source.name } };
    case 'config-map':
      return { configMap: { name: source.name } };
    case 'secret':
      return { secret: { secretName: secretBehind(facts, source.name), defaultMode: secretMode } };
    case 'empty-dir':
      return {
        emptyDir: {
          ...(source.memory ? { medium: 'Memory' } : {}),
          ...(source.size === undefined ? {} : { sizeLimit: bytesText(source.size) }),
        },
      };
  }
}
