import { describe, expect, test } from '@jest/globals';
import { runTable } from '../../../src/report/run-table.ts';
import { chooseRows, tableRows } from '../../../src/report/table.ts';
import { renderText } from '../../../src/report/text-table.ts';
import { displayWidth } from '../../../src/report/width.ts';
import { childOf, recordOf, stepOf, wineFailed, wineSucceeded } from './fixtures.ts';

const plain = { color: false, tty: false, columns: 80 };

describe('the rows of a run', () => {
  const cells = Object.fromEntries(tableRows(wineFailed()).map((row) => [row.cells.step, row.cells]));

  test('say what each step is, how it ended, and why', () => {
    expect(cells['forest']).toEqual({
      stage: 'train',
      step: 'forest',
      kind: 'job',
      state: 'failed',
      attempts: '1',
      duration: '48 s',
      metrics: '',
      reason: 'exit 1: ValueError in steps/forest.py:31: Input X contains NaN.',
    });
    expect(cells['api']).toMatchObject({
      kind: 'service',
      state: 'skipped',
      attempts: '–',
      duration: '–',
      reason: 'forest failed',
    });
  });

  test('sum up the children of a sweep, with the metrics of the best', () => {
    expect(cells['logistic']).toMatchObject({
      reason: 'best of 3 (C 1)',
      metrics: 'log_loss 0.0712 · accuracy 0.9851',
    });
    const each = stepOf('a/each', {
      children: [childOf(1), childOf(2, { state: 'failed' }), childOf(3)],
      state: 'failed',
      reason: '1 of 3 failed: #2 exit 1',
    });
    expect(tableRows(recordOf([each]))[0]?.cells.reason).toBe(
      '1 of 3 failed: #2 exit 1 · 3 children: 1 failed, 2 succeeded',
    );
  });

  test('show gated metrics before others, and outputs where there are no metrics', () => {
    const gates = [{ metric: 'z', min: 1, max: null, value: 2, passed: true }];
    const [gated] = tableRows(recordOf([stepOf('a/b', { metrics: { a: 1, b: 2, c: 3, d: 4, z: 2 }, gates })]));
    expect(gated?.cells.metrics).toBe('z 2 · a 1 · b 2 · 2 more');
    expect(cells['split']?.metrics).toBe('rows 142');
  });

  test('are one line each, whatever a program said', () => {
    const nasty = 'a\nb\x1b[2J\r\nc'.repeat(1000);
    const [row] = tableRows(recordOf([stepOf('a/b', { state: 'failed', reason: nasty, outputs: { [nasty]: nasty } })]));
    for (const cell of Object.values(row?.cells ?? {})) expect(cell).not.toMatch(/[\n\r\x1b]/); // eslint-disable-line no-control-regex
    expect(row?.cells.reason.length).toBeLessThanOrEqual(300);
  });
});

describe('too many rows', () => {
  const steps = Array.from({ length: 1000 }, (_, index) =>
    stepOf(`s/step${index}`, { state: index === 500 ? 'failed' : index > 900 ? 'skipped' : 'succeeded' }),
  );
  const rows = tableRows(recordOf(steps));

  test('leave those that people must see, and a count of the rest', () => {
    const { rows: shown, hidden } = chooseRows(rows, 50);
    expect(shown.map((row) => row.cells.step)).toEqual(['step500']);
    expect(hidden).toBe('99 skipped, 900 succeeded');
  });

  test('of failures leave the first ones', () => {
    const { rows: shown, hidden } = chooseRows(
      rows.map((row) => ({ ...row, state: 'failed' as const })),
      50,
    );
    expect(shown).toHaveLength(50);
    expect(hidden).toBe('950 failed');
  });
});

describe('the table as text', () => {
  const lines = runTable(wineFailed(), plain).split('\n');

  test('has aligned columns and a mark beside each state', () => {
    expect(lines[0]).toMatch(/^stage +step +kind +state +attempts +duration +metrics +reason$/);
    const column = lines[0]?.indexOf('state') ?? -1;
    expect(lines.slice(1, 7).map((line) => line.slice(column, column + 11).trim())).toEqual([
      '✓ succeeded',
      '✓ succeeded',
      '✗ failed',
      '✓ succeeded',
      '○ skipped',
      '○ skipped',
    ]);
  });

  test('has no escape codes without colour, and no cut lines without a terminal', () => {
    expect(lines.join('\n')).not.toContain('\x1b');
    expect(lines.join('\n')).toContain('ValueError in steps/forest.py:31: Input X contains NaN.');
  });

  test('fits a terminal, the reason giving way last', () => {
    const narrow = runTable(wineFailed(), { color: false, tty: true, columns: 110 }).trimEnd().split('\n');
    for (const line of narrow) expect(displayWidth(line)).toBeLessThanOrEqual(110);
    expect(narrow[3]).toMatch(/forest .*Input X contains NaN\.$/);
  });

  test('leaves out what is known anyway before it cuts a time in half', () => {
    const [started, url] = ['2026-11-21 20:33:34Z', 'http://wine-api-ljdkmi.ml:5000'];
    const row = { run: 'yt7e2gs747', state: 'succeeded', started, commit: '4de8e06', environment: 'dev', url };
    const [head = '', body = ''] = renderText([row], { color: false, tty: true, columns: 60 }).split('\n');
    expect(head).toMatch(/^run +state +started +url$/);
    expect(body).toContain(` ${started} `);
    expect(displayWidth(body)).toBeLessThanOrEqual(60);
  });

  test('colours states and leaves the widths alone', () => {
    const coloured = runTable(wineSucceeded(), { color: true, tty: false, columns: 80 });
    expect(coloured).toContain('\x1b[32m✓ succeeded\x1b[39m');
    // eslint-disable-next-line no-control-regex -- colours
    expect(coloured.replace(/\x1b\[\d+m/g, '')).toBe(runTable(wineSucceeded(), plain));
  });

  test('is aligned with wide and combining characters', () => {
    const rows = [
      { step: '葡萄酒', reason: 'x' },
      { step: 'e\u0301te\u0301', reason: 'x' },
      { step: '🍷', reason: 'x' },
      { step: 'ascii', reason: 'x' },
    ];
    const positions = renderText(rows, plain)
      .trimEnd()
      .split('\n')
      .map((line) => displayWidth(line.slice(0, line.search(/(x|reason)$/))));
    expect(new Set(positions).size).toBe(1);
  });
});
