import { describe, expect, test } from '@jest/globals';
import { ApiError } from '../../../../../src/backends/kubernetes/client/api.ts';
import { smokeTest } from '../../../../../src/backends/kubernetes/serving/smoke.ts';
import type { Smoke } from '../../../../../src/workflow/model.ts';
import { FakeApi } from '../fake-api.ts';

type Reply = { status: number; body: string } | Error;
const get: Smoke = { method: 'GET', path: '/', status: 200 };
const noEndpoints: Reply = status(503, 'no endpoints available for service "api"');
const broken = new ApiError('reset', { status: null, reason: null, said: 'reset' });

function status(code: number, message: string): Reply {
  return { status: code, body: JSON.stringify({ kind: 'Status', status: 'Failure', code, message }) };
}

/** @param replies in order; the last for ever */
async function asked(replies: readonly Reply[], smoke: Smoke = get, signal = new AbortController().signal) {
  const api = new FakeApi();
  let asks = 0;
  api.ask = () => {
    const reply = replies[Math.min(asks++, replies.length - 1)] ?? broken;
    return reply instanceof Error ? Promise.reject(reply) : Promise.resolve(reply);
  };
  const slept: number[] = [];
  const sleep = (milliseconds: number) => {
    slept.push(milliseconds);
    return Promise.resolve();
  };
  const end = await smokeTest(api, 'api', 80, smoke, { signal, sleep });
  return { ...end, asks, slept: slept.reduce((sum, each) => sum + each, 0) };
}

describe('a smoke test', () => {
  test('keeps the answer', async () => {
    expect(await asked([{ status: 200, body: 'fine' }])).toMatchObject({
      answer: { status: 200, body: 'fine' },
      problem: null,
      asks: 1,
    });
  });

  test('never leaves the service, whatever its path says', async () => {
    const api = new FakeApi();
    const paths: string[] = [];
    api.ask = ({ path }) => {
      paths.push(path);
      return Promise.resolve({ status: 200, body: '' });
    };
    await smokeTest(api, 'api', 80, { ...get, path: '/../../secrets/aws?a=b' }, { signal: AbortSignal.timeout(1000) });
    expect(paths).toEqual(['/api/v1/namespaces/ml/services/http:api:80/proxy/secrets/aws?a=b']);
    await expect(asked([], { ...get, path: '/..%2fsecrets' })).rejects.toThrow('is no path of a service');
  });

  test('is asked again while the API server does not know the way', async () => {
    const end = await asked([
      noEndpoints,
      status(503, 'error trying to reach service: connection refused'),
      status(404, 'services "api" not found'),
      { status: 200, body: '' },
    ]);
    expect(end).toMatchObject({ problem: null, asks: 4, slept: 1500 });
  });

  test('gives up after ten seconds, and does not take the word of the API server for the service', async () => {
    const end = await asked([noEndpoints], { ...get, status: 503 });
    expect(end).toMatchObject({
      answer: null,
      problem: 'smoke test GET / did not reach the service: no endpoints available for service "api"',
    });
    expect(end.slept).toBeLessThanOrEqual(10_000);
  });

  test('takes a 503 of the service itself as its answer, at once', async () => {
    const end = await asked([{ status: 503, body: 'warming up' }]);
    expect(end).toMatchObject({ asks: 1, problem: 'smoke test GET / answered 503 instead of 200: warming up' });
  });

  test('is not repeated when it is not allowed', async () => {
    const end = await asked([status(403, 'services "api" is forbidden')]);
    expect(end).toMatchObject({
      asks: 1,
      problem: 'smoke test GET / did not reach the service: services "api" is forbidden',
    });
  });

  test('survives a connection that breaks, where asking twice changes nothing', async () => {
    expect(await asked([broken, { status: 200, body: '' }])).toMatchObject({ problem: null, asks: 2 });
    await expect(asked([broken, { status: 200, body: '' }], { ...get, method: 'POST' })).rejects.toBe(broken);
    await expect(asked([broken])).rejects.toBe(broken);
  });

  test('ends with a cancel', async () => {
    expect(await asked([noEndpoints], get, AbortSignal.abort())).toMatchObject({ asks: 1 });
  });
});
