/** Why something does not go on in the cluster: one sentence that names the cause and what to do. */

export type TroubleCode =
  | 'admission-failed'
  | 'admission-refused'
  | 'capacity'
  | 'claim-missing'
  | 'claim-pending'
  | 'command'
  | 'config-map-missing'
  | 'container'
  | 'crash-loop'
  | 'device'
  | 'image-architecture'
  | 'image-auth'
  | 'image-name'
  | 'image-not-found'
  | 'image-pull'
  | 'image-user'
  | 'invalid'
  | 'key-missing'
  | 'limit-range'
  | 'mount'
  | 'network'
  | 'node'
  | 'not-ready'
  | 'pod-security'
  | 'priority-class-missing'
  | 'quota'
  | 'rights'
  | 'runtime-class-missing'
  | 'scheduling'
  | 'secret-missing'
  | 'service-account-missing'
  | 'sidecar'
  | 'taint';

export interface Trouble {
  /** Waiting is of no use: somebody must change something. */
  readonly permanent: boolean;
  readonly code: TroubleCode;
  /** Holds no pod names, times or addresses, so that it is the same in the next run. */
  readonly sentence: string;
  /** Seconds that a permanent one must have lasted before it counts: what is missing may be about to be made. */
  readonly grace: number;
}

export function permanent(code: TroubleCode, sentence: string, grace = 0): Trouble {
  return { permanent: true, code, sentence, grace };
}

/** What mends itself, or may: it is shown and waited out. */
export function passing(code: TroubleCode, sentence: string): Trouble {
  return { permanent: false, code, sentence, grace: 0 };
}

/** Characters: four PodSecurity violations with the fields to set. */
const longest = 400;

/** Somebody else's text as part of a sentence of ours: one line, bounded, nothing of this one pod. */
export function clause(text: string): string {
  const line = text
    .replace(/^rpc error: code = \w+ desc = /, '')
    .replace(/ \(pod: "[^"]*", container: [^)]*\)/g, '')
    .replace(/ on \d+\.\d+\.\d+\.\d+:\d+/g, '')
    .replace(/\/\S*\/pods\/[0-9a-f-]{36}\/\S*: ?/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\.$/, '');
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
