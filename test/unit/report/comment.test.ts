import { describe, expect, test } from '@jest/globals';
import type { Baseline } from '../../../src/records/baseline.ts';
import type { RunRecord } from '../../../src/records/schema.ts';
import { markdownComment, type CommentOptions } from '../../../src/report/comment.ts';
import { refusedComment, refusedRunComment } from '../../../src/report/comment/refused.ts';
import { markdownSummary } from '../../../src/report/markdown.ts';
import { childOf, iso, recordOf, stepOf, traceback, wineFailed, wineSucceeded } from './fixtures.ts';

const site = 'https://github.com/acme/wine';
const links = {
  run: `${site}/actions/runs/1`,
  commit: `${site}/commit/4f2c1e9`,
  file: (file: string, line: number | null) => `${site}/blob/4f2c1e9/${file}${line === null ? '' : `#L${line}`}`,
};
const limits = { commentBytes: 60_000, mermaidLength: 45_000 };

const ofPull = { pull: 12, base: 'main', event: 'pull_request' } as const;

function comment(record: RunRecord, options: Partial<CommentOptions> = {}): string {
  const plain = { logTail: () => [], links, limits, baseline: null, phases: new Map(), listens: false };
  return markdownComment(record, { ...plain, ...options });
}

/** The last success of main: another log loss of `logistic`, a worse accuracy of `forest`, and slower. */
function lastOfMain(): Baseline {
  const record = wineSucceeded();
  const steps = record.steps.map((step) => {
    if (step.name === 'logistic') return { ...step, metrics: { log_loss: 0.0612, accuracy: 0.9851 } };
    if (step.name === 'forest') return { ...step, metrics: { accuracy: 0.9, log_loss: 0.1405 }, ended_at: iso(60) };
    return step;
  });
  const commit = { ...record.commit, head: '9b1d12f7e1a8c8d9e0f112233445566778899aa0' };
  const url = `${site}/actions/runs/0`;
  return { record: { ...record, id: '5kd0', commit, steps, url, ended_at: iso(80) }, kept: 'in namespace ml' };
}

const paragraphs = (text: string): string[] => text.split('\n\n');

describe('the comment of a run that failed', () => {
  const record = { ...wineFailed(), ...ofPull };
  const text = comment(record, { logTail: () => traceback, baseline: lastOfMain(), listens: true });

  test('begins with the verdict, the cause at its line, and what became of the rest', () => {
    expect(paragraphs(text).slice(0, 3)).toEqual([
      `### ❌ wine failed at **train/forest** · [run 7hq2](${links.run}) · [4f2c1e9](${links.commit}) · 56 s`,
      `**\`ValueError: Input X contains NaN.\`** at [\`steps/forest.py:31\`](${site}/blob/4f2c1e9/examples/wine/steps/forest.py#L31)`,
      `1 failed, 2 skipped, 3 succeeded · against [main (9b1d12f)](${site}/actions/runs/0): 1 metric worse, 5 the same · [the whole log](${links.run})`,
    ]);
  });

  test('shows each step with its state, its time against the base, and what came of it', () => {
    const rows = text.split('\n').filter((line) => line.startsWith('| train | [forest]') || line.startsWith('| serve'));
    const yaml = `${site}/blob/4f2c1e9/examples/wine/automl.yaml`;
    expect(rows).toEqual([
      `| train | [forest](${yaml}#L33) | ❌\u00a0failed: exit 1 | 48\u00a0s\u00a0(−9.0\u00a0s) | [ValueError at steps/forest.py:31](${site}/blob/4f2c1e9/examples/wine/steps/forest.py#L31) |`,
      `| serve | [api](${yaml}#L55) | ⏭️\u00a0skipped: forest failed | – |  |`,
    ]);
  });

  test('says what was not reached, and folds what is long', () => {
    expect(text).toMatch(/forest\.accuracy\]\(.*\) ↑ \| – \| 0\.9 \| not reached \|/);
    expect(text.match(/<summary>.*?<\/summary>/g)).toEqual([
      '<summary>Last 5 lines of train/forest</summary>',
      '<summary>5 metrics are the same</summary>',
      '<summary>train/logistic: 3 children, best log_loss 0.0712 (C 1; lower is better)</summary>',
      '<summary>1 warning</summary>',
      '<summary>2 artifacts</summary>',
      '<summary>Pipeline</summary>',
    ]);
  });

  test('says how to run it again, where somebody listens and where nobody does', () => {
    const locally = 'locally: `npx automl-action run examples/wine/automl.yaml --step forest`';
    expect(text).toContain(
      `\n\nRun it again: comment \`/automl retry\` · with other values: \`/automl run seed=7\` · ${locally}\n`,
    );
    expect(comment(record)).toContain(`\n\nRun it again ${locally}\n`);
    expect(comment(record)).not.toContain('`/automl ');
  });
});

describe('the comment of a run that succeeded', () => {
  const record = { ...wineSucceeded(), ...ofPull, environment: 'pr-12' };
  const text = comment(record, { baseline: lastOfMain() });

  test('says in one line what changed, what is worse first', () => {
    const [head, line] = paragraphs(text);
    expect(head).toContain('### ✅ wine succeeded in pr-12 · ');
    expect(line).toBe(
      `6 succeeded · against [main (9b1d12f)](${site}/actions/runs/0): **1 metric worse**, 1 better, 7 the same, 24 s faster`,
    );
  });

  test('puts every number beside what it was, and the gate beside both', () => {
    const rows = text.split('\n').filter((line) => /^\| \[?(metric|\w+\.\w+)/.test(line));
    const plain = rows.map((row) => row.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('\u00a0', ' '));
    expect(plain.slice(0, 4)).toEqual([
      '| metric | this run | main (9b1d12f) | Δ | gate |',
      '| logistic.log_loss ↓ | **0.0712** | 0.0612 | +0.01 (+16 %) ❌ worse | ✅ at most 0.2 |',
      '| forest.accuracy ↑ | **0.9776** | 0.9000 | +0.078 (+8.6 %) ✅ better | ✅ at least 0.9 |',
      '| metric | this run | main (9b1d12f) | Δ |',
    ]);
    expect(text).toContain(
      '<sub>↓ lower is better · ↑ higher is better · main: its last success, run 5kd0 of 2026-11-20 09:15 UTC, kept in namespace ml</sub>',
    );
  });

  test('says so where params differ too', () => {
    const other = comment({ ...record, params: { ...record.params, trees: 200 } }, { baseline: lastOfMain() });
    expect(other).toContain('\n\nNot only the code differs, params do too: trees 200 (there 100).\n');
    expect(text).not.toContain('params do too');
  });

  test('says once why there is nothing to compare with', () => {
    const alone = comment(record);
    expect(
      alone.match(/Nothing to compare with: no earlier success of main is known here\. Keep `\.automl\/runs/g),
    ).toHaveLength(1);
    expect(alone).toMatch(/logistic\.log_loss\]\(.*\) ↓ \| \*\*0\.0712\*\* \| ✅ at most 0\.2 \|/);
    expect(comment({ ...record, backend: 'kubernetes' })).toMatch(/is known here\.\n/);
    expect(comment({ ...record, base: null })).not.toContain('Nothing to compare');
  });

  test('leads to a service as its readers get there', () => {
    const served = (url: string, outside: string | null): string => {
      const steps = record.steps.map((step) =>
        step.service === null ? step : { ...step, service: { ...step.service, url, external_url: outside } },
      );
      return comment({ ...record, steps, backend: 'kubernetes' });
    };
    expect(served('http://a.b:1', 'https://wine.example.com/')).toContain('answered at <https://wine.example.com/>');
    expect(text).toContain('answered at `http://127.0.0.1:5000` on the machine of the run');
  });

  test('has where a service answers right below the verdict, and pages of steps folded before the last lines', () => {
    const places = [
      '### ✅ wine',
      '6 succeeded',
      '**api** answered at',
      '| metric |',
      '| stage |',
      '<details><summary>Page of compare/pick</summary>',
      'Run it again',
      '<sub>examples/wine',
    ].map((beginning) => paragraphs(text).findIndex((part) => part.startsWith(beginning)));
    expect(places.slice(0, 4)).toEqual([0, 1, 2, 3]);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test('has one number of each step where the table above compares them all', () => {
    const results = (shown: string): string[] =>
      [...shown.matchAll(/^\| train \| .* \| (.*) \|$/gm)].map(([, result = '']) => result);
    expect(results(text)).toEqual(['log_loss 0.0712', 'accuracy 0.9776', 'accuracy 0.9328']);
    expect(results(comment(record))).toContain('log_loss 0.0712 · accuracy 0.9851');
  });

  test('draws the children of a sweep, as long as there is room for all that is drawn', () => {
    const chart = [
      'xychart-beta',
      '  x-axis "C" ["0.1", "1", "10"]',
      '  y-axis "log_loss" 0.066190 --> 0.12631',
      '  bar [0.12130, 0.071200, 0.093400]',
    ].join('\n');
    expect(text).toContain(`\`\`\`mermaid\n${chart}\n\`\`\``);
    const drawn = (markdown: string): number =>
      [...markdown.matchAll(/```mermaid\n(.*?)\n```/gs)].reduce((sum, [, graph = '']) => sum + graph.length, 0);
    for (const mermaidLength of [2000, 1000, 900, 150, 0]) {
      const short = comment(record, { limits: { ...limits, mermaidLength } });
      expect(drawn(short)).toBeLessThanOrEqual(mermaidLength);
    }
  });
});

describe('the comment of a run that goes on', () => {
  const running = { state: 'running', ended_at: null } as const;
  const children = [childOf(1), childOf(2, { ...running }), childOf(3, { ...running })];
  const record = recordOf(
    [
      stepOf('prepare/split', { metrics: { rows: 142 } }),
      stepOf('train/net', { ...running, children }),
      stepOf('train/forest', running),
      stepOf('train/tree', { ...running, attempts: [] }),
      stepOf('serve/api', { state: 'pending', ended_at: null }),
    ],
    { ...ofPull, ...running },
  );
  const phases = new Map([
    ['forest', 'waiting: no node has 4 free CPUs'],
    ['net#2', 'installing requirements'],
    ['net#3', 'installing requirements'],
  ]);
  const states = (text: string): string[] =>
    [...text.matchAll(/^\| \w+ \| \[\w+\]\(.*?\) \| (.*?) \|/gm)].map(([, state = '']) => state.replace('\u00a0', ' '));

  test('says when that was, as nobody may be left to tell its end', () => {
    const at = Date.parse('2026-11-20T09:16:30Z');
    expect(paragraphs(comment(record, { at }))[1]).toBe(
      '3 running, 1 pending, 1 succeeded · as of 2026-11-20 09:16 UTC',
    );
    expect(comment(wineSucceeded(), { at })).not.toContain('as of');
    // Nobody knows when a run has ended whose driver was killed.
    const killed = comment({ ...record, state: 'cancelled', reason: 'the driver was killed' }, { at });
    expect(killed).not.toContain('as of');
    expect(killed).toContain('Run it again');
  });

  test('says what each step waits for', () => {
    expect(states(comment(record, { phases }))).toEqual([
      '✅ succeeded',
      '⏳ running: 3 children: 2 running, 1 succeeded · 2 of them: installing requirements',
      '⏳ running: waiting: no node has 4 free CPUs',
      '⏳ running since 09:15 UTC',
      '⚪ pending',
    ]);
  });

  test('compares what there is, and calls nothing missing', () => {
    const base = {
      record: recordOf([
        stepOf('prepare/split', { metrics: { rows: 100 } }),
        stepOf('train/net', { metrics: { rmse: 1 } }),
      ]),
      kept: '',
    };
    const text = comment(record, { baseline: base });
    expect(text).toContain('split.rows');
    expect(text).not.toContain('net.rmse');
  });

  test('says how to cancel it, and how to follow it where the comment does not', () => {
    expect(comment(record)).not.toContain('cancel');
    expect(comment(record, { listens: true })).toContain('Cancel it: comment `/automl cancel`');
    expect(comment(record, { follow: 'automl attach 7hq2 -n ml' })).toContain(
      'It goes on in the cluster, and this comment stays as it is: `automl attach 7hq2 -n ml` follows it.',
    );
  });
});

test('what does not fit is left out by its use, and the whole is linked', () => {
  const page = `# Page\n\n${'A sentence of a page.\n'.repeat(3000)}`;
  const record = recordOf([
    ...wineFailed().steps,
    ...Array.from({ length: 400 }, (_, index) =>
      stepOf(`more/step${index}`, { summary: page, metrics: { rmse: index } }),
    ),
  ]);
  for (const commentBytes of [60_000, 20_000, 5_000]) {
    const text = comment(record, {
      limits: { ...limits, commentBytes },
      logTail: () => traceback,
      baseline: lastOfMain(),
    });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(commentBytes);
    expect(text).toContain('**`ValueError: Input X contains NaN.`**');
    expect(text).toMatch(/Left out to stay below .*pages of steps that did not fail.* All of it: \[the full report\]/);
    expect(text.match(/<details/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  }
});

test('the summary of a job compares too', () => {
  const text = markdownSummary({ ...wineSucceeded(), ...ofPull }, { logTail: () => [], links, baseline: lastOfMain() });
  expect(text).toMatch(
    /logistic\.log_loss\]\(.*\) ↓ \| \*\*0\.0712\*\* \| 0\.0612 \| \+0\.01 \(\+16\u00a0%\) ❌ worse \|/,
  );
  expect(text).not.toContain('<summary>9 metrics</summary>');
});

describe('the comment where nothing was run', () => {
  const problem = {
    file: 'automl.yaml',
    line: 14,
    column: 15,
    severity: 'error',
    code: 'UNKNOWN_NEED',
    message: 'step "a" | b',
  } as const;
  const late = { ...problem, line: 9, severity: 'warning', code: 'LATE_MINUTE', message: 'late' } as const;

  test('names every problem at its line, errors first', () => {
    const text = refusedComment({
      file: 'automl.yaml',
      problems: [{ file: 'automl.yaml', steps: 3, diagnostics: [late, problem, problem] }],
      links,
      limits,
    });
    const [head, table = ''] = paragraphs(text);
    expect(head).toBe(
      `### ❌ [automl.yaml](${site}/blob/4f2c1e9/automl.yaml) has 2 errors and 1 warning: nothing was run · [log](${links.run})`,
    );
    const docs = 'https://github.com/automl-action/automl-action/blob/main/docs/errors.md';
    expect(table.split('\n')[2]).toBe(
      `| [automl.yaml:14:15](${site}/blob/4f2c1e9/automl.yaml#L14) | ❌ step "a" \\| b | [UNKNOWN_NEED](${docs}#unknown_need) |`,
    );
    expect(table.split('\n')[4]).toContain('| ⚠️ late |');
  });

  test('of a file without errors says so', () => {
    const problems = [{ file: 'automl.yaml', steps: 3, diagnostics: [] }];
    expect(refusedComment({ file: 'automl.yaml', problems, links: {}, limits })).toBe(
      '### ✅ automl.yaml is valid: nothing was run\n',
    );
  });

  test('says why a run could not begin, a line for each reason', () => {
    const refused = (message: string): string => refusedRunComment({ file: 'automl.yaml', message, links: {}, limits });
    expect(refused('no @cluster\n')).toBe('### ❌ automl.yaml was not run\n\nno @\u200bcluster\n');
    expect(refused('one\n\n  two')).toBe('### ❌ automl.yaml was not run\n\n- one\n- two\n');
    expect(Buffer.byteLength(refused('x\n'.repeat(1_000_000)))).toBeLessThan(2000);
  });
});
