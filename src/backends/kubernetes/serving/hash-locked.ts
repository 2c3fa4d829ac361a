/** Whether a requirements file is exact as it stands, by what the run has brought of the project. */
import path from 'node:path';
import { Parser } from 'tar';
import type { KubeApi } from '../client/api.ts';
import type { RunFacts } from '../objects/run-facts.ts';

/** @param file relative to the root @throws ApiError */
export async function isHashLocked(
  api: KubeApi,
  { injected }: Pick<RunFacts, 'injected'>,
  file: string,
): Promise<boolean> {
  const maps = await Promise.all(injected.map((name) => api.get('ConfigMap', name)));
  const parts = maps
    .flatMap((map) => Object.entries(map?.binaryData ?? {}))
    .filter(([name]) => name.startsWith('source.tgz.'))
    .sort(([a], [b]) => a.localeCompare(b));
  const text = await fileIn(Buffer.concat(parts.map(([, data]) => Buffer.from(data, 'base64'))), file);
  return text !== null && namesAllHashes(text);
}

/** Each requirement with a hash, and no other file or folder named. */
export function namesAllHashes(text: string): boolean {
  const lines = text
    .replace(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '');
  return lines.every((line) => (line.startsWith('-') ? !namesMore.test(line) : /\s--hash[=\s]/.test(line)));
}

/** Options that bring further requirements. */
const namesMore = /^(?:-[rce]|--requirement|--constraint|--editable)/;

/** Null: the archive has no such file. */
async function fileIn(tgz: Buffer, file: string): Promise<string | null> {
  const wanted = path.posix.normalize(file);
  const found: Buffer[][] = [];
  const parser = new Parser({
    onReadEntry: (entry) => {
      const chunks: Buffer[] = [];
      entry.on('data', (chunk) => chunks.push(chunk));
      if (entry.type === 'File' && path.posix.normalize(entry.path) === wanted) found.push(chunks);
    },
  });
  await new Promise<void>((resolve, reject) => {
    parser.on('end', resolve);
    parser.on('error', reject);
    parser.end(tgz);
  });
  const [chunks] = found;
  return chunks === undefined ? null : Buffer.concat(chunks).toString();
}
