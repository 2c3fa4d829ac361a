/** Services that are reached from outside the cluster, by a real controller, and that grow with their load. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { connect, kubectl } from './cluster.ts';
import { playExposure, type Exposed } from './exposure/play.ts';
import { startAddon } from './extras/addon.ts';

// The first time both are built.
jest.setTimeout(1_800_000);

const ours = connect().own ? describe : describe.skip;

ours('a service that is reached from outside', () => {
  const stops: (() => Promise<void>)[] = [];
  let address: string;
  let seen: Exposed;

  beforeAll(async () => {
    stops.push(await startAddon('ingress'));
    const metrics = startAddon('metrics').then((stop) => void stops.push(stop));
    const ip = 'jsonpath={.items[0].status.addresses[?(@.type=="InternalIP")].address}';
    address = await kubectl(['get', 'nodes', '--output', ip]);
    const played = playExposure(address, metrics);
    // Whatever fails, what was started must be known.
    await Promise.allSettled([metrics, played]);
    seen = await played;
  });

  afterAll(async () => {
    for (const stop of stops) await stop();
  });

  /** Without the part of the names that differs from test to test. */
  const plain = (names: readonly string[]): readonly string[] => names.map((name) => name.replace(/-[a-z0-9]{6}$/, ''));

  test('answers at the address that the record has, at the paths behind it', () => {
    const { run, urls, answers } = seen.first;
    expect(run.record.state).toBe('succeeded');
    const service = new RegExp(`^http://${address}/${seen.namespace}/shop-(plain|routed)-\\w+$`);
    expect(urls).toEqual({
      plain: expect.stringMatching(service) as unknown,
      named: 'https://wine.example.com/v1',
      routed: expect.stringMatching(service) as unknown,
      busy: 'http://busy.example.com',
    });
    expect(answers).toEqual({
      plain: 'plain was asked for /deep?q=1',
      named: 'named was asked for /deep?q=1',
      routed: 'routed was asked for /deep?q=1',
      busy: 'busy was asked for /deep?q=1',
    });
  });

  test('says where that is', () => {
    const { run, urls } = seen.first;
    expect(run.stdout).toContain(`answers at ${urls['plain'] ?? ''}`);
  });

  test('has nothing more than it needs for that', () => {
    expect(plain(seen.first.ways)).toEqual([
      'httproute.gateway.networking.k8s.io/shop-routed',
      'ingress.networking.k8s.io/shop-busy',
      'ingress.networking.k8s.io/shop-named',
      'ingress.networking.k8s.io/shop-plain',
      'middleware.traefik.io/shop-named',
      'middleware.traefik.io/shop-plain',
    ]);
  });

  test('follows its port, path and host, and is reached no longer where it is not to be', () => {
    const { run, urls, answers, ways } = seen.edited;
    expect(run.record.state).toBe('succeeded');
    expect(urls).toEqual({
      plain: `http://${address}/shop`,
      named: 'http://beer.example.com',
      busy: 'http://busy.example.com',
    });
    expect(answers).toMatchObject({ plain: 'plain was asked for /deep?q=1', named: 'named was asked for /deep?q=1' });
    expect(plain(ways)).toEqual([
      'ingress.networking.k8s.io/shop-busy',
      'ingress.networking.k8s.io/shop-named',
      'ingress.networking.k8s.io/shop-plain',
      'middleware.traefik.io/shop-plain',
    ]);
  });

  test('is refused with a class that does not exist', () => {
    const { run, code, stderr, stdout } = { run: seen.refused, ...seen.refused };
    expect(code).toBe(1);
    expect(run.record.state).toBe('failed');
    expect(`${stdout}${stderr}`).toContain(
      'IngressClass "nowhere" does not exist (the cluster has traefik): correct ingress.class, or install its controller',
    );
  });

  test('has more replicas under load, and keeps them when its next revision is deployed', () => {
    const { run, before, after } = seen.scaled;
    expect(run.step('busy').state).toBe('succeeded');
    expect(before).toBeGreaterThan(1);
    expect(after).toBeGreaterThanOrEqual(before);
  });
});
