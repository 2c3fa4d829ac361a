import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { putRun, putService, selector } from '../backends/kubernetes/inventory/scene.ts';
import { owner } from '../backends/kubernetes/objects/facts.ts';
import { running } from '../backends/kubernetes/pods.ts';
import { ViewScene } from './view-scene.ts';

let scene: ViewScene;
beforeEach(async () => {
  scene = await ViewScene.open();
});
afterEach(() => scene.close());

describe('automl get services', () => {
  test('is a table, with more columns where it may be wide, or values for programs', async () => {
    putService(scene.api, 'wine-api-x');
    const { out } = await scene.there('get svc');
    expect(out).toMatch(/^service +workflow +environment +state +ready +commit +url +age\n/);
    expect(out).toMatch(/^api +wine +production +ready +2\/2 +abcdef0 +http:\/\/wine-api-x\.ml:5000 +\d+d\n$/m);
    expect((await scene.there('get services -o wide')).out).toMatch(/ python:3\.12-slim +k1 +r1 /);
    expect(JSON.parse((await scene.there('get services -o json')).out)).toMatchObject([
      { step: 'api', state: 'ready' },
    ]);
    expect((await scene.there('get services -w beer')).out).toBe('no services in namespace ml\n');
  });

  test('shows one, and describes it with its pods', async () => {
    putService(scene.api, 'wine-api-x');
    scene.api.put('Pod', running({ name: 'p-1', labels: selector }));
    expect((await scene.there('get service wine/api')).out).toMatch(/^api +wine /m);
    const page = (await scene.there('describe svc api')).out;
    expect(page).toMatch(/^state +ready · 2\/2 ready$/m);
    expect(page).toMatch(/^pods\npod +state .*\np-1 +Running +no /m);
    expect(JSON.parse((await scene.there('get service api -o json')).out)).toMatchObject({ pods: [{ name: 'p-1' }] });
    expect(await scene.there('get service nope')).toMatchObject({ code: 2 });
  });

  test('takes nothing else for a commit where files of none are deployed', async () => {
    putService(scene.api, 'a');
    const { metadata = {}, ...rest } = scene.api.objects.get('Deployment', 'a') ?? {};
    const annotations = { ...metadata.annotations };
    delete annotations['automl-action/commit'];
    scene.api.put('Deployment', { ...rest, metadata: { ...metadata, annotations } });
    expect((await scene.there('get services')).out).toMatch(/^api +wine +production +ready +2\/2 +– +http/m);
  });

  test('needs a cluster', async () => {
    expect(await scene.here('get services')).toMatchObject({ code: 2, err: expect.stringContaining('no cluster') });
  });
});

describe('automl get workflows', () => {
  const dev = { ...owner, environment: 'dev' };

  test('names each workflow of each repository, its environments, services and last run', async () => {
    putRun(scene.api, { id: 'r1', owner: dev });
    putService(scene.api, 'a');
    putService(scene.api, 'b', { workflow: 'beer', owner: { ...owner, repository: 'other' } });
    expect(JSON.parse((await scene.there('get workflows -o json')).out)).toMatchObject([
      { workflow: 'beer', repository: 'github.com/other', environments: ['production'], last_run: null },
      {
        namespace: 'ml',
        workflow: 'wine',
        environments: ['dev', 'production'],
        services: ['api'],
        last_run: { id: 'r1', state: 'succeeded', environment: 'dev' },
      },
    ]);
    expect((await scene.there('get ws')).out).toMatch(
      /^ml +wine +github\.com\/4711 +automl\.yaml +dev, production +api /m,
    );
  });

  test('shows what one has, and line by line what is known of it where it may be wide', async () => {
    putRun(scene.api);
    putService(scene.api, 'a');
    const { out } = await scene.there('get w wine');
    expect(out).toMatch(/^Job +main +train +✓ succeeded +true$/m);
    expect(out).toMatch(/^Deployment +serve +api +ready +http:\/\/a\.ml:5000$/m);
    const wide = (await scene.there('get workflow wine -o wide')).out;
    expect(wide).toMatch(/^namespace +workflow +kind +stage +step +key +value\n/);
    expect(wide).toMatch(/^ml +wine +Deployment +serve +api +image +python:3\.12-slim$/m);
    expect((await scene.there('describe w wine')).out).toMatch(/^runs\nrun .*\nr1 +wine +✓ succeeded/m);
  });

  test('says which commit its environments have, and who deploys now', async () => {
    putService(scene.api, 'a');
    const { labels: own = {}, annotations = {} } = scene.api.objects.get('Deployment', 'a')?.metadata ?? {};
    const metadata = { name: 'e', labels: { ...own, 'app.kubernetes.io/component': 'environment' }, annotations };
    scene.api.put('Lease', { metadata, spec: { holderIdentity: 'laptop/7/1' } });
    expect(JSON.parse((await scene.there('get workflow wine -o json')).out)).toMatchObject({
      project: expect.any(String),
      deployed: [{ environment: 'production', commit: 'abcdef0123456789', run: 'r1', driver: 'laptop (process 7)' }],
    });
    expect((await scene.there('describe w wine')).out).toMatch(/^production +abcdef0 +r1 +laptop \(process 7\)$/m);
  });

  test('asks which one is meant where several repositories have it', async () => {
    putService(scene.api, 'a');
    putService(scene.api, 'b', { owner: { ...owner, repository: 'other' } });
    expect(await scene.there('get workflow wine')).toMatchObject({
      code: 2,
      err: expect.stringMatching(
        /^2 repositories have a workflow "wine" here; say which:\n {2}--project \w+ {2}github/,
      ),
    });
  });

  test('prints the logs of its last run', async () => {
    putRun(scene.api);
    scene.pod('hello');
    expect((await scene.there('get workflow wine --logs')).out).toBe('hello\n');
    expect(await scene.there('get workflow beer --logs')).toMatchObject({ code: 2 });
  });
});

describe('automl logs --service', () => {
  const pod = (name: string, restartCount: number, ...lines: readonly string[]): void => {
    const up = running({ name, uid: name, labels: selector });
    const containerStatuses = (up.status?.containerStatuses ?? []).map((status) => ({ ...status, restartCount }));
    scene.api.put('Pod', { ...up, status: { ...up.status, containerStatuses } });
    scene.api.log(name).say(...lines.map((line, at) => `2026-01-01T00:00:0${at}.000000001Z ${line}`));
  };

  test('prints what each pod has printed, with its name where there are several', async () => {
    putService(scene.api, 'a');
    pod('p-1', 0, 'hello', '\u001e::automl::{"event":"running","python":"3"}');
    pod('p-2', 0, 'bye');
    expect((await scene.there('logs --service api')).out).toBe('p-1 │ hello\np-2 │ bye\n');
  });

  test('has nothing from before where no pod was restarted', async () => {
    putService(scene.api, 'a');
    pod('p-1', 0);
    expect(await scene.there('logs --service api -p')).toMatchObject({
      code: 2,
      err: 'no pod of service api was restarted',
    });
    pod('p-2', 3, 'its last words');
    expect((await scene.there('logs --service api -p')).out).toContain('its last words\n');
  });

  test.each(['--step api', '--attempt 2'])('is not asked for %s, which is of runs', async (words) => {
    const { code, err } = await scene.there(`logs --service api ${words}`);
    expect(code).toBe(2);
    expect(err).toContain("automl: option '--service <name>' cannot be used with option '--");
  });
});

test('automl delete service takes one, and says which', async () => {
  putService(scene.api, 'a');
  expect(await scene.there('delete svc api')).toEqual({
    code: 0,
    out: 'service a deleted from namespace ml: 2 objects\n',
    err: '',
  });
  expect(await scene.there('delete service api')).toMatchObject({ code: 2 });
});

test('names in the cluster are completed where one is configured', async () => {
  putService(scene.api, 'a');
  putRun(scene.api);
  const complete = async (line: string) => (await scene.there(`__complete -- ${line} `)).out.trim().split('\n');
  expect(await complete('get')).toEqual(expect.arrayContaining(['artifacts', 'run', 'runs', 'services', 'workflows']));
  expect(await complete('describe service')).toEqual(['api']);
  expect(await complete('get w')).toEqual(['wine']);
  expect(await complete('logs')).toEqual(['latest', 'r1']);
  expect((await scene.here('__complete -- describe service ')).out).toBe('');
});
