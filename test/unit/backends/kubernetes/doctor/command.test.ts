import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { doctor, type DoctorRequest } from '../../../../../src/commands/doctor.ts';
import type { World } from '../../../../../src/commands/world.ts';
import { worldOf } from '../../../commands/world.ts';

async function run(
  request: DoctorRequest,
  fields: Partial<World> = {},
): Promise<{ readonly code: number; readonly out: string }> {
  const out = new PassThrough();
  const world = worldOf({ out, cpus: 1, ...fields });
  const code = await doctor(request, world);
  out.end();
  return { code, out: await text(out) };
}

describe('automl doctor without a cluster', () => {
  test('says how to name one, and ends with 1', async () => {
    const { code, out } = await run({ output: 'text' });
    expect(code).toBe(1);
    expect(out).toMatch(/^✗ api {8}no cluster is configured\n {13}→ give --kubeconfig FILE/);
    expect(out).toContain('– token      not in a CI job\n');
  });

  test('as JSON for programs, without colours or progress', async () => {
    const { out } = await run({ output: 'json' }, { tty: true, color: true });
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      checks: [
        { name: 'api', state: 'failed' },
        { name: 'token', state: 'unchecked' },
      ],
    });
  });

  test('a Node that is too old for the client is one of its findings', async () => {
    expect((await run({ output: 'text' }, { node: '20.1.0' })).out).toContain('needs Node 22.19 or newer');
  });

  test('colours only where the world has them', async () => {
    expect((await run({ output: 'text' }, { color: true })).out).toContain('\u001b[31m✗');
    expect((await run({ output: 'text' })).out).not.toContain('\u001b');
  });
});
