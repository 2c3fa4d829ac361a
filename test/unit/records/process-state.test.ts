import { describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { processState } from '../../../src/records/process-state.ts';

describe('a process of this machine', () => {
  test('lives, and its start tells it from another one with the number', async () => {
    const own = await processState(process.pid);
    expect(own).toEqual({ isAlive: true, start: expect.stringMatching(/^\d+$/) });
    expect(await processState(process.pid)).toEqual(own);
  });

  test('is found by its start whatever its name holds', async () => {
    const child = spawn('bash', ['-c', 'exec -a ") Z 0 (" sleep 60']);
    await once(child, 'spawn');
    expect(await processState(child.pid ?? 0)).toMatchObject({ isAlive: true, start: expect.stringMatching(/^\d+$/) });
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await processState(child.pid ?? 0)).toEqual({ isAlive: false, start: null });
  });

  test('has ended when only its parent has not asked how', async () => {
    // The shell becomes a program that never waits for its child.
    const parent = spawn('bash', ['-c', 'sleep 0 & echo $!; exec sleep 60']);
    const [chunk] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(String(chunk));
    for (let tries = 0; (await processState(pid)).isAlive && tries < 100; tries++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    const { isAlive, start } = await processState(pid);
    expect([isAlive, start]).toEqual([false, expect.stringMatching(/^\d+$/)]);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
  });
});
