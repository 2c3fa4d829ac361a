/** What the step agent says: the messages of its control channel and the result document that ends a step. */
import { z } from 'zod';

/** A finite number, or the name of one that JSON can't write. */
export const metricValue = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]);
export type MetricValue = z.infer<typeof metricValue>;

export const artifact = z.object({
  kind: z.enum(['file', 'folder']).meta({ description: 'What was collected.' }),
  path: z.string().meta({ description: 'Path that the step declared.' }),
  bytes: z.int().min(0).meta({ description: 'Size in bytes, all files of a folder added up.' }),
  files: z.int().min(0).meta({ description: 'Number of files.' }),
  sha256: z.string().meta({
    description: 'Hash of the file; of a folder: of the lines "<sha256>  <path>\\n" of its files, sorted by path.',
  }),
});
export type Artifact = z.infer<typeof artifact>;

export const place = z.object({
  file: z.string().meta({ description: 'Source file, relative to the project root.' }),
  line: z.int().min(1).nullable().meta({ description: 'Line in the file (of a notebook: in the cell).' }),
  cell: z.int().min(1).nullable().meta({ description: 'Code cell of a notebook, counted from 1.' }),
  error: z.string().meta({ description: 'Class of the exception.' }),
  message: z.string().meta({ description: 'Its message.' }),
});
export type Place = z.infer<typeof place>;

export const endpoint = z.object({
  url: z.string().meta({ description: 'Where the service answers, in a cluster to its pods.' }),
  external_url: z
    .string()
    .nullable()
    .default(null)
    .meta({ description: 'Where it answers outside the cluster; null: nowhere, or the warnings say why.' }),
  smoke: z
    .object({ status: z.int(), milliseconds: z.number(), body: z.string() })
    .nullable()
    .meta({ description: 'The answer to the smoke test, at most 2,000 characters of it.' }),
});

export type Endpoint = z.infer<typeof endpoint>;

/** What an agent says of how its step ended. */
export const agentResult = z.object({
  state: z.enum(['succeeded', 'failed', 'timed-out', 'cancelled']),
  /** One plain sentence; null when it succeeded. Holds no times of this run. */
  reason: z.string().nullable(),
  exit_code: z.int().nullable(),
  /** Seconds spent on requirements. */
  install_seconds: z.number().min(0),
  /** Seconds the code ran. */
  code_seconds: z.number().min(0),
  metrics: z.record(z.string(), metricValue),
  outputs: z.record(z.string(), z.json()),
  artifacts: z.record(z.string(), artifact),
  labels: z.record(z.string(), z.string()),
  /** Markdown from $AUTOML_SUMMARY. */
  summary: z.string().nullable(),
  /** Where the code failed, inside the project. */
  place: place.nullable(),
  service: endpoint.nullable(),
  warnings: z.array(z.string()),
});

/** How an attempt ended, whoever says it. */
export const stepResult = agentResult.extend({
  /** The cluster or somebody in it ended the pod, or nobody can read what it said: not the code's fault, so no retry. */
  lost: z.literal(true).exactOptional(),
});
export type StepResult = z.infer<typeof stepResult>;

/** Which child a message is about: absent where the pod, or the process, has only one. */
const about = { iteration: z.int().min(1).exactOptional() };

/** Tells whether all of a file has come. */
const whole = z.object({ bytes: z.int().min(0), sha256: z.string() }).nullable();

/** One line of JSON each on the agent's control channel. */
export const agentMessage = z.discriminatedUnion('event', [
  /** The turn of a child has come, where several share a pod. */
  z.object({ event: z.literal('begins'), ...about }),
  z.object({ event: z.literal('installing'), requirements: z.string(), ...about }),
  z.object({ event: z.literal('running'), python: z.string(), ...about }),
  z.object({ event: z.literal('ready'), result: agentResult, ...about }),
  z.object({ event: z.literal('result'), result: agentResult, ...about }),
  /** The next piece of a file that a preparation hands over, in base64. */
  z.object({ event: z.literal('part'), file: z.enum(['lock', 'inputs']), data: z.base64(), ...about }),
  /** All pieces were sent. `too_large`: bytes of inputs that do not fit. */
  z.object({
    event: z.literal('prepared'),
    lock: whole,
    inputs: whole,
    too_large: z.int().min(0).nullable(),
    ...about,
  }),
]);
export type AgentMessage = z.infer<typeof agentMessage>;

/** A result that the driver makes itself, when no agent could: it never started, or vanished. */
export function resultWithoutAgent(state: StepResult['state'], reason: string): StepResult {
  return {
    state,
    reason,
    exit_code: null,
    install_seconds: 0,
    code_seconds: 0,
    metrics: {},
    outputs: {},
    artifacts: {},
    labels: {},
    summary: null,
    place: null,
    service: null,
    warnings: [],
  };
}
