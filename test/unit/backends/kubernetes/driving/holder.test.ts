import { describe, expect, jest, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Elapsed } from '../../../../../src/backends/kubernetes/driving/elapsed.ts';
import { holderInWords, holderName, isDead, type Here } from '../../../../../src/backends/kubernetes/driving/holder.ts';

const here: Here = { host: 'laptop', pid: process.pid, random: (bytes) => new Uint8Array(bytes).fill(0xab) };
/** With one of its parts as it would be elsewhere. */
async function changed(part: number, value: string): Promise<string> {
  const parts = (await holderName(here)).split('/');
  return parts.map((each, index) => (index === part ? value : each)).join('/');
}

describe('who drives', () => {
  test('is told by machine, process, and what tells it from an earlier one of that number', async () => {
    expect(await holderName(here)).toMatch(new RegExp(`^laptop/${process.pid}/\\d+/[0-9a-f]{8}/abab$`));
    expect(holderInWords(await holderName(here))).toBe(`laptop (process ${process.pid})`);
  });

  test('is not dead while its process lives', async () => {
    expect(await isDead(await holderName(here), 'laptop')).toBe(false);
  });

  test('is dead when its process was killed', async () => {
    const child = spawn('sleep', ['60']);
    const holder = await holderName({ ...here, pid: child.pid ?? 0 });
    expect(await isDead(holder, 'laptop')).toBe(false);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await isDead(holder, 'laptop')).toBe(true);
  });

  test('is dead when another process has its number', async () => {
    expect(await isDead(await changed(2, '1'), 'laptop')).toBe(true);
  });

  test.each([
    ['on another machine', 0, 'server'],
    ['that booted since, or in another container', 3, 'ffffffff'],
    ['whose machine can not tell', 3, ''],
    ['whose start is unknown', 2, ''],
  ])('may live when it is one %s', async (_what, part, value) => {
    expect(await isDead(await changed(part, value), 'laptop')).toBe(false);
  });

  test.each(['', 'somebody', 'a/b/c'])('may live when it calls itself "%s"', async (name) => {
    expect(await isDead(name, 'laptop')).toBe(false);
  });
});

describe('the time that has passed', () => {
  test('is never less than by either clock', () => {
    let wall = 1_000_000;
    const monotonic = jest.spyOn(performance, 'now').mockReturnValue(50);
    const elapsed = new Elapsed(() => wall);
    // The machine slept.
    wall += 7000;
    expect(elapsed.milliseconds).toBe(7000);
    // Its clock was set back.
    monotonic.mockReturnValue(9050);
    wall -= 12_000;
    expect(elapsed.milliseconds).toBe(9000);
    monotonic.mockRestore();
  });
});
