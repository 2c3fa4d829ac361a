import { expect, test } from '@jest/globals';
import { RunPods } from '../../../../../src/backends/kubernetes/inventory/run-pods.ts';
import { childrenJob } from '../../../../../src/backends/kubernetes/objects/job.ts';
import { plan } from '../../../engine/plans.ts';
import { FakeApi } from '../fake-api.ts';
import { children, facts } from '../objects/facts.ts';
import { running } from '../pods.ts';
import { train } from './scene.ts';

test('what a child has printed is read from the pod that it shares, and only that', async () => {
  const api = new FakeApi();
  const whole = plan([train]);
  const { job } = childrenJob(facts(), whole, train, children(train, 4));
  api.put('Job', { ...job, spec: { ...job.spec, template: job.spec?.template ?? {}, completions: 2 } });
  const { name = '', labels = {} } = job.metadata ?? {};
  const own = { ...labels, 'batch.kubernetes.io/job-name': name };
  const annotations = { 'batch.kubernetes.io/job-completion-index': '0' };
  api.put('Pod', { ...running(), metadata: { name: 'p', uid: 'p', labels: own, annotations } });
  const turn = (iteration: number): string => `\u001e::automl::${JSON.stringify({ event: 'begins', iteration })}`;
  const lines = [turn(1), 'first', turn(2), 'second'];
  api.log('p').say(...lines.map((line, at) => `2026-01-01T00:00:0${at}.000000001Z ${line}`));
  const pods = await RunPods.read(api, whole);
  const printed: string[] = [];
  const print = (iteration: number): Promise<void> =>
    pods.print(
      { task: { step: 'train', iteration }, attempt: 1 },
      (line) => void printed.push(line),
      (trouble) => void printed.push(trouble),
    );
  expect(pods.has({ task: { step: 'train', iteration: 2 }, attempt: 2 })).toBe(false);
  await print(2);
  expect(printed).toEqual(['second']);
  await print(1);
  expect(printed).toEqual(['second', 'first']);
});
