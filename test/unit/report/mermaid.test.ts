import { describe, expect, test } from '@jest/globals';
import { mermaid } from '../../../src/report/mermaid.ts';
import { recordOf, stepOf, wineFailed } from './fixtures.ts';

const limit = 45_000;
const draw = (record: Parameters<typeof mermaid>[0], most = limit): string => mermaid(record, { limit: most }) ?? '';

describe('the drawn pipeline', () => {
  test('has a box for each stage and says states by mark and by class', () => {
    const text = draw(wineFailed());
    expect(text).toMatch(/subgraph s1\["train"\]\n.*"✓ logistic × 3".*:::succeeded\n.*"✗ forest".*:::failed/);
    expect(text).toContain('n5(["#9675; api"]):::skipped');
    expect(text).toMatch(/classDef failed fill/);
  });

  test('draws one edge from or to a whole stage, and none that a path already says', () => {
    const edges = draw(wineFailed()).match(/^ {2}\w+ --> \w+$/gm);
    // split → train; train → pick (its need of split goes without saying); pick → api.
    expect(edges).toEqual(['  n0 --> s1', '  s1 --> n4', '  n4 --> n5']);
  });

  test('puts the steps of finally behind the last stage', () => {
    const steps = [
      stepOf('a/x'),
      stepOf('b/y', { after: 'a' }),
      stepOf('b/z', { after: 'a' }),
      stepOf('finally/clean'),
    ];
    expect(draw(recordOf(steps)).match(/^ {2}\w+ --> \w+$/gm)).toEqual(['  n0 --> s1', '  s1 --> n3']);
  });

  test('of many steps shows stages with counts', () => {
    const steps = Array.from({ length: 3000 }, (_, index) =>
      stepOf(`stage${index % 3}/step${index}`, { state: index === 7 ? 'failed' : 'succeeded' }),
    );
    const text = draw(recordOf(steps));
    expect(text.match(/^ {2}n\d+\[/gm)).toHaveLength(3);
    expect(text).toContain('"✗ stage1: 1 failed, 999 succeeded"');
    expect(text.length).toBeLessThan(1000);
  });

  test('of many stages joins the middle ones', () => {
    const steps = Array.from({ length: 500 }, (_, index) => stepOf(`stage${index}/step${index}`));
    const text = draw(recordOf(steps));
    expect(text.match(/^ {2}n\d+\[/gm)).toHaveLength(60);
    expect(text).toContain('441 more stages');
  });

  test('keeps to a limit or is not drawn', () => {
    const steps = Array.from({ length: 50 }, (_, index) => stepOf(`stage${index % 4}/step${index}`));
    const text = draw(recordOf(steps), 1000);
    expect(text.length).toBeLessThanOrEqual(1000);
    expect(text).toContain('stage3: 12 succeeded');
    expect(mermaid(recordOf(steps), { limit: 50 })).toBeNull();
  });

  test.each([
    ['a quote that ends the label', 'a"] --> b["'],
    ['HTML', '<img src=x onerror=alert(1)>'],
    ['a directive', '%%{init: {"theme":"dark"}}%%'],
    ['a fence', '```\n# out'],
    ['Markdown', '`**bold**`'],
    ['an entity', '&lt;b&gt; #lt;'],
    ['a click', 'x\n  click n0 href "http://evil"'],
    ['the word end', 'end'],
  ])('takes %s in a name as text', (_, name) => {
    const record = recordOf([stepOf('a/first'), { ...stepOf('a/x'), name, stage: name, needs: ['first'] }]);
    const lines = draw(record).split('\n');
    expect(lines).toHaveLength(9);
    const labels = [...draw(record).matchAll(/\["(.*?)"\]/g)].map(([, label]) => label ?? '');
    expect(labels).toHaveLength(4);
    for (const label of labels) expect(label).toMatch(/^(?:#\d+;|[\p{L}\p{N} .,:/+()=✓×_-])*$/u);
    expect(lines.filter((line) => /["<>%`]/.test(line.replace(/^.*\[".*"\].*$/, '').replace('-->', '')))).toEqual([]);
  });
});
