/** An S3 that pods reach: moto's server, which keeps everything in memory and takes any key. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { programFromPyPI } from '../../pypi.ts';
import { reachableAddress } from './address.ts';

export interface S3 {
  /** `http://<address>:<port>` */
  readonly url: string;
  /** @throws Error */
  makeBucket(name: string): Promise<void>;
  /** Keys in the bucket, sorted. @throws Error */
  keys(bucket: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** The Python that has it: https://pypi.org/project/moto/ */
const moto = { name: 'moto[server]', version: '5.2.5', program: 'python' };

/** @throws Error without python3, or when it does not start */
export async function startS3(): Promise<S3> {
  const python = await programFromPyPI(moto);
  const words = ['-I', '-m', 'moto.server', '-H', await reachableAddress(), '-p', '0'];
  const child = spawn(python, words, { stdio: ['ignore', 'ignore', 'pipe'] });
  const closed = once(child, 'close');
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      const [, found] = /Running on (http:\S+)/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('error', reject).once('close', (code) => {
      reject(new Error(`moto ended with ${String(code)}`));
    });
  });

  async function ask(place: string, method: string): Promise<string> {
    const answer = await fetch(`${url}/${place}`, { method });
    if (!answer.ok) throw new Error(`${method} ${place}: S3 answered ${String(answer.status)}`);
    return answer.text();
  }
  return {
    url,
    makeBucket: async (name) => {
      await ask(name, 'PUT');
    },
    keys: async (bucket) => {
      const listed = (await ask(`${bucket}?list-type=2`, 'GET')).matchAll(/<Key>(.*?)<\/Key>/g);
      return [...listed].map(([, key = '']) => key).toSorted();
    },
    close: async () => {
      child.kill();
      await closed;
    },
  };
}
