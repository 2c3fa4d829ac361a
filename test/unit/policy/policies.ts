/** Policies and what they say of workflow files, in a form that tests can be read by. */
import { rulesOf } from '../../../src/policy/judge.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import { readPolicy } from '../../../src/policy/read.ts';
import { readWorkflow } from '../../../src/workflow/read.ts';
import { projectOf } from '../workflow/read.ts';

/** `3:7 CODE message`, a line each: what is wrong with a policy. */
export function mistakesIn(text: string): readonly string[] {
  const read = readPolicy('policy.yaml', Buffer.from(text));
  if (!('diagnostics' in read)) return [];
  return read.diagnostics.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`);
}

export function policyOf(text: string): Policy {
  const read = readPolicy('policy.yaml', Buffer.from(text));
  if ('diagnostics' in read) throw new Error(mistakesIn(text).join('\n'));
  return read;
}

/** What is wrong with a workflow file under a policy, a line each. */
export function breaches(policy: string, file: string): readonly string[] {
  const files = projectOf('a.py', 'requirements.txt');
  const { diagnostics } = readWorkflow({ text: file, file: 'automl.yaml', files, rules: rulesOf(policyOf(policy)) });
  return diagnostics.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`);
}
