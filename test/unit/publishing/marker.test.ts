import { describe, expect, test } from '@jest/globals';
import {
  isNewer,
  marked,
  markerOf,
  showing,
  shownAt,
  shownRun,
  stateOf,
  type CommentState,
} from '../../../src/publishing/marker.ts';

const marker = markerOf({ file: 'automl.yaml', environment: null, key: null });
const run = { run: 'r1', sequence: 4, started: 1000 };

describe('marker', () => {
  test('a body tells which commit it showed at a time', () => {
    const shown = [
      { commit: 'a', since: 100 },
      { commit: 'b', since: 200 },
    ];
    const body = marked(marker, { ...run, shown }, '# text');
    expect([99, 100, 199, 200, 1e12].map((time) => shownAt(body, time))).toEqual([null, 'a', 'a', 'b', 'b']);
    // A server may have written the lines anew.
    expect(shownAt(body.replaceAll('\n', '\r\n'), 150)).toBe('a');
  });

  test('what is not ours, or was tampered with, shows nothing', () => {
    const body = marked(marker, { ...run, shown: [] }, '');
    const state = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    for (const text of [
      '',
      'hello',
      `hello\n${body}`,
      body.split('\n').slice(1).join('\n'),
      `${marker}\n<!-- automl-action-state e30 -->`,
      `${marker}\n<!-- automl-action-state ${state({ run: 1 })} -->`,
      `${marker}\n<!-- automl-action-state not json -->`,
    ])
      expect(stateOf(text)).toBeNull();
  });

  test('nothing in names ends the hidden lines', () => {
    const body = marked(marker, { ...run, run: '--> <b>', shown: [] }, '');
    expect(body.match(/-->/g)).toHaveLength(2);
    expect(stateOf(body)?.run).toBe('--> <b>');
  });

  test('keeps the twenty newest commits, each once in a row', () => {
    let shown: ReturnType<typeof showing> = [];
    for (let index = 0; index < 30; index++) {
      shown = showing(shown, `c${index}`, index);
      shown = showing(shown, `c${index}`, index + 0.5);
    }
    expect(shown).toHaveLength(20);
    expect(shown.at(-1)).toEqual({ commit: 'c29', since: 29 });
    expect(showing(shown, null, 40)).toBe(shown);
  });

  test('of two runs the one of the later job is newer; where numbers do not tell, the one that began later', () => {
    const other = { run: 'r2', sequence: 5, started: 500 };
    expect([isNewer(other, run), isNewer(run, other)]).toEqual([true, false]);
    const unknown = { ...other, sequence: null };
    expect([isNewer(unknown, run), isNewer(run, unknown)]).toEqual([false, true]);
    const same = { ...other, sequence: 4, started: 1000 };
    expect(isNewer(same, run)).not.toBe(isNewer(run, same));
    expect(isNewer(run, { ...run, started: 1 })).toBe(false);
  });
});

test('the params of a run are told where they take little space', () => {
  const run = {
    id: 'r',
    started_at: '2026-11-20T09:15:00.000Z',
    params: { alpha: 0.3, note: 'two words', deep: true },
  };
  const state = { ...shownRun(run, 3), shown: [] };
  expect(stateOf(marked(marker, state, ''))?.params).toEqual(run.params);
  expect(shownRun({ ...run, params: { note: 'x'.repeat(3000) } }, 3)).not.toHaveProperty('params');
});

test('params of another shape keep nobody from what else is known', () => {
  const state = { run: 'r', sequence: 1, started: 1, shown: [], params: { alpha: null } } as unknown as CommentState;
  expect(stateOf(marked(marker, state, ''))).toMatchObject({ run: 'r', params: undefined });
});
