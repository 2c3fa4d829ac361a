/** A certificate authority for one test, and a server's certificate signed by it. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import path from 'node:path';

export interface Certificate {
  readonly caFile: string;
  readonly key: Buffer;
  readonly cert: Buffer;
}

/** Writes into the folder; `server` is the server's IP address or name. @throws Error without openssl 3 */
export function makeCertificate(folder: string, server: string): Certificate {
  const file = (name: string): string => path.join(folder, name);
  const openssl = (...args: readonly string[]): void => {
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
    execFileSync('openssl', ['req', '-x509', ...curve, ...args], { stdio: 'pipe' });
  };
  const use = (usage: string): string[] => ['-addext', `keyUsage=critical,${usage}`];
  const written = (name: string): string[] => ['-keyout', file(`${name}.key`), '-out', file(`${name}.crt`)];
  openssl('-subj', '/CN=test CA', ...use('keyCertSign'), ...written('ca'));
  const signed = ['-CA', file('ca.crt'), '-CAkey', file('ca.key'), '-addext', 'basicConstraints=critical,CA:FALSE'];
  const name = [
    '-subj',
    '/CN=private index',
    '-addext',
    `subjectAltName=${isIP(server) === 0 ? 'DNS' : 'IP'}:${server}`,
  ];
  openssl(...signed, ...name, ...use('digitalSignature'), ...written('server'));
  return { caFile: file('ca.crt'), key: readFileSync(file('server.key')), cert: readFileSync(file('server.crt')) };
}
