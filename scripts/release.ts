/** `release.ts TAG` checks that the tag may be released and prints outputs of a job; with `--notes`, what its release says. */
import path from 'node:path';
import { releaseOf } from './release/check.ts';

const [tag = '', option] = process.argv.slice(2);
try {
  const { version, moving, notes } = releaseOf(path.join(import.meta.dirname, '..'), tag);
  console.log(option === '--notes' ? notes : `version=${version}\nmoving=${moving}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
