import { describe, expect, test } from '@jest/globals';
import { checkParam, resolveParams } from '../../../src/plan/params.ts';
import type { Param } from '../../../src/workflow/model.ts';

const declared: Record<string, Param> = {
  alpha: { type: 'float', default: 0.5, min: 0, max: 1 },
  epochs: { type: 'int', default: 3 },
  name: { type: 'str', choices: ['a', 'b'], default: 'a' },
  fast: { type: 'bool', default: false },
};

describe('the params of a run', () => {
  test('are the defaults when nothing is given', () => {
    expect(resolveParams(declared, { assignments: [] })).toEqual({ alpha: 0.5, epochs: 3, name: 'a', fast: false });
  });

  test('come from the params file, and --param beats it', () => {
    const file = { name: 'p.yaml', values: { alpha: 0.1, epochs: 7 } };
    const values = resolveParams(declared, { file, assignments: ['epochs=9', 'fast=true'] });
    expect(values).toEqual({ alpha: 0.1, epochs: 9, name: 'a', fast: true });
  });

  test('come from what was filled in by hand, which a params file and --param beat', () => {
    const offered = { alpha: '0.2', epochs: '5', fast: 'true', runner: 'large' };
    const file = { name: 'p.yaml', values: { epochs: 7 } };
    const sources = { scheduled: { alpha: 0.1 }, offered, file, assignments: ['fast=false'] };
    expect(resolveParams(declared, sources)).toEqual({ alpha: 0.2, epochs: 7, name: 'a', fast: false });
  });

  test('may be filled in with a dash', () => {
    const trees: Record<string, Param> = { max_depth: { type: 'int', default: 3 } };
    expect(resolveParams(trees, { offered: { 'max-depth': '9' }, assignments: [] })).toEqual({ max_depth: 9 });
    const act = () => resolveParams(trees, { offered: { 'max-depth': 'deep' }, assignments: [] });
    expect(act).toThrow('input "max-depth" of the job: param "max_depth" is "deep", which is not a whole number');
  });

  test('keep everything after the first equals sign', () => {
    const text: Record<string, Param> = { url: { type: 'str', default: '' } };
    expect(resolveParams(text, { assignments: ['url=a=b'] })).toEqual({ url: 'a=b' });
  });

  test('are refused all at once, each with its reason', () => {
    const act = () =>
      resolveParams(
        { ...declared, token: { type: 'str' } },
        { assignments: ['alpa=1', 'alpha=2', 'epochs=1.5', 'name=c', 'fast=yes', 'bare'] },
      );
    expect(act).toThrow(
      [
        '--param "bare" is not of the form name=value',
        '--param: the workflow has no param "alpa"; did you mean "alpha"?',
        '--param: param "alpha" is 2, above its max of 1',
        '--param: param "epochs" is "1.5", which is not a whole number',
        '--param: param "name" is "c", not one of "a", "b"',
        '--param: param "fast" is "yes", which is not true or false',
        'param "token" has no default: give it with --param token=…',
      ].join('\n'),
    );
  });

  test.each(['', 'NaN', 'Infinity', '0x10', '1e999'])('a float is never %j', (text) => {
    expect(typeof checkParam({ type: 'float' }, text)).toBe('string');
  });
});
