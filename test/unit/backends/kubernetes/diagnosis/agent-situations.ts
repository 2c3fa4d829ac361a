/** What goes wrong inside of a step's pod, in the words of the step agent: its own Python is asked. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { Situation } from './situations.ts';

/** What the agent is told: what an installer printed, how the code ended, or which error the system gave. */
type Told =
  | { readonly installer: string }
  | { readonly status: number; readonly tail: string; readonly oom: boolean }
  | { readonly errno: string; readonly program: string }
  | { readonly errno: string; readonly stores: string };

const agent = `
import errno, json, sys
sys.path.insert(0, sys.argv[1])
from agent.ending import storage_failure
from agent.failure import failure_of, start_failure
from agent.install_reason import reason_in
from agent.memory import no_memory

class Spec:
    in_pod, requirements = True, "requirements.txt"
    root = scratch = working_directory = sys.argv[1]

def say(told):
    if "installer" in told:
        return "requirements.txt could not be installed: " + reason_in(told["installer"])
    if "status" in told:
        return str(failure_of(told["status"], told["tail"].encode(), Spec, told["oom"]))
    error = OSError(getattr(errno, told["errno"]), "")
    if "program" in told:
        return str(start_failure(error, told["program"]))
    return str(storage_failure(error, told["stores"], "the step's outputs"))

this = "{}.{}".format(*sys.version_info)
print(json.dumps([say(told).replace("Python " + this, "Python 3.11").replace("is " + this, "is 3.11") for told in json.load(sys.stdin)]))
`;

const retried = (cause: string): string =>
  `Looking in indexes: https://pypi.example/simple\nWARNING: Retrying (Retry(total=0)) after connection broken by '${cause}': /simple/six/\nERROR: Could not find a version that satisfies the requirement six (from versions: none)\nERROR: No matching distribution found for six\n`;
const newConnection = (cause: string): string =>
  `NewConnectionError('<HTTPSConnection>: Failed to establish a new connection: [Errno -2] ${cause}')`;
const verified = (why: string): string =>
  retried(
    `SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: ${why} (_ssl.c:1006)'))`,
  );

const told: readonly (readonly [name: string, told: Told, fix: string])[] = [
  [
    'DNS that does not know the index',
    { installer: retried(newConnection('Name or service not known')) },
    'correct `python.index`, or the DNS of the cluster',
  ],
  [
    'an index that can not be reached',
    { installer: retried(newConnection('Connection refused')) },
    'open the way, or set `python.proxy`',
  ],
  [
    'a proxy that can not be reached',
    { installer: retried(`ProxyError('Cannot connect to proxy.', ${newConnection('Connection refused')})`) },
    'correct `python.proxy`',
  ],
  [
    'an index that wants a login (401, 403)',
    {
      installer:
        'ERROR: No matching distribution found for six\nCould not fetch URL https://pypi.example/simple/six/: 401 Client Error: Unauthorized for url\n',
    },
    'name a Secret with `username` and `password`',
  ],
  [
    'a CA that is missing',
    { installer: verified('unable to get local issuer certificate') },
    'put the CA into the repository, and name it',
  ],
  ['time skew: too early', { installer: verified('certificate is not yet valid') }, "set the node's clock"],
  ['a certificate that has expired', { installer: verified('certificate has expired') }, 'renew it'],
  [
    'a release that is not there',
    { installer: 'ERROR: No matching distribution found for six==99' },
    'correct the requirement',
  ],
  [
    'a release for another Python',
    {
      installer:
        'ERROR: Ignored the following versions that require a different python version: 1.0 Requires-Python >=3.99\nERROR: No matching distribution found for six',
    },
    'choose another `image`, or an older release',
  ],
  [
    'a release without a wheel',
    {
      installer:
        'error: No solution found when resolving dependencies\n  cause: Because six==1.0 has no wheels with a matching Python ABI tag and you require six',
    },
    'choose another `image`, or another release',
  ],
  [
    'a compiler that is missing',
    { installer: "error: command 'gcc' failed: No such file or directory" },
    'use an image with a compiler',
  ],
  [
    'a full disk',
    { installer: 'ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device' },
    'raise the limit of ephemeral storage',
  ],
  ['memory that ran out in a child of the code', { status: -9, tail: '', oom: true }, 'raise `resources.memory`'],
  ['a command that is missing', { errno: 'ENOENT', program: 'pyhton' }, 'correct `command`, or add it to the image'],
  ['a command that may not be run', { errno: 'EACCES', program: './train' }, '`git update-index --chmod=+x` it'],
  [
    'a file that may not be written',
    {
      status: 1,
      tail: 'Traceback (most recent call last):\n  File "<string>", line 1, in <module>\nPermissionError: [Errno 13] Permission denied: \'/data/x\'\n',
      oom: false,
    },
    'write elsewhere, or set `runAsUser` under `pod:`',
  ],
  [
    'a file system that is read-only',
    {
      status: 1,
      tail: 'Traceback (most recent call last):\n  File "<string>", line 1, in <module>\nOSError: [Errno 30] Read-only file system: \'/x\'\n',
      oom: false,
    },
    'write elsewhere',
  ],
  ['an output for which there is no room', { errno: 'ENOSPC', stores: 'output "model"' }, 'raise `store.size`'],
];

/** Runs Python once. @throws Error */
export function agentSituations(): readonly Situation[] {
  const runner = path.join(import.meta.dirname, '..', '..', '..', '..', '..', 'runner');
  const input = JSON.stringify(told.map(([, what]) => what));
  const sentences = JSON.parse(execFileSync('python3', ['-c', agent, runner], { input, encoding: 'utf8' })) as string[];
  return told.map(([name, , fix], place) => ({ name, code: null, sentence: sentences[place] ?? '', fix }));
}
