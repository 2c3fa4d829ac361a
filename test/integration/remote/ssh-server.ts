/** sshd of this machine, for one user with one key, where there is one. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { userInfo } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** sshd wants to be called by its whole path. Null: none is installed. */
export const sshd =
  [process.env['SSHD'] ?? '', '/usr/sbin/sshd', '/usr/local/sbin/sshd'].find(
    (file) => file !== '' && existsSync(file),
  ) ?? null;

export interface SshServer {
  /** `ssh://user@127.0.0.1:port` */
  readonly url: string;
  readonly port: number;
  /** Private key that is let in. */
  readonly key: string;
  /** Its key as `known_hosts` has it. */
  readonly hostKey: string;
  close(): void;
}

/** @param folder for its files */
export async function startSshServer(program: string, folder: string): Promise<SshServer> {
  const keys = ['host', 'client'].map((name) => path.join(folder, name)) as [string, string];
  for (const key of keys) execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  const [host, key] = keys;
  const port = await freePort();
  const settings = {
    Port: port,
    ListenAddress: '127.0.0.1',
    HostKey: host,
    AuthorizedKeysFile: `${key}.pub`,
    PidFile: 'none',
    StrictModes: 'no',
    UsePAM: 'no',
    PasswordAuthentication: 'no',
    PermitRootLogin: 'prohibit-password',
  };
  const file = path.join(folder, 'sshd_config');
  writeFileSync(
    file,
    Object.entries(settings)
      .map(([name, value]) => `${name} ${value}\n`)
      .join(''),
  );
  // Debian's has its place for children in a folder that only systemd makes.
  if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const child = spawn(program, ['-D', '-e', '-f', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  for (let tries = 0; !said.includes('Server listening'); tries += 1) {
    if (tries > 100 || child.exitCode !== null) throw new Error(`sshd did not start: ${said}`);
    await sleep(50);
  }
  const [kind, value] = execFileSync('cat', [`${host}.pub`], { encoding: 'utf8' }).split(' ');
  return {
    url: `ssh://${userInfo().username}@127.0.0.1:${port}`,
    port,
    key,
    hostKey: `[127.0.0.1]:${port} ${kind ?? ''} ${value ?? ''}\n`,
    close: () => {
      child.kill();
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
