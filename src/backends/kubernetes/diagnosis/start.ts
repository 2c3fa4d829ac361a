/** Why the runtime could not start a container's command: what runc, crun and the kubelet say of it. */
import { clause, passing, permanent, type Trouble } from './trouble.ts';

/** Null: this is no message about a start. */
export function startTrouble(said: string, image: string): Trouble | null {
  const name = `image "${image}"`;
  if (/exec format error/.test(said)) {
    return permanent(
      'image-architecture',
      `the command of ${name} is no program for the node's processor architecture: build the image for that one, or choose other nodes with node_selector`,
    );
  }
  const [, program = '', problem = ''] = /exec:? [`"]([^`"]+)[`"]:? (.*)/s.exec(said) ?? [];
  if (/not found|no such file/i.test(problem)) {
    return /(?:^|\/)sh$/.test(program)
      ? permanent('command', `${name} has no shell (sh): use an image with Python or a shell`)
      : permanent('command', `command "${program}" was not found in ${name}`);
  }
  if (/permission denied/i.test(problem))
    return permanent('command', `command "${program}" is not executable in ${name}`);
  if (/no command specified/i.test(said)) {
    return permanent('command', `${name} says no command to run (CMD or ENTRYPOINT): give the step one`);
  }
  const [, mountPoint] = /mkdir(?:at)? (\S+?):? .*read-only file system/.exec(said) ?? [];
  if (mountPoint !== undefined) {
    return permanent(
      'mount',
      `a volume can't be mounted in ${name}, which is read-only there: mount it elsewhere, or at a folder that the image has`,
    );
  }
  if (/chdir to cwd|mkdir \S+: (?:not a directory|permission denied)/.test(said)) {
    return permanent('command', `the working directory can't be used in ${name}: ${clause(lastPart(said))}`);
  }
  if (/OOM-killed|memory limit too low|exceeds? (?:the )?memory limit/i.test(said)) {
    return permanent('capacity', 'its memory limit is too small to start a container: raise resources.memory');
  }
  if (/context deadline exceeded|is reserved for|timed? ?out/i.test(said)) {
    return passing('container', 'the node is slow to start its container');
  }
  return null;
}

/** The end of a chain of causes, without runc's last word. */
function lastPart(said: string): string {
  const parts = said.replace(/: unknown$/, '').split(': ');
  return parts.slice(-2).join(': ');
}

/** For messages about a start that say nothing known. */
export function unknownStartTrouble(said: string): Trouble {
  return permanent('container', `its container can't be started${said === '' ? '' : `: ${clause(lastPart(said))}`}`);
}
