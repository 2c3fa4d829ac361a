/** The inputs and outputs of the action. */
import { parse } from 'yaml';
import { z } from 'zod';
import { code, splitDefault, table } from './table.ts';

const put = z.object({ description: z.string(), default: z.string().optional() });
const metadata = z.object({ inputs: z.record(z.string(), put), outputs: z.record(z.string(), put) });

/** @param text of action.yml */
export function actionTables(text: string): Readonly<Record<'inputs' | 'outputs', string>> {
  const { inputs, outputs } = metadata.parse(parse(text));
  return {
    inputs: `${table(['input', 'what it is', 'default'], Object.entries(inputs).map(inputRow))}\n`,
    outputs: `${table(
      ['output', 'what it is'],
      Object.entries(outputs).map(([name, { description }]) => [code(name), description]),
    )}\n`,
  };
}

function inputRow([name, { description, default: value = '' }]: [string, z.infer<typeof put>]): string[] {
  const { text, fallback } = splitDefault(description);
  // The folder `.` is said better by the description.
  if (fallback !== '') return [code(name), text, fallback];
  return [code(name), text, value === '' ? '' : code(value)];
}
