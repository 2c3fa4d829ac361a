/** The inputs of action.yml as one typed object. */
import { z } from 'zod';
import { AutomlError } from '../../errors.ts';

const optional = (text: string): string | undefined => (text === '' ? undefined : text);
const lines = (text: string): string[] => text.split(/\r?\n/).filter((line) => line.trim() !== '');

const schema = z.object({
  command: z.enum(['run', 'validate', 'plan']),
  file: z.string(),
  'working-directory': z.string(),
  params: z.string().transform(lines),
  'params-file': z.string().transform(optional),
  steps: z.string().transform((text) => text.split(/[\s,]+/).filter((name) => name !== '')),
  schedule: z.string().transform(optional),
  'scheduled-at': z.string().transform(optional),
  backend: z.enum(['auto', 'local', 'kubernetes']),
  kubeconfig: z.string().transform(optional),
  context: z.string().transform(optional),
  namespace: z.string().transform(optional),
  'proxy-url': z.string().transform(optional),
  environment: z.string().transform(optional),
  parallel: z
    .string()
    .regex(/^\d*$/, 'expected a whole number from 1 up')
    .transform((text) => (text === '' ? undefined : Number(text)))
    .refine((number) => number !== 0, 'expected a whole number from 1 up'),
  'fail-fast': z.enum(['true', 'false', '']).transform((text) => (text === '' ? undefined : text === 'true')),
  driver: z.enum(['cluster', 'here', '']).transform((text) => (text === '' ? undefined : text)),
  detach: z.enum(['true', 'false', '']).transform((text) => text === 'true'),
  secrets: z.string().transform(lines),
  'allow-pull-request-target': z.enum(['true', 'false', '']).transform((text) => text === 'true'),
  token: z.string().transform(optional),
  comment: z.enum(['true', 'false', '']).transform((text) => text !== 'false'),
  'comment-key': z.string().transform(optional),
  'log-level': z.enum(['error', 'warn', 'info', 'debug']),
});

export type ActionInputs = ReturnType<typeof readActionInputs>;

/** `read` gives the text of an input, '' when it is not set. @throws AutomlError USAGE that names every wrong input */
export function readActionInputs(read: (name: string) => string) {
  const defaults: Readonly<Record<string, string>> = {
    command: 'run',
    file: '.',
    'working-directory': '.',
    backend: 'auto',
    'log-level': 'info',
  };
  const texts = Object.fromEntries(
    Object.keys(schema.shape).map((name) => [name, read(name).trim() || (defaults[name] ?? '')]),
  );
  const parsed = schema.safeParse(texts);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `input "${issue.path.join('.')}": ${issue.message}`);
    throw new AutomlError('USAGE', problems.join('\n'));
  }
  const {
    'working-directory': workingDirectory,
    'params-file': paramsFile,
    'fail-fast': failFast,
    'log-level': logLevel,
    'proxy-url': proxyUrl,
    'scheduled-at': scheduledAt,
    'comment-key': commentKey,
    'allow-pull-request-target': allowPullRequestTarget,
    ...rest
  } = parsed.data;
  return {
    ...rest,
    workingDirectory,
    paramsFile,
    failFast,
    logLevel,
    proxyUrl,
    scheduledAt,
    commentKey,
    allowPullRequestTarget,
  };
}
