import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { ContainerStatus } from '../../../../../src/backends/kubernetes/client/types.ts';
import { endOfContainer, resultFromFrame } from '../../../../../src/backends/kubernetes/diagnosis/termination.ts';
import { resultWithoutAgent, type StepResult } from '../../../../../src/backends/result.ts';
import type { Code, Output } from '../../../../../src/workflow/model.ts';
import { recorded } from './recorded.ts';
import { terminated } from './upstream.ts';

const python: Code = { kind: 'python', file: 'train.py', args: [] };
const image: Code = { kind: 'image', args: [] };
const rows: Record<string, Output> = { rows: { kind: 'scalar', type: 'int' } };

function statusOf(exitCode: number, reason: string, message: string): ContainerStatus {
  const [status] = terminated(exitCode, reason, message).status?.containerStatuses ?? [];
  if (status === undefined) throw new Error('no status');
  return status;
}

function endOfChild(iteration: number, message: string) {
  return endOfContainer(statusOf(1, 'Error', message), { outputs: {}, code: python }, iteration);
}

function end(
  exitCode: number,
  reason: string,
  message: string,
  step: { outputs?: typeof rows; timeout?: number; code?: Code } = {},
) {
  return endOfContainer(statusOf(exitCode, reason, message), { outputs: {}, code: python, ...step });
}

/** State, exit code, reason and outputs of a step in an image without Python. */
function shell(message: string, outputs: Record<string, Output> = rows, reason = 'Error') {
  const ended = end(0, reason, message, { outputs, timeout: 600 });
  if (ended.kind !== 'result') return ended.kind;
  const { state, exit_code, reason: why, outputs: found, warnings } = ended.result;
  return [state, exit_code, why, found, warnings];
}

const document: StepResult = {
  ...resultWithoutAgent('succeeded', ''),
  reason: null,
  exit_code: 0,
  outputs: { größe: '→' },
};
const frame = JSON.stringify({ event: 'result', result: document });
const sha256 = createHash('sha256').update(frame).digest('hex');
const word = { automl: 1, sha256, state: 'succeeded', exit_code: 0 };

describe("the agent's last word about children that share the pod", () => {
  const message = JSON.stringify({ automl: 1, children: { 7: sha256 } });

  test('tells of the documents in the log of those that ended, and of no other', () => {
    expect(endOfChild(7, message)).toEqual({ kind: 'in-log', sha256 });
    expect(endOfChild(8, message)).toMatchObject({ kind: 'unknown' });
    expect(end(1, 'Error', message)).toMatchObject({ kind: 'unknown' });
  });

  test('is for all of them where the agent did not come to the first', () => {
    expect(endOfChild(8, JSON.stringify({ ...word, document }))).toEqual({ kind: 'result', result: document });
  });
});

describe("the agent's last word", () => {
  test('is the result where the document fits', () => {
    expect(end(0, 'Completed', JSON.stringify({ ...word, document }))).toEqual({ kind: 'result', result: document });
  });

  test('tells of the document in the log where it does not, or is not one', () => {
    const inLog = { kind: 'in-log', sha256, state: 'succeeded' };
    expect(end(0, 'Completed', JSON.stringify(word))).toEqual(inLog);
    expect(end(0, 'Completed', JSON.stringify({ ...word, document: { state: 'succeeded' } }))).toEqual(inLog);
    expect(
      end(0, 'Completed', JSON.stringify({ ...word, state: 'succeeded', document: { ...document, state: 'failed' } })),
    ).toEqual(inLog);
  });

  test.each([
    '',
    'Traceback',
    '{"automl":1}',
    '{"automl":2}',
    JSON.stringify(word).slice(0, -1),
    JSON.stringify({ ...word, state: 'fine' }),
  ])('is not %j', (message) => {
    expect(end(1, 'Error', message)).toEqual({ kind: 'unknown', exitCode: 1, oom: false, tail: message });
  });

  test('is missing when the kernel killed it, or nobody knows', () => {
    expect(end(137, 'OOMKilled', '')).toMatchObject({ kind: 'unknown', exitCode: 137, oom: true });
    expect(end(137, 'ContainerStatusUnknown', 'gone')).toMatchObject({ kind: 'unknown', exitCode: null });
    expect(endOfContainer({ ...statusOf(0, '', ''), state: { running: {} } }, { outputs: {}, code: python })).toEqual({
      kind: 'unknown',
      exitCode: null,
      oom: false,
      tail: '',
    });
  });
});

describe('a frame of the log', () => {
  test('is the result when its hash is the one that was told', () => {
    expect(resultFromFrame(frame, sha256)).toEqual(document);
  });

  test('is none when a byte differs, or it is something else with its right hash', () => {
    expect(resultFromFrame(`${frame} `, sha256)).toBeNull();
    for (const other of ['', '{', '{"event":"running","python":"3.12"}', '{"event":"result","result":{}}']) {
      expect(resultFromFrame(other, createHash('sha256').update(other).digest('hex'))).toBeNull();
    }
  });
});

describe('the last word of an image without Python', () => {
  test('was read so from a real cluster', () => {
    const [status] = recorded('quiet-message').pod?.status?.containerStatuses ?? [];
    if (status === undefined) throw new Error('no status');
    const ended = endOfContainer(status, { outputs: rows, code: python });
    expect(ended).toMatchObject({ kind: 'result', result: { state: 'succeeded', outputs: { rows: 12 } } });
  });

  test.each([
    ['automl-sh/1\nexit=0\noutput\nrows=12\n', ['succeeded', 0, null, { rows: 12 }, []]],
    ['automl-sh/1\nexit=3\noutput\n', ['failed', 3, 'exit 3', {}, []]],
    ['automl-sh/1\nexit=3\noutput\nrows=1', ['failed', 3, 'exit 3', { rows: 1 }, []]],
    [
      'automl-sh/1\nexit=139\noutput\n',
      ['failed', 139, 'exit 139: a process was killed by SIGSEGV (segmentation fault)', {}, []],
    ],
    [
      'automl-sh/1\nexit=143\ntimed-out=1\noutput\nrows=1\n',
      ['timed-out', null, 'ran longer than its timeout of 600 s', { rows: 1 }, []],
    ],
    ['automl-sh/1\nexit=0\ntimed-out=1\noutput\n', ['timed-out', 0, 'ran longer than its timeout of 600 s', {}, []]],
    ['automl-sh/1\nexit=143\ncancelled=1\ntimed-out=1\noutput\n', ['cancelled', null, 'was cancelled', {}, []]],
    ['automl-sh/1\nexit=127\nreason=needs Python\noutput\n', ['failed', null, 'needs Python', {}, []]],
    [
      'automl-sh/1\nexit=0\noutput\n',
      ['failed', 0, 'finished without its output "rows": no line rows=… in $AUTOML_OUTPUT', {}, []],
    ],
    ['automl-sh/1\nexit=0\noutput\nrows=many\n', ['failed', 0, 'output "rows" is "many", which is no int', {}, []]],
    [
      'automl-sh/1\nexit=0\noutput\nrows=1\nother=2\nwhat?\n',
      [
        'succeeded',
        0,
        null,
        { rows: 1 },
        [
          '$AUTOML_OUTPUT line 3 is no key=value and was dropped: what?',
          'output "other" is not declared in the workflow file and was dropped',
        ],
      ],
    ],
    [
      'automl-sh/1\nexit=0\ncut=1\noutput\nrows=1',
      ['failed', 0, 'its outputs are larger than the 3500 bytes that an image without Python can hand over', {}, []],
    ],
    [
      `automl-sh/1\nexit=0\noutput\nrows=${'0'.repeat(4080)}`,
      ['failed', 0, 'its outputs are larger than the 3500 bytes that an image without Python can hand over', {}, []],
    ],
  ])('%j', (message, result) => {
    expect(shell(message)).toEqual(result);
  });

  test('says when memory ran out', () => {
    expect(shell('automl-sh/1\nexit=137\noutput\n', {}, 'OOMKilled')).toContain(
      'exit 137: a process was killed by SIGKILL; the kernel killed a process because memory had run out: raise resources.memory',
    );
  });

  test('is none that was cut before its end', () => {
    expect(shell('automl-sh/1\nexit=0\nrows=1')).toBe('unknown');
    expect(shell('automl-sh/2\nexit=0\noutput\n')).toBe('unknown');
    expect(shell('automl-sh/1\nexit=\noutput\n')).toBe('unknown');
  });
});

describe("an image's own code", () => {
  const code = { code: image };

  test('is judged by its exit code', () => {
    expect(end(0, 'Completed', '', code)).toMatchObject({ result: { state: 'succeeded', reason: null, exit_code: 0 } });
    expect(end(3, 'Error', 'the log', code)).toMatchObject({
      result: { state: 'failed', reason: 'exit 3', exit_code: 3 },
    });
  });

  test('fails without the outputs that it declares', () => {
    expect(end(0, 'Completed', '', { ...code, outputs: rows })).toMatchObject({
      result: { state: 'failed', reason: 'finished without its output "rows": no line rows=… in $AUTOML_OUTPUT' },
    });
  });

  test.each([
    [137, 'Error'],
    [143, 'Error'],
    [137, 'OOMKilled'],
    [128, 'StartError'],
    [0, 'ContainerStatusUnknown'],
  ])('is not judged here when the cluster may have ended it: %i %s', (exitCode, reason) => {
    expect(end(exitCode, reason, '', code).kind).toBe('unknown');
  });
});
