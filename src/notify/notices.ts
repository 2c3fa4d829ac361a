/** Tells people of one run, as its file asks for it. Best effort: whatever goes wrong is a warning, and in the record. */
import { systemSleep, type Sleep } from '../http/backoff.ts';
import { messageOf } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import type { NotificationRecord, RunRecord } from '../records/schema.ts';
import { shortLine } from '../report/plain-text.ts';
import { concerns, secretKeys, type Notice, type Occasion, type SecretKey } from '../workflow/notify.ts';
import { parcelOf, type Sender } from './channels.ts';
import { deliver } from './deliver.ts';
import { isLate, occasionsOf } from './occasion.ts';
import { hide } from './mask.ts';

/** What telling needs of the place where the run happens. */
export interface NoticePlace {
  /** Null: there is no such value. */
  readonly secret: (key: SecretKey) => Promise<string | null>;
  /** The finished run of the same workflow, environment and ref before it; null: nobody knows. */
  readonly previous: (record: RunRecord) => Promise<RunRecord | null>;
  /** Whether it is for this program to send that: of all that ask, one is told so. */
  readonly claim: (what: string) => Promise<boolean>;
}

export interface NoticeOptions extends Sender {
  readonly plan: Pick<Plan, 'notify' | 'run' | 'environment' | 'commit' | 'schedule'>;
  readonly warn: (sentence: string) => void;
  readonly sleep?: Sleep;
}

/** Characters of a reason. */
const longest = 200;
/** Milliseconds that a dead hook may hold up the end of a run, and those of one try. */
const whole = 30_000;
const each = 10_000;

interface Sending {
  readonly notice: Notice;
  readonly index: number;
  readonly on: Occasion;
  readonly record: RunRecord;
  readonly previous: RunRecord | null;
}

export class Notices {
  readonly #options: NoticeOptions;
  /** Those that are about this run. */
  readonly #notices: readonly { readonly notice: Notice; readonly index: number }[];
  #late: Promise<readonly NotificationRecord[]> | null = null;

  constructor(options: NoticeOptions) {
    const { plan } = options;
    const about = { event: plan.run.event, environment: plan.environment, ref: plan.commit.ref };
    this.#options = options;
    this.#notices = plan.notify
      .map((notice, index) => ({ notice, index }))
      .filter(({ notice }) => concerns(notice, about));
  }

  /** The run begins: who waits for it at its time is told now, not when it ends. @param record as it is at its start */
  begin(record: RunRecord, place: NoticePlace, signal: AbortSignal): void {
    const startedAt = Date.parse(record.started_at);
    const late = this.#notices.filter(({ notice }) => {
      return notice.on.includes('late') && isLate(this.#options.plan.schedule, startedAt, notice.lateAfter);
    });
    this.#late ??= this.#sendAll(
      late.map((each) => ({ ...each, on: 'late', record, previous: null })),
      place,
      signal,
    );
  }

  /** The run has ended. Gives what was sent of all of it, in the order of the file. */
  async end(record: RunRecord, place: NoticePlace, signal: AbortSignal): Promise<readonly NotificationRecord[]> {
    if (this.#notices.length === 0) return [];
    this.begin(record, place, signal);
    const previous = await this.#previous(record, place);
    const holding = occasionsOf(record, previous);
    const sendings = this.#notices.flatMap(({ notice, index }) => {
      const on = holding.find((occasion) => notice.on.includes(occasion));
      return on === undefined ? [] : [{ notice, index, on, record, previous }];
    });
    const [late, ended] = await Promise.all([this.#late ?? [], this.#sendAll(sendings, place, signal)]);
    return [...late, ...ended];
  }

  async #previous(record: RunRecord, place: NoticePlace): Promise<RunRecord | null> {
    const counts = record.state === 'succeeded' && this.#notices.some(({ notice }) => notice.on.includes('recovered'));
    if (!counts) return null;
    return place.previous(record).catch((error: unknown) => {
      this.#options.warn(
        `whether the run before failed is not known, so that nobody is told of a recovery: ${messageOf(error)}`,
      );
      return null;
    });
  }

  #sendAll(
    sendings: readonly Sending[],
    place: NoticePlace,
    signal: AbortSignal,
  ): Promise<readonly NotificationRecord[]> {
    return Promise.all(sendings.map((sending) => this.#send(sending, place, signal)));
  }

  async #send(sending: Sending, place: NoticePlace, signal: AbortSignal): Promise<NotificationRecord> {
    const { notice, index, on } = sending;
    const channel = notice.channel.kind;
    const values = new Map<string, string>();
    const sent = { to: plainAddress(notice) };
    const trouble = await this.#attempt(sending, { place, signal, values, sent }).catch(messageOf);
    const reason = trouble === null ? null : shortLine(hide(trouble, values.values()), longest);
    if (reason !== null && reason !== earlier)
      this.#options.warn(
        `notice ${index + 1} (${on}, ${channel}${sent.to === '' ? '' : ` to ${sent.to}`}) was not sent: ${reason}`,
      );
    return { on, channel, to: sent.to, state: reason === null || reason === earlier ? 'sent' : 'failed', reason };
  }

  /** Null: it was sent; else why not. */
  async #attempt({ notice, index, on, record, previous }: Sending, context: Context): Promise<string | null> {
    const { place, signal, values, sent } = context;
    const { sleep = systemSleep, now } = this.#options;
    for (const key of secretKeys(notice)) {
      const value = await place.secret(key);
      if (value === null) return `secret "${key.secret}" has no key ${key.key}, or is missing`;
      // Files end in a newline, and what was made of them.
      values.set(nameOf(key), value.replace(/\r?\n$/, ''));
    }
    const valueOf = (key: SecretKey): string => values.get(nameOf(key)) ?? '';
    const parcel = parcelOf(notice, { on, record, previous }, valueOf, this.#options);
    sent.to = parcel.to;
    if (!(await place.claim(`notice-${index + 1}-${on}`))) return earlier;
    return deliver(parcel.send, { whole, each, sleep, now, signal });
  }
}

interface Context {
  readonly place: NoticePlace;
  readonly signal: AbortSignal;
  /** Values of secrets that were read, which no reason may repeat. */
  readonly values: Map<string, string>;
  readonly sent: { to: string };
}

/** Its driver may have been killed before the other side answered: nobody knows, and twice would be worse. */
const earlier = 'by an earlier driver of the run';

function nameOf({ secret, key }: SecretKey): string {
  return `${secret}/${key}`;
}

/** What the file says of where it goes; '' where a secret does. */
function plainAddress({ channel }: Notice): string {
  if (channel.kind === 'email') return channel.to.join(', ');
  return channel.kind === 'webhook' && typeof channel.url === 'string' ? new URL(channel.url).host : '';
}
