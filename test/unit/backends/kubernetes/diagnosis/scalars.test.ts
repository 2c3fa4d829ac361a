import { expect, test } from '@jest/globals';
import { readScalars } from '../../../../../src/backends/kubernetes/diagnosis/scalars.ts';
import type { ScalarType } from '../../../../../src/workflow/model.ts';

/** What runner/agent/scalars.py gives: random files of such lines were read by both, with the same results. */
function read(type: ScalarType, text: string) {
  const warnings: string[] = [];
  const { found, problem } = readScalars(text, { v: { kind: 'scalar', type } }, (warning) => warnings.push(warning));
  return problem ?? (warnings[0] === undefined ? found['v'] : warnings[0]);
}

test.each<[ScalarType, string, unknown]>([
  ['int', 'v= 12 ', 12],
  ['int', 'v=-0', 0],
  ['int', 'v=+7\r', 7],
  ['int', 'v=1.0', 'output "v" is "1.0", which is no int'],
  [
    'int',
    'v=9007199254740992',
    'output "v" is "9007199254740992"; an int must be within ±9007199254740991 (declare it as str)',
  ],
  ['float', 'v=1e-3', 0.001],
  ['float', 'v=.5', 0.5],
  ['float', 'v=5.', 5],
  ['float', 'v=inf', 'output "v" is "inf"; a number must be finite'],
  ['float', 'v=1e999', 'output "v" is "1e999"; a number must be finite'],
  ['float', 'v=0x10', 'output "v" is "0x10", which is no float'],
  ['float', 'v=1_0', 'output "v" is "1_0", which is no float'],
  ['float', 'v=', 'output "v" is "", which is no float'],
  ['bool', 'v=True', true],
  ['bool', 'v=false', false],
  ['bool', 'v=yes', 'output "v" is "yes", which is no bool'],
  ['str', 'v= a=b<<c ', ' a=b<<c '],
  ['str', '\ufeffv=first\nv=last', 'last'],
  ['str', 'v<<EOF\r\none\r\ntwo\r\nEOF\r\n', 'one\ntwo'],
  ['str', 'v << END\nEND\n', ''],
  ['str', 'v<<EOF\none', '$AUTOML_OUTPUT line 1: "v" has no end line and was dropped'],
  ['json', 'v={"a": [1, null]}', { a: [1, null] }],
  ['json', 'v={"a": NaN}', 'output "v" is "{"a": NaN}"; a number must be finite'],
  ['json', 'v={"a": "NaN"}', { a: 'NaN' }],
  ['json', 'v=[1,]', 'output "v" is "[1,]", which is no json'],
  [
    'json',
    `v=${'['.repeat(101)}${']'.repeat(101)}`,
    `output "v" is "${'['.repeat(59)}…"; lists and objects may be 100 deep`,
  ],
])('an output of type %s in %j', (type, text, result) => {
  expect(read(type, text)).toEqual(result);
});

test('the first value that does not fit is the problem, and files are not written here', () => {
  const warnings: string[] = [];
  const declared = {
    a: { kind: 'scalar', type: 'int' },
    b: { kind: 'scalar', type: 'bool' },
    model: { kind: 'artifact', path: 'model/' },
  } as const;
  const { found, problem } = readScalars('b=x\na=y\nmodel=m', declared, (warning) => warnings.push(warning));
  expect([found, problem]).toEqual([{}, 'output "b" is "x", which is no bool']);
  expect(warnings).toEqual(['output "model" is declared as a file; its line in $AUTOML_OUTPUT was dropped']);
});
