/** `python`: the interpreter of local runs, and where requirements come from. */
import { z } from 'zod';
import type { PathCheck } from '../../check/paths.ts';
import type { Python } from '../../model.ts';
import type { Path, Problems } from '../../problems.ts';
import { objectName } from './object-name.ts';
import { list, plain } from './text.ts';

const INDEX = 'the address of a package index';

export const python = z
  .strictObject(
    {
      executable: plain('the name or path of an interpreter')
        .exactOptional()
        .meta({ description: 'Interpreter for runs on this machine, like python3.12.' }),
      index: plain(INDEX).exactOptional().meta({ description: 'Package index in place of PyPI.' }),
      extra_index: z
        .union([plain(INDEX), list(plain(INDEX), 'a list of addresses')], { error: `${INDEX}, or a list of them` })
        .exactOptional()
        .meta({ description: 'Further package indexes.' }),
      ca: plain('the path of a file').exactOptional().meta({ description: 'CA bundle, relative to this file.' }),
      proxy: plain('the address of a proxy').exactOptional().meta({ description: 'Proxy for installing packages.' }),
      credentials: objectName('Secret').exactOptional().meta({
        description: 'Name of a Secret with the `username` and `password` for `index`.',
      }),
      offline: z
        .boolean({ error: 'true or false' })
        .exactOptional()
        .meta({ description: 'Install from caches and local files only.' }),
    },
    { error: 'a map with executable, index and the like' },
  )
  .transform(({ extra_index, offline = false, ...rest }): Python => {
    const extraIndex = typeof extra_index === 'string' ? [extra_index] : (extra_index ?? []);
    return { ...rest, extraIndex, offline };
  })
  .meta({ description: 'Python settings: where requirements are installed from.' });

export const plainPython: Python = { extraIndex: [], offline: false };

/** @param path where the settings stand */
export function checkPython(
  { index, extraIndex, proxy, ca, credentials }: Python,
  path: Path,
  problems: Problems,
  paths: PathCheck,
): void {
  if (ca !== undefined) paths.file(ca, [...path, 'ca']);
  if (credentials !== undefined && index === undefined) {
    problems.error(
      'MISSING_KEY',
      [...path, 'credentials'],
      'key',
      '"credentials" are for the "index", which is missing',
    );
  }
  const addresses = [
    [index, 'index'] as const,
    [proxy, 'proxy'] as const,
    ...extraIndex.map((url) => [url, 'extra_index'] as const),
  ];
  for (const [address, key] of addresses) {
    if (address === undefined || !/:\/\/[^/@]*:[^/@]*@/.test(address)) continue;
    const message = 'a password stands in the file, for all to read; keep it in a secret';
    problems.warning('PASSWORD_IN_FILE', [...path, key], 'value', message);
  }
}
