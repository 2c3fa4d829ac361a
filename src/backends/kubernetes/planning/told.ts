/** What the pods of a service are told, read back from its Deployment. */
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import type { PastOrder } from '../../../engine/foreseen-order.ts';
import type { Deployment } from '../client/types.ts';
import { stepContainer } from '../layout.ts';

const code = z.looseObject({
  args: z.array(z.string()).optional(),
  argv: z.array(z.string()).optional(),
  script: z.string().optional(),
});

/** Of backends/spec.ts what tells one revision from another. */
const toldSchema = z.object({
  directory: z.string(),
  code,
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  env: z.record(z.string(), z.string()),
  inputs: z.record(z.string(), z.looseObject({ sha256: z.string() })),
  requirements: z.string().nullable(),
  python: z.looseObject({}),
});
type Told = z.infer<typeof toldSchema>;

/** Null: no agent is told anything, or by a version of this program that tells it in another way. */
export function toldOf(deployment: Pick<Deployment, 'spec'> | null): Told | null {
  const containers = deployment?.spec?.template.spec?.containers ?? [];
  const own = containers.find(({ name }) => name === stepContainer);
  // base64 of gzip of JSON, see objects/spec.ts.
  const packed = own?.env?.find(({ name }) => name === 'AUTOML_SPEC')?.value;
  if (packed === undefined) return null;
  try {
    const text = gunzipSync(Buffer.from(packed, 'base64')).toString('utf8');
    return toldSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // Somebody has put something else there.
    return null;
  }
}

export function pastOrder({ code, env, inputs }: Told): PastOrder {
  const sources = Object.entries(inputs).map(([place, { sha256 }]) => {
    const [name = '', folder] = place.split('/');
    // Which task it was of makes no difference to a service.
    const source = { task: { step: '' }, output: '', sha256, ...(folder === undefined ? {} : { folder }) };
    return { name, source };
  });
  const names = [...new Set(sources.map(({ name }) => name))];
  const ofInput = (wanted: string) => sources.flatMap(({ name, source }) => (name === wanted ? [source] : []));
  return {
    texts: code.args ?? code.argv ?? (code.script === undefined ? [] : [code.script]),
    env,
    inputs: Object.fromEntries(names.map((name) => [name, ofInput(name)])),
  };
}

/** As people know it: without what is different in every run, and the files, which are told apart by themselves. */
export function toldInWords({ directory, code, params, env, requirements, python }: Told): object {
  return { code, params, env, requirements, working_directory: directory, python };
}
