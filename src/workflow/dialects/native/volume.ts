/** `volumes`: what is mounted into a step's container. */
import { posix } from 'node:path';
import { z } from 'zod';
import type { Volume, VolumeSource } from '../../model.ts';
import { quote } from '../../shape/found.ts';
import { problem } from '../../shape/issue.ts';
import { memory } from './amount.ts';
import { objectName } from './object-name.ts';
import { list, plain } from './text.ts';

/** The run's own files are there: `layout` in backends/kubernetes. */
const OURS = '/automl';

const MOUNT = 'an absolute path in the container';
const SUB_PATH = 'a path below the root of the volume';

/** A colon would end the path: the API server refuses it. */
const mount = plain(MOUNT, /^\/[^:]*$/).transform((value, context) => {
  const path = posix.join(value, '.');
  const short = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  const wrong = (message: string): void => {
    context.issues.push(problem('BAD_VALUE', value, message));
  };
  if (short === '/') wrong('a volume can not be mounted over the whole container; name a folder');
  if (short === OURS || short.startsWith(`${OURS}/`)) wrong(`${quote(OURS)} is where the run has its own files`);
  return short;
});

const emptyDir = z
  .strictObject(
    {
      size: memory.exactOptional().meta({ description: 'What it may hold at most: "10Gi". Default: no limit.' }),
      medium: z
        .enum(['memory', 'disk'], { error: 'memory or disk' })
        .exactOptional()
        .meta({ description: 'Where it is; what is in memory counts as memory of the step. Default: disk.' }),
    },
    { error: 'a map with size and medium' },
  )
  .meta({ description: 'An empty folder that goes with the pod; {} is one on disk.' });

const sources = {
  claim: objectName('PersistentVolumeClaim').exactOptional().meta({ description: 'Name of a PersistentVolumeClaim.' }),
  config_map: objectName('ConfigMap')
    .exactOptional()
    .meta({ description: 'Name of a ConfigMap: a file for each key.' }),
  secret: objectName('Secret').exactOptional().meta({ description: 'Name of a Secret: a file for each key.' }),
  empty_dir: emptyDir.exactOptional(),
};

const volume = z
  .strictObject(
    {
      mount: mount.meta({ description: 'Absolute path in the container.' }),
      ...sources,
      read_only: z
        .boolean({ error: 'true or false' })
        .exactOptional()
        .meta({ description: 'Whether nothing can be written. Default: true for Secrets and ConfigMaps, else false.' }),
      sub_path: plain(SUB_PATH, /^(?!\/|(?:[^]*\/)?\.\.(?:\/|$))[^]*\S/)
        .exactOptional()
        .meta({ description: 'Path in the volume that is mounted in place of its root.' }),
    },
    { error: 'a map with mount and one of claim, config_map, secret and empty_dir' },
  )
  .meta({ oneOf: Object.keys(sources).map((key) => ({ required: [key] })) })
  .transform((value, context): Volume => {
    const [source, ...others] = sourcesOf(value);
    if (source === undefined || others.length > 0) {
      // A misspelt one has been named already.
      if (context.issues.length > 0) return z.NEVER;
      const message = `a volume has exactly one of ${Object.keys(sources).map(quote).join(', ')}`;
      context.issues.push(problem(source === undefined ? 'MISSING_KEY' : 'CONFLICT', value, message));
      return z.NEVER;
    }
    const isFixed = source.kind === 'config-map' || source.kind === 'secret';
    return {
      mount: value.mount,
      source,
      readOnly: value.read_only ?? isFixed,
      ...(value.sub_path === undefined ? {} : { subPath: value.sub_path }),
    };
  });

type Sources = { readonly [Key in keyof typeof sources]?: z.output<(typeof sources)[Key]> };

function sourcesOf({ claim, config_map, secret, empty_dir }: Sources): readonly VolumeSource[] {
  const named = [
    { kind: 'claim', name: claim } as const,
    { kind: 'config-map', name: config_map } as const,
    { kind: 'secret', name: secret } as const,
  ];
  const found: VolumeSource[] = named.flatMap(({ kind, name }) => (name === undefined ? [] : [{ kind, name }]));
  if (empty_dir === undefined) return found;
  const { size, medium } = empty_dir;
  return [...found, { kind: 'empty-dir', memory: medium === 'memory', ...(size === undefined ? {} : { size }) }];
}

export const volumes = list(volume, 'a list of volumes').check(({ value, issues }) => {
  // What is wrong with one of them comes first.
  if (issues.length > 0) return;
  const seen = new Set<string>();
  value.forEach(({ mount }, place) => {
    const message = `two volumes are mounted at ${quote(mount)}`;
    if (seen.has(mount)) issues.push(problem('CONFLICT', value, message, [place, 'mount']));
    seen.add(mount);
  });
});
