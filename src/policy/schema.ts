/** The shape of a policy: what the reader checks, and what schema/policy.schema.json is made of. */
import { z } from 'zod';
import { cpu, memory } from '../workflow/dialects/native/amount.ts';
import { isNamed, qualifiedNames } from '../workflow/kubernetes-name.ts';

const COUNT = 'a whole number, 0 or more';
const REGISTRY = 'the host of a registry, with the beginning of a path if you like: docker.io/library, ghcr.io/acme-*';

/** One at least: a list without any would forbid everything, which is said in other words. */
function patterns(
  phrase: string,
  item: z.ZodType<string, string> = z.string({ error: phrase }).min(1, { error: phrase }),
) {
  const list = `a list of ${phrase}`;
  return z.array(item, { error: list }).min(1, { error: list });
}

/** Without a dot or a port it is no host: `acme` would be one of Docker Hub, which has a name of its own. */
const registry = z
  .string({ error: REGISTRY })
  .regex(/^(?:[^/\s]*[.:*][^/\s]*|localhost)(?:\/[^/\s]+)*\/?$/, { error: REGISTRY })
  .transform((text) => text.replace(/\/$/, ''));

const device = z.string().refine((text) => text.includes('/') && isNamed(text, qualifiedNames), {
  error: 'the name of a device, like nvidia.com/gpu',
});

const resources = z.strictObject(
  {
    cpu: cpu.exactOptional().meta({ description: 'Cores.' }),
    memory: memory.exactOptional().meta({ description: 'Memory: "32Gi".' }),
    devices: z
      .record(device, z.int({ error: COUNT }).min(0), { error: 'a map from names of devices to numbers' })
      .exactOptional()
      .meta({ description: 'By the names of their resources: `nvidia.com/gpu: 1`.' }),
  },
  { error: 'a map with cpu, memory and devices' },
);

const ingress = z.strictObject({
  hosts: patterns('names of hosts')
    .exactOptional()
    .meta({ description: 'Hosts that a service may answer to; then each must name one.' }),
  classes: patterns('names of IngressClasses')
    .exactOptional()
    .meta({ description: 'IngressClasses that may be used; then each service must name one, or a Gateway.' }),
  gateways: patterns('names of Gateways, alone or as namespace/name').exactOptional().meta({
    description:
      'Gateways that may be used, as they stand in the file: name, or namespace/name; then each service must name one, or a class.',
  }),
  annotations: patterns('names of annotations')
    .exactOptional()
    .meta({ description: 'Annotations that an Ingress may have.' }),
});

/** Key by key, since the reader goes through them one by one. */
export const policyShape = {
  namespaces: patterns('names of namespaces').meta({ description: 'Namespaces that may be worked in.' }),
  registries: patterns(REGISTRY, registry).meta({
    description: 'Registries that images may come from: a host, or a host and the beginning of a path.',
  }),
  resources: resources.meta({ description: 'The most that each container of a step may ask for, and be limited to.' }),
  replicas: z.int({ error: COUNT }).min(1).meta({ description: 'The most replicas of a service.' }),
  pod: z
    .union([z.boolean(), patterns('names of fields of a PodSpec')], {
      error: 'true, false, or a list of names of fields of a PodSpec',
    })
    .meta({ description: 'Fields that may stand under `pod` of a step; false: none.' }),
  service_accounts: patterns('names of ServiceAccounts').meta({
    description: 'ServiceAccounts that steps may name.',
  }),
  ingress: z
    .union([z.boolean(), ingress], { error: 'true, false, or a map with hosts, classes, gateways and annotations' })
    .meta({ description: 'How services may be reached from outside the cluster; false: not at all.' }),
};

const policySchema = z
  .strictObject(policyShape)
  .partial()
  .meta({ title: 'automl policy', description: 'What workflow files of an organisation may ask for.' });

/** Draft 7: what the YAML extensions of editors know best. */
export function policyJsonSchema(): object {
  return z.toJSONSchema(policySchema, { io: 'input', target: 'draft-7' });
}
