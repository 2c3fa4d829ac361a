/** Kinds of text in the file. The `error` of a schema is a phrase: what the value must be. */
import { z } from 'zod';
import { cleanName } from '../../names.ts';
import { quote } from '../../shape/found.ts';
import { problem } from '../../shape/issue.ts';

const NAME = /^[a-z0-9]([a-z0-9_-]*[a-z0-9])?$/;
const MAX_NAME = 63;

/** Of a workflow, a stage, a step or an environment: it becomes part of Kubernetes names. */
export function nameProblem(text: string): string | null {
  if (text.length > MAX_NAME) return `the name ${quote(text)} is longer than ${MAX_NAME} characters`;
  if (NAME.test(text)) return null;
  const clean = cleanName(text);
  const advice = clean === '' ? '' : `; ${quote(clean)} would do`;
  return `${quote(text)} is not a name: it has a-z, 0-9, "-" and "_", with a letter or digit at both ends${advice}`;
}

export const name = z
  .string({ error: 'a name' })
  .check(({ value, issues }) => {
    const message = nameProblem(value);
    if (message !== null) issues.push(problem('BAD_NAME', value, message));
  })
  .meta({ pattern: NAME.source, maxLength: MAX_NAME });

/** Keys of maps whose entries the user names; the message is joined to the name. */
export const nameKey = z.string().regex(NAME, { error: 'a name: a-z, 0-9, "-" and "_"' });

/** Of a param, an input or an output: it is used in expressions, and in the names of variables. */
export const identifier = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_-]*$/, { error: 'a name: letters, digits, "_" and "-", with a letter first' });

/** The issue of a text with an expression that would never be rendered; null: it has none. */
export function noExpression(text: string) {
  if (!text.includes('${{')) return null;
  const message = 'an expression is not rendered here, only in args, command, env, when and for_each';
  return problem('EXPRESSION_NOT_HERE', text, message);
}

/** A text that is taken as it is. */
export function plain(phrase: string, pattern = /\S/) {
  const text = z.string({ error: phrase }).regex(pattern, { error: phrase });
  return text.check(({ value, issues }) => {
    const issue = noExpression(value);
    if (issue !== null) issues.push(issue);
  });
}

export const urlPath = plain('an HTTP path that begins with /', /^\//);

/** A text in which `${{ }}` is rendered; numbers and booleans are taken as they are written. */
export const template = z
  .union([z.string(), z.number(), z.boolean()], { error: 'a text, a number, true or false' })
  .transform(String);

export const scalar = z.union([z.string(), z.number(), z.boolean()], { error: 'a text, a number, true or false' });

export function list<Item extends z.ZodType>(item: Item, phrase: string) {
  return z.array(item, { error: phrase });
}
