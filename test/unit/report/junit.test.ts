import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { junitOfRefusal, junitOfRun } from '../../../src/report/junit.ts';
import { childOf, recordOf, stepOf, traceback, wineFailed, wineSucceeded } from './fixtures.ts';

interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly Element[];
}

/** Python's parser: expat, which refuses what is no XML. */
const reader = `
import json, sys, xml.etree.ElementTree as tree
def plain(e): return {"tag": e.tag, "attributes": e.attrib, "text": e.text or "", "children": [plain(c) for c in e]}
print(json.dumps(plain(tree.fromstring(sys.stdin.buffer.read()))))
`;

function parse(xml: string): Element {
  const options = { input: xml, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const;
  return JSON.parse(execFileSync('python3', ['-c', reader], options)) as Element;
}

const named = ({ children }: Element, tag: string) => children.filter((each) => each.tag === tag);
const cases = (root: Element) => named(root, 'testsuite').flatMap((suite) => named(suite, 'testcase'));
const quiet = (): readonly string[] => [];

describe('the report in the format of JUnit', () => {
  test('has a suite for each stage and a case for each step', () => {
    const root = parse(junitOfRun(wineFailed(), ({ step }) => (step === 'forest' ? traceback : [])));
    expect(root).toMatchObject({ tag: 'testsuites', attributes: { name: 'wine', failures: '1', errors: '0' } });
    expect(named(root, 'testsuite').map(({ attributes }) => attributes['name'])).toEqual([
      'wine.prepare',
      'wine.train',
      'wine.compare',
      'wine.serve',
    ]);
    expect(named(root, 'testsuite')[1]?.attributes).toMatchObject({ failures: '1', skipped: '0' });
    const forest = cases(root).find(({ attributes }) => attributes['name'] === 'forest');
    expect(forest?.attributes).toEqual({
      name: 'forest',
      classname: 'wine.train',
      file: 'examples/wine/steps/forest.py',
      time: '47.700',
    });
    const [failure] = forest?.children ?? [];
    expect(failure).toMatchObject({
      tag: 'failure',
      attributes: {
        type: 'ValueError',
        message: 'exit 1: ValueError in steps/forest.py:31: Input X contains NaN.',
      },
    });
    expect(failure?.text.split('\n').slice(1)).toEqual(traceback);
    expect(cases(root).find(({ attributes }) => attributes['name'] === 'pick')?.children).toMatchObject([
      { tag: 'skipped', attributes: { message: 'skipped: forest failed' } },
    ]);
  });

  test('has metrics as properties and in the output of their step', () => {
    const root = parse(junitOfRun(wineSucceeded(), quiet));
    const compare = named(root, 'testsuite')[2];
    expect(compare?.children[0]).toMatchObject({
      tag: 'properties',
      children: [{ tag: 'property', attributes: { name: 'pick.accuracy', value: '0.9722' } }],
    });
    expect(compare?.children[1]?.children).toMatchObject([
      { tag: 'system-out', text: 'accuracy: 0.9722\nbest: "logistic"' },
    ]);
  });

  test('has each child of a sweep, the failed ones first and of many only some', () => {
    const children = Array.from({ length: 1000 }, (_, index) => childOf(index + 1, { params: { C: index } }));
    children[999] = childOf(1000, { params: { C: 9 }, state: 'failed', reason: 'exit 1' });
    const names = cases(parse(junitOfRun(recordOf([stepOf('train/svm', { children })]), quiet))).map(
      ({ attributes }) => attributes['name'],
    );
    expect(names).toHaveLength(201);
    expect(names.slice(0, 3)).toEqual(['svm', 'svm 1000 (C=9)', 'svm 1 (C=0)']);
  });

  test('stays XML whatever a step prints', () => {
    const hostile = `]]><x a="1">&amp;\u0000\u001b[31m\u0008\ufffe\ud800 [[ATTACHMENT|/etc/passwd]] ü€😀 'é'`;
    const step = stepOf('train/a', {
      state: 'failed',
      reason: hostile,
      warnings: [hostile],
      metrics: { [hostile]: 0.5 },
    });
    const root = parse(junitOfRun(recordOf([step], { workflow: `<w>"&` }), () => [hostile, 'x'.repeat(10_000_000)]));
    const [only] = cases(root);
    expect(only?.children.map(({ tag }) => tag)).toEqual(['failure', 'system-out']);
    const text = only?.children[0]?.text ?? '';
    expect(text).toContain(`]]><x a="1">&amp;`);
    expect(text).toContain('ü€😀');
    expect(text).not.toContain('[[ATTACHMENT');
    expect(text.length).toBeLessThan(11_000);
    expect(root.attributes['name']).toBe('<w>"&');
  });

  test('says why a run could not begin', () => {
    const problems = [{ line: 14, code: 'UNKNOWN_NEED', message: 'step "pick" needs "x"' }] as const;
    const root = parse(junitOfRefusal('models/automl.yaml', problems));
    expect(root.attributes).toMatchObject({ tests: '1', failures: '1' });
    expect(cases(root)).toMatchObject([
      {
        attributes: { name: 'UNKNOWN_NEED in line 14', classname: 'models/automl.yaml', file: 'models/automl.yaml' },
        children: [{ tag: 'failure', text: 'step "pick" needs "x"' }],
      },
    ]);
    expect(cases(parse(junitOfRefusal('automl', 'no cluster is configured')))).toMatchObject([
      { attributes: { name: 'the run begins' }, children: [{ text: 'no cluster is configured' }] },
    ]);
  });
});
