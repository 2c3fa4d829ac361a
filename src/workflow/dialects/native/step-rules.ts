/** Which keys of a step go together. */
import type { DiagnosticCode } from '../../codes.ts';
import type { Part, Problems } from '../../problems.ts';
import { quote } from '../../shape/found.ts';
import type { StepPlace, StepValues } from './step.ts';

/** A service runs until it is replaced: it has no end at which these could be judged, and no several copies of itself. */
const NOT_IN_SERVICE = ['for_each', 'sweep', 'outputs', 'gate'] as const;

export function checkTogether(
  values: StepValues,
  data: Readonly<Record<string, unknown>>,
  { path, isFinally }: StepPlace,
  problems: Problems,
): void {
  const has = (key: string): boolean => Object.hasOwn(data, key) && data[key] !== null;
  const wrong = (code: DiagnosticCode, key: string | null, message: string, part: Part = 'key'): void => {
    problems.error(code, key === null ? path : [...path, key], part, message);
  };
  const name = typeof values.name === 'string' ? `step "${values.name}"` : 'this step';

  if (!has('run') && !has('command'))
    wrong('NO_CODE', null, `${name} has nothing to execute; it needs "run" or "command"`);
  if (has('run') && has('command')) wrong('CONFLICT', 'command', `${name} has both "run" and "command"; keep one`);
  const isNotebook = values.run?.endsWith('.ipynb') === true;
  if (values.run !== undefined && !isNotebook && !values.run.endsWith('.py')) {
    const advice = `for other programs write command: [..., ${quote(values.run)}]`;
    wrong(
      'BAD_SCRIPT',
      'run',
      `"run" is a .py file or an .ipynb notebook, not ${quote(values.run)}; ${advice}`,
      'value',
    );
  }
  if (has('args') && has('command'))
    wrong('CONFLICT', 'args', '"args" belongs to "run"; write the arguments into "command"');
  if (has('args') && isNotebook)
    wrong('CONFLICT', 'args', 'a notebook takes no "args"; its "parameters" cell gets the params');
  if (has('for_each') && has('sweep')) wrong('CONFLICT', 'sweep', `${name} has both "for_each" and "sweep"; keep one`);
  if (has('service')) {
    for (const key of NOT_IN_SERVICE) if (has(key)) wrong('CONFLICT', key, `a service can't have "${key}"`);
    if (isFinally) wrong('CONFLICT', 'service', 'a service can\'t be a "finally" step');
  }
  if (has('on_failure') && !isFinally)
    wrong('CONFLICT', 'on_failure', '"on_failure" is for steps under "finally" only');
}
