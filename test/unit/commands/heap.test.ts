import { expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { heapFlags } from '../../../src/commands/heap.ts';

test('what V8 is told is known to it: a flag that it has lost would be ignored', () => {
  const known = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  const names = heapFlags.map((flag) => flag.replace(/^--(no-)?/, '').replace(/=.*$/, ''));
  expect(names.filter((name) => !known.includes(`  --${name} (`))).toEqual([]);
});
