/** Secrets on this machine: sets of environment variables by name, from files that git does not track. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { AutomlError, messageOf } from '../../errors.ts';

export type SecretValues = Readonly<Record<string, string>>;

export interface SecretSources {
  /** `NAME=FILE` texts of `--secret`. */
  readonly files: readonly string[];
  /** Lines `name/KEY=value` of the action's input. */
  readonly lines: readonly string[];
  /** Project root; `.automl/secrets/NAME.env` below it is read for names that no other source gives. */
  readonly root: string;
  /** What the files of `--secret` are relative to. */
  readonly cwd: string;
  /** Whether git tracks a file below the root: such a secret is refused. */
  readonly isTracked: (file: string) => Promise<boolean>;
}

/** The sets that exist among `names`. @throws AutomlError USAGE or PREFLIGHT with the file and the fix */
export async function readSecrets(
  names: readonly string[],
  sources: SecretSources,
): Promise<ReadonlyMap<string, SecretValues>> {
  const sets = new Map<string, SecretValues>();
  for (const text of sources.files) {
    const [, name, file] = /^([^=]+)=(.+)$/.exec(text) ?? [];
    if (name === undefined || file === undefined) {
      throw new AutomlError('USAGE', `--secret "${text}" is not of the form NAME=FILE`);
    }
    sets.set(name, parseEnvFile(file, await readSecretFile(path.resolve(sources.cwd, file))));
  }
  for (const [name, values] of parseSecretLines(sources.lines)) sets.set(name, { ...sets.get(name), ...values });
  for (const name of names) {
    if (sets.has(name)) continue;
    const relative = path.posix.join('.automl', 'secrets', `${name}.env`);
    const text = await readFile(path.join(sources.root, relative), 'utf8').catch(() => null);
    if (text === null) continue;
    if (await sources.isTracked(relative)) {
      throw new AutomlError(
        'PREFLIGHT',
        `${relative} is tracked by git: git rm --cached ${relative}, and replace the secret`,
      );
    }
    sets.set(name, parseEnvFile(relative, text));
  }
  return sets;
}

async function readSecretFile(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw new AutomlError('USAGE', `--secret: ${file} can't be read: ${messageOf(error)}`, { cause: error });
  });
}

/** `KEY=value` lines; blank lines, `#` comments, `export ` and one pair of quotes around the value are understood. */
export function parseEnvFile(file: string, text: string): SecretValues {
  const values: Record<string, string> = {};
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const [, key, raw] = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*=(.*)$/.exec(line) ?? [];
    if (key === undefined || raw === undefined) {
      throw new AutomlError('USAGE', `${file}:${index + 1}: expected KEY=value`);
    }
    values[key] = unquote(raw.trim());
  }
  return values;
}

/**
 * Lines `name/KEY=value`. A value that begins a PEM block or a JSON object goes on to the end of that block, as CI systems
 * put a secret of several lines into an input. An empty value is an error: in CI it is a secret that was never set.
 * @throws AutomlError USAGE
 */
export function parseSecretLines(lines: readonly string[]): ReadonlyMap<string, SecretValues> {
  const sets = new Map<string, Record<string, string>>();
  const rest = lines.values();
  for (const line of rest) {
    if (line.trim() === '') continue;
    const [, name, key, first] = /^\s*([^/=\s]+)\/([A-Za-z_][\w.-]*)=(.*)$/.exec(line) ?? [];
    if (name === undefined || key === undefined || first === undefined) {
      throw new AutomlError('USAGE', 'input "secrets": expected lines of the form name/KEY=value');
    }
    const value = [first, ...blockAfter(first, rest)].join('\n');
    if (value.trim() === '')
      throw new AutomlError('USAGE', `input "secrets": ${name}/${key} is empty; is that secret set in the repository?`);
    const set = sets.get(name) ?? {};
    set[key] = value;
    sets.set(name, set);
  }
  return sets;
}

function blockAfter(first: string, rest: Iterator<string>): string[] {
  const isEnd = first.startsWith('-----BEGIN ')
    ? (line: string) => line.startsWith('-----END ')
    : first.trim() === '{'
      ? (line: string) => line.trimEnd() === '}'
      : null;
  const block: string[] = [];
  if (isEnd === null) return block;
  for (let next = rest.next(); next.done !== true; next = rest.next()) {
    block.push(next.value);
    if (isEnd(next.value)) break;
  }
  return block;
}

function unquote(text: string): string {
  const [, single, double] = /^(?:'([^']*)'|"((?:[^"\\]|\\.)*)")$/.exec(text) ?? [];
  if (double !== undefined) return double.replace(/\\n/g, '\n').replace(/\\(.)/g, '$1');
  return single ?? text;
}
