/** What the agent in a pod would be told: in its variable, or in the line for its index. */
import { gunzipSync } from 'node:zlib';
import type { ConfigMap, Pod } from '../../../src/backends/kubernetes/client/types.ts';
import { stepContainer } from '../../../src/backends/kubernetes/layout.ts';
import type { StepSpec } from '../../../src/backends/spec.ts';
import type { ApiServer } from './api-server.ts';

/** By namespace and name: they never change, and the pods of a sweep share one. */
export type ChildrenMaps = Map<string, Promise<ConfigMap>>;

/** Null: it runs the code of its image. @throws Error for a pod that our agent could make nothing of */
export async function specOf(server: ApiServer, pod: Pod, maps: ChildrenMaps): Promise<StepSpec | null> {
  const index = pod.metadata?.annotations?.['batch.kubernetes.io/job-completion-index'];
  const step = pod.spec?.containers.find(({ name }) => name === stepContainer);
  const variable = step?.env?.find(({ name }) => name === 'AUTOML_SPEC')?.value;
  if (variable !== undefined) return unpack(variable);
  const parts = pod.spec?.volumes?.find(({ name }) => name === 'children')?.projected?.sources;
  if (parts === undefined || index === undefined) return null;
  for (const { configMap } of parts) {
    const { binaryData = {} } = await readMap(server, pod, configMap?.name ?? '', maps);
    for (const [name, table] of Object.entries(binaryData)) {
      const first = Number(/\d+/.exec(name)?.[0]);
      const line = textOf(table).split('\n')[Number(index) - first];
      if (line !== undefined && line !== '') return JSON.parse(line) as StepSpec;
    }
  }
  throw new Error(`${pod.metadata?.name ?? ''}: no line for child ${index}`);
}

function readMap(server: ApiServer, { metadata }: Pod, name: string, maps: ChildrenMaps): Promise<ConfigMap> {
  const path = `/api/v1/namespaces/${metadata?.namespace ?? ''}/configmaps/${name}`;
  const known = maps.get(path) ?? server.ask<ConfigMap>('GET', path);
  maps.set(path, known);
  return known;
}

function unpack(packed: string): StepSpec {
  return JSON.parse(textOf(packed)) as StepSpec;
}

function textOf(packed: string): string {
  return gunzipSync(Buffer.from(packed, 'base64')).toString();
}
