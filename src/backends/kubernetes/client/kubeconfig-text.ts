/** Where kubeconfigs come from: content, base64 of it, or files. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AutomlError } from '../../../errors.ts';

export interface KubeconfigText {
  readonly text: string;
  /** Relative paths in it start here. */
  readonly folder: string;
  /** For messages: a path, or what it was given as. */
  readonly name: string;
}

export interface Places {
  readonly cwd: string;
  readonly home: string;
}

/** What was given in place of a kubeconfig. @throws AutomlError USAGE: there is no such file */
export function givenKubeconfig(given: string, places: Places): KubeconfigText {
  const content = contentOf(given);
  if (content !== null) return { text: content, folder: places.cwd, name: 'the kubeconfig that was given' };
  const file = absolute(given.trim(), places);
  const found = readKubeconfig(file);
  if (found !== null) return found;
  throw new AutomlError(
    'USAGE',
    `kubeconfig: there is no file ${shortened(file)}; give the path of a kubeconfig, its content, or base64 of its content`,
  );
}

/**
 * What KUBECONFIG names, in order; files that are absent are left out, unless all are.
 * A kubeconfig itself in this variable, as CI secrets put it there, is taken for what it is.
 * @throws AutomlError USAGE: none of the files exists
 */
export function kubeconfigsOf(variable: string, places: Places): readonly KubeconfigText[] {
  const content = contentOf(variable);
  if (content !== null) return [{ text: content, folder: places.cwd, name: 'the kubeconfig in KUBECONFIG' }];
  const files = variable.split(path.delimiter).filter((file) => file.trim() !== '');
  const found = files.map((file) => readKubeconfig(absolute(file.trim(), places))).filter((text) => text !== null);
  if (found.length > 0) return found;
  throw new AutomlError(
    'USAGE',
    `KUBECONFIG names ${files.map(shortened).join(', ')}, which ${files.length === 1 ? 'is' : 'are'} not there; correct it or unset it`,
  );
}

/** Null when there is no such file. @throws AutomlError USAGE: it can't be read */
export function readKubeconfig(file: string): KubeconfigText | null {
  try {
    return { text: readFileSync(file, 'utf8'), folder: path.dirname(file), name: file };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return null;
    throw new AutomlError('USAGE', `kubeconfig ${shortened(file)} can't be read: ${code ?? String(error)}`, {
      cause: error,
    });
  }
}

/** The content of a kubeconfig in `given`, which may be base64 of it; null when it must be a path. */
function contentOf(given: string): string | null {
  if (looksLikeContent(given)) return given;
  const packed = given.replace(/\s+/g, '');
  // Too short for a kubeconfig, or with a character that base64 has not: a path.
  if (packed.length < 40 || !/^[A-Za-z0-9+/_-]+=*$/.test(packed)) return null;
  const decoded = Buffer.from(packed, 'base64').toString('utf8');
  return looksLikeContent(decoded) ? decoded : null;
}

function looksLikeContent(text: string): boolean {
  return (
    /^\s*[{[]/.test(text) || /^["']?(apiVersion|kind|clusters|contexts|users|current-context)["']?\s*:/m.test(text)
  );
}

function absolute(file: string, { cwd, home }: Places): string {
  return path.resolve(cwd, file === '~' || file.startsWith('~/') ? path.join(home, file.slice(2)) : file);
}

/** What was meant as content and is none may hold a secret: only its beginning is shown. */
function shortened(file: string): string {
  const line = file.split('\n', 1)[0] ?? '';
  return line.length > 200 || line !== file ? `${line.slice(0, 20)}…` : line;
}
