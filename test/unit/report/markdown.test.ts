import { describe, expect, test } from '@jest/globals';
import { markdownSummary, type SummaryOptions } from '../../../src/report/markdown.ts';
import type { RunRecord } from '../../../src/records/schema.ts';
import { childOf, recordOf, stepOf, traceback, wineFailed, wineSucceeded } from './fixtures.ts';

const noLogs: SummaryOptions = { logTail: () => [] };
const links = {
  run: 'https://github.com/acme/wine/actions/runs/1',
  commit: 'https://github.com/acme/wine/commit/4f2c1e9',
  file: (file: string, line: number | null) =>
    `https://github.com/acme/wine/blob/4f2c1e9/${file}${line === null ? '' : `#L${line}`}`,
};

function inOrder(text: string, ...parts: readonly string[]): void {
  const positions = parts.map((part) => text.indexOf(part));
  expect(Object.fromEntries(parts.map((part, index) => [part, positions[index]]))).toEqual(
    Object.fromEntries(parts.map((part, index) => [part, Math.max(0, ...positions.slice(0, index + 1))])),
  );
  expect(Math.min(...positions)).toBeGreaterThanOrEqual(0);
}

describe('the report of a failed run', () => {
  const text = markdownSummary(wineFailed(), { logTail: () => traceback });

  test('begins with the verdict, the cause with its place, and how to go on', () => {
    expect(text.split('\n\n').slice(0, 3)).toEqual([
      '### ❌ wine failed at **train/forest** · run 7hq2 · 4f2c1e9 · 56 s',
      '**`ValueError: Input X contains NaN.`** at `steps/forest.py:31`',
      '1 failed, 2 skipped, 3 succeeded · look closer: `automl logs 7hq2 --step forest` · run it here: `automl run examples/wine/automl.yaml --step forest`',
    ]);
  });

  test('goes on from what matters to what may be looked up', () => {
    inOrder(
      text,
      '| stage | step | kind | state | attempts | duration | metrics | reason |',
      '| train | forest | job | ❌\u00a0failed | 1 | 48 s |',
      '| serve | api | service | ⏭️\u00a0skipped | – | – |  | forest failed |',
      '| logistic.log_loss ↓ | **0.0712** | ✅ at most 0.2 |',
      'Last 5 lines of train/forest',
      'ValueError: Input X contains NaN.\n```',
      '**logistic**: 3 children by log_loss, lower is better',
      '1 warning:',
      '```mermaid',
      'seed 7, test_size 0.25, trees 100',
    );
  });

  test('ranks the children of a sweep', () => {
    const rows = text.match(/^\| (?:\*\*)?#\d.*$/gm);
    expect(rows?.map((row) => row.slice(0, 30))).toEqual([
      expect.stringMatching(/^\| \*\*#2\*\* \| 1 \| \*\*0\.0712\*\*/),
      expect.stringMatching(/^\| #3 \| 10 \| 0\.0934/),
      expect.stringMatching(/^\| #1 \| 0\.1 \| 0\.1213/),
    ]);
  });

  test('links names to where one would go next, in CI', () => {
    const linked = markdownSummary(wineFailed(), { ...noLogs, links });
    expect(linked).toContain('[run 7hq2](https://github.com/acme/wine/actions/runs/1) · [4f2c1e9](https://github.com/');
    expect(linked).toContain(
      '[`steps/forest.py:31`](https://github.com/acme/wine/blob/4f2c1e9/examples/wine/steps/forest.py#L31)',
    );
    expect(linked).toContain('[forest](https://github.com/acme/wine/blob/4f2c1e9/examples/wine/automl.yaml#L33)');
    expect(linked).toContain('[the whole log](https://github.com/acme/wine/actions/runs/1)');
    expect(linked).not.toContain('automl logs');
  });

  test('names every failure, the first in time first', () => {
    const steps = [
      stepOf('a/late', { state: 'failed', reason: 'exit 2' }, 0, 50),
      stepOf('a/early', { state: 'timed-out', reason: 'stopped after 10 s' }, 0, 10),
    ];
    const [head, cause] = markdownSummary(recordOf(steps), noLogs).split('\n\n');
    expect(head).toContain('failed at **a/early** and 1 more');
    expect(cause).toBe('- **a/early**: **stopped after 10 s**\n- **a/late**: **exit 2**');
  });

  test('keeps the hint that the reason ends with', () => {
    const place = { file: 'a.py', line: 1, cell: null, error: 'ModuleNotFoundError', message: "No module named 'x'" };
    const reason = "exit 1: ModuleNotFoundError in a.py:1: No module named 'x' (is it in requirements.txt?)";
    const report = markdownSummary(recordOf([stepOf('a/b', { state: 'failed', reason, place })]), noLogs);
    expect(report).toContain(
      "**`ModuleNotFoundError: No module named 'x'`** at `a.py:1` (is it in requirements.txt?)\n",
    );
  });

  test('shows the gate that was missed', () => {
    const gates = [{ metric: 'accuracy', min: 0.9, max: null, value: 0.85, passed: false }];
    const step = stepOf('train/forest', { state: 'failed', reason: 'gate: accuracy 0.85 is below min 0.9', gates });
    const report = markdownSummary(recordOf([step]), noLogs);
    expect(report).toContain('**gate: accuracy 0.85 is below min 0.9**');
    expect(report).toContain('| forest.accuracy ↑ | **0.85** | ❌ at least 0.9 |');
  });

  test('points at the child that failed and shows its log', () => {
    const place = { file: 'train.ipynb', line: 2, cell: 3, error: 'KeyError', message: "'x'" };
    const reason = "exit 1: KeyError in train.ipynb: 'x'";
    const failed = { state: 'failed', reason, place } as const;
    const children = [childOf(1), childOf(2, { params: { alpha: 0.5 }, ...failed }, 0, 1), childOf(3, failed, 0, 2)];
    const step = stepOf('train/net', { state: 'failed', reason: `2 of 3 failed: #2 ${reason}`, children });
    const asked: unknown[] = [];
    const logTail: SummaryOptions['logTail'] = (task) => {
      asked.push(task);
      return ['boom'];
    };
    const report = markdownSummary(recordOf([step]), { logTail });
    expect(report).toContain(
      "**`KeyError: 'x'`** at `train.ipynb cell 3 line 2` in child 2 (alpha 0.5), the first of 2 that failed\n",
    );
    expect(report).toContain('Last 1 line of train/net#\u200b2');
    expect(asked).toEqual([
      { step: 'net', iteration: 2 },
      { step: 'net', iteration: 3 },
    ]);
  });
});

describe('the report of a run that succeeded', () => {
  const text = markdownSummary(wineSucceeded(), noLogs);

  test('says so, and where the service answered', () => {
    inOrder(
      text,
      '### ✅ wine succeeded · run 7hq2 · 4f2c1e9 · 56 s',
      '6 succeeded',
      '**api** answered at <http://127.0.0.1:5000> · smoke test: 200 in 12 ms',
      '{"class": "class_0", "probability": 0.998}',
      '| stage | step |',
    );
    expect(text).not.toContain('look closer');
  });

  test('opens a short page, and leaves it the Markdown it is', () => {
    expect(text).toContain('<details open><summary>Page of compare/pick</summary>\n\n**logistic** is the best of 3');
    expect(text).toContain('| logistic | 0.985 |');
  });

  test('lists metrics once: apart only when the table has no room for them', () => {
    expect(text).toContain('<summary>9 metrics</summary>');
    const short = markdownSummary(recordOf([stepOf('a/b', { metrics: { r2: 1, rmse: 2, mae: 3 } })]), noLogs);
    expect(short).toContain('r2 1 · rmse 2 · mae 3');
    expect(short).not.toContain('3 metrics');
  });

  test('says what it was made from', () => {
    expect(text).toContain(
      'examples/wine/automl.yaml with seed 7, test_size 0.25, trees 100 · environment dev · local on runner-3',
    );
  });
});

describe('the report of other ends', () => {
  test.each([
    [{ state: 'cancelled', reason: 'cancelled: interrupted by SIGINT' }, '### ⏹️ wine was cancelled'],
    [{ state: 'running', ended_at: null }, '### ⏳ wine is running · run 7hq2 · 4f2c1e9\n'],
    [{ state: 'failed', reason: 'the disk is full' }, '### ❌ wine failed · '],
  ] as const)('%j', (fields, heading) => {
    const text = markdownSummary(recordOf([stepOf('a/b')], fields), noLogs);
    expect(text).toContain(heading);
    if ('reason' in fields) expect(text).toContain(fields.reason);
  });

  test('names the source when there is no commit, or not only', () => {
    const commit = { head: null, merge: null, ref: null, dirty: false, tree: 'abcdef0123' };
    expect(markdownSummary(recordOf([], { commit }), noLogs)).toContain('· files abcdef0 ·');
    expect(markdownSummary(recordOf([], { commit: { ...commit, tree: null } }), noLogs)).toContain('· outside git ·');
    const dirty = { ...commit, head: '4f2c1e9d0', dirty: true };
    expect(markdownSummary(recordOf([], { commit: dirty }), noLogs)).toContain('· 4f2c1e9 with uncommitted changes ·');
  });
});

describe('the limit', () => {
  const page = (letter: string): string => `# Page ${letter}\n\n${'A sentence of a page. '.repeat(3000)}`;
  const big = (): RunRecord =>
    recordOf([
      stepOf('a/good', { summary: page('good') }),
      stepOf('a/bad', { state: 'failed', reason: 'exit 1', summary: page('bad'), metrics: { rmse: 0.7 } }),
    ]);

  test.each([200_000, 60_000, 8_000, 3_000])('of %d bytes is kept, and nothing is cut in the middle', (limitBytes) => {
    const text = markdownSummary(big(), { logTail: () => traceback, limitBytes });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limitBytes);
    expect(text).toContain('### ❌ wine failed at **a/bad**');
    expect(text.match(/<details/g)?.length ?? 0).toBe(text.match(/<\/details>/g)?.length ?? 0);
    expect((text.match(/^```/gm)?.length ?? 0) % 2).toBe(0);
    if (limitBytes < 200_000) expect(text).toContain(`Left out to stay below`);
  });

  test('costs the pages of steps that succeeded before anything else', () => {
    const text = markdownSummary(big(), { logTail: () => traceback, limitBytes: 90_000 });
    expect(text).toContain('# Page bad');
    expect(text).toContain('Last 5 lines of a/bad');
    expect(text).toContain(
      'Left out to stay below 90 kB: pages of steps that did not fail. All of it: `automl get run 7hq2 -o json`',
    );
  });

  test('costs the table only when nothing else is left', () => {
    const text = markdownSummary(big(), { logTail: () => traceback, limitBytes: 1_800 });
    expect(text).toContain('| a | bad | job | ❌\u00a0failed |');
    expect(text).not.toContain('mermaid');
  });

  test('holds for 10,000 steps that say much', () => {
    const steps = Array.from({ length: 10_000 }, (_, index) =>
      stepOf(`stage${index % 20}/step${index}`, {
        state: index % 3 === 0 ? 'failed' : 'succeeded',
        reason: index % 3 === 0 ? `exit 1: ${'very long reason '.repeat(20)}` : null,
        metrics: { rmse: index / 7, r2: 1 / (index + 1) },
        warnings: ['odd'.repeat(100)],
        needs: index < 20 ? [] : [`step${index - 20}`],
        gates: [{ metric: 'rmse', min: null, max: 1, value: index / 7, passed: index < 7 }],
        summary: `# ${index}\n\n${'words '.repeat(50)}`,
      }),
    );
    const text = markdownSummary(recordOf(steps), { logTail: () => traceback });
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
    const missing = [
      '- and 3329 more failed steps',
      'Not shown: 3034 failed, 6666 succeeded.',
      '9960 more pages',
    ].filter((part) => !text.includes(part));
    expect(missing).toEqual([]);
  });

  test('holds for 10 MB of anything in any field', () => {
    const junk = '\x1b[31m\x00`</details>\n```\n<!-- "]] --> | * _ # @a %%{init}%% \u202e🍷\\'.repeat(160_000);
    const step = stepOf('a/b', {
      state: 'failed',
      name: junk,
      stage: junk,
      reason: junk,
      summary: junk,
      metrics: { [junk]: 1 },
      outputs: { x: junk },
      warnings: [junk],
      labels: { x: junk },
      place: { file: junk, line: 1, cell: null, error: junk, message: junk },
      service: { url: junk, external_url: junk, smoke: { status: 200, milliseconds: 1, body: junk } },
      children: [childOf(1, { params: { [junk]: junk }, item: junk, metrics: { [junk]: 2 } })],
      best: 1,
    });
    const record = recordOf([step, stepOf('b/c')], {
      workflow: junk,
      params: { x: junk },
      file: junk,
      host: junk,
      id: junk,
    });
    const text = markdownSummary(record, { logTail: () => [junk] });
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
    // eslint-disable-next-line no-control-regex -- what must not be there
    expect(text).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
    expect(text).toMatch(/^### ❌ /);
    const tags = text.match(/<\/?(?!details|summary|sub)[a-z!]/gi);
    expect(tags?.length ?? 0).toBeLessThan(text.length); // inside fences and spans only, see markdown-page.test.ts
  });
});
