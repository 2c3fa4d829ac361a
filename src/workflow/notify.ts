/** Who is told what becomes of a run, and how. Strings marked "template" may hold `${{ expression }}` parts. */
import type { Json } from './model.ts';

/** In the order in which a message names them: a run of which several hold is told once, by the first. */
export const occasions = ['gate-failed', 'failed', 'recovered', 'succeeded', 'late'] as const;
export type Occasion = (typeof occasions)[number];

/** A value that stands in a secret. */
export interface SecretKey {
  readonly secret: string;
  readonly key: string;
}

export interface SecretHeader extends SecretKey {
  /** What stands before the value: `Bearer `. */
  readonly prefix: string;
}

export type Channel =
  | { readonly kind: 'slack'; readonly url: SecretKey; /** template; absent: ours */ readonly text?: string }
  | {
      readonly kind: 'webhook';
      readonly url: string | SecretKey;
      readonly method: 'POST' | 'PUT' | 'PATCH';
      /** texts are templates */
      readonly headers: Readonly<Record<string, string | SecretHeader>>;
      /** Sent as JSON: its texts are templates, and maps of nothing but `secret` and `key` stand for values. Absent: ours. */
      readonly body?: Json;
    }
  | {
      readonly kind: 'email';
      readonly to: readonly string[];
      readonly from: string;
      readonly smtp: {
        readonly host: string;
        readonly port: number;
        readonly security: 'starttls' | 'tls' | 'none';
      };
      /** Name of a secret with `username` and `password`; absent: without a login. */
      readonly login?: string;
      /** template; absent: ours */
      readonly subject?: string;
      /** template; absent: ours */
      readonly text?: string;
    };

export interface Notice {
  readonly on: readonly Occasion[];
  /** Seconds after its time at which a scheduled run counts as late. */
  readonly lateAfter: number;
  /** Runs in these alone, a person's too; null: all runs but those that a person starts from a command line. */
  readonly environments: readonly string[] | null;
  /** Runs of these alone; null: of all. */
  readonly branches: readonly string[] | null;
  readonly channel: Channel;
}

/** In the body of a webhook: where a value stands; null: it is any other value. */
export function secretKeyOf(value: Json): SecretKey | null {
  if (typeof value !== 'object' || value === null || !('secret' in value) || !('key' in value)) return null;
  const { secret, key, ...others } = value;
  const isOne = typeof secret === 'string' && typeof key === 'string' && Object.keys(others).length === 0;
  return isOne ? { secret, key } : null;
}

/** All that a notice needs of secrets. */
export function secretKeys({ channel }: Pick<Notice, 'channel'>): readonly SecretKey[] {
  switch (channel.kind) {
    case 'slack':
      return [channel.url];
    case 'webhook': {
      const values = [channel.url, ...Object.values(channel.headers)].filter((value) => typeof value !== 'string');
      return [...values, ...(channel.body === undefined ? [] : keysInside(channel.body))];
    }
    case 'email': {
      const { login } = channel;
      return login === undefined ? [] : ['username', 'password'].map((key) => ({ secret: login, key }));
    }
  }
}

function keysInside(value: Json): readonly SecretKey[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = secretKeyOf(value);
  return own === null ? Object.values(value).flatMap(keysInside) : [own];
}

/** Whether a notice is about a run at all, whatever becomes of it. */
export function concerns(
  { environments, branches }: Pick<Notice, 'environments' | 'branches'>,
  run: { readonly event: string; readonly environment: string | null; readonly ref: string | null },
): boolean {
  if (branches !== null && (run.ref === null || !branches.includes(run.ref))) return false;
  if (environments === null) return run.event !== 'command';
  return run.environment !== null && environments.includes(run.environment);
}
