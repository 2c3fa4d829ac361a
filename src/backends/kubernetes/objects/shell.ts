/** The step as a few lines of shell, for images without Python: runner/pod/boot.sh runs them. */
import type { PlanStep } from '../../../plan/plan.ts';
import type { BackendPlan, TaskOrder } from '../../backend.ts';
import type { Code } from '../../../workflow/model.ts';
import { codeVariables } from './variables.ts';
import { shellWord } from '../../../shell-word.ts';

/** What the last line, `set --`, puts in place. Null: more than a shell can do alone. */
export function shellText(plan: BackendPlan, step: PlanStep, order: TaskOrder, grace: number): string | null {
  const argv = argvOf(order.code);
  if (argv === null || !isPlain(step)) return null;
  const variables = {
    ...codeVariables(plan, step, order),
    AUTOML_DIRECTORY: step.workingDirectory,
    // Not every `sleep` takes parts of a second.
    ...(step.timeout === undefined ? {} : { AUTOML_TIMEOUT: String(Math.ceil(step.timeout)) }),
    AUTOML_GRACE: String(Math.ceil(grace)),
  };
  if (!Object.keys(variables).every((name) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name))) return null;
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}=${shellWord(value)}`);
  const text = [...lines, `set -- ${argv.map(shellWord).join(' ')}`, ''].join('\n');
  return text.includes('\0') ? null : text;
}

function argvOf(code: Code): readonly string[] | null {
  switch (code.kind) {
    case 'command':
      return code.argv;
    case 'shell':
      return ['sh', '-c', code.script];
    case 'python':
    case 'notebook':
    case 'image':
      return null;
  }
}

/** Files must be hashed, requirements installed, secrets masked: all of that needs the agent. */
function isPlain({ inputs, outputs, requirements, secrets, envFrom, service }: PlanStep): boolean {
  return (
    Object.keys(inputs).length === 0 &&
    Object.values(outputs).every(({ kind }) => kind === 'scalar') &&
    requirements === undefined &&
    secrets.length === 0 &&
    Object.values(envFrom).every(({ kind }) => kind !== 'secret') &&
    service === undefined
  );
}
