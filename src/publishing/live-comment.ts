/** The comment below a pull request while its run goes on: brought up to date when there is news, but not too often. */
import type { ForgeApi } from '../forges/forge.ts';
import type { Baseline } from '../records/baseline.ts';
import type { RunRecord } from '../records/schema.ts';
import { markdownComment, type CommentOptions } from '../report/comment.ts';
import { code, escapeMarkdown } from '../report/markdown/text.ts';
import type { Audience } from './audience.ts';
import type { CommentText } from './body.ts';
import { shownRun } from './marker.ts';
import type { Outbox } from './outbox.ts';
import { Pace } from './pace.ts';
import { Thread } from './thread.ts';

export interface LiveCommentOptions {
  readonly audience: Audience;
  readonly outbox: Outbox;
  readonly pull: number;
  readonly phases: CommentOptions['phases'];
  readonly baseline: Promise<Baseline | null>;
}

/** How the last word on a run is told. */
export interface Ending {
  /** Why nothing more of it is told, though it has not ended; null: there is nothing to say. */
  readonly note: string | null;
  /** Command that follows it from here on; null: nobody has to. */
  readonly follow: string | null;
  readonly logTail: CommentOptions['logTail'];
}

/** Milliseconds between two updates: the longer a run takes, the less often somebody looks, and forges count calls. */
const pause = { shortest: 10_000, longest: 60_000, share: 1 / 20 };
/** Milliseconds that the end waits for what the run is compared with. */
const comparisonPatience = 5000;

const running: Ending = { note: null, follow: null, logTail: () => [] };

export class LiveComment {
  readonly #options: LiveCommentOptions;
  readonly #pace: Pace;
  readonly #begun: number;
  #newest: (() => RunRecord) | null = null;
  #thread: Thread | null = null;
  #baseline: Baseline | null = null;

  constructor(options: LiveCommentOptions) {
    const { audience, outbox, baseline } = options;
    this.#options = options;
    this.#begun = audience.now();
    this.#pace = new Pace({
      act: () => outbox.post('the comment', (api) => this.#update(api)),
      pause: () => Math.min(pause.longest, Math.max(pause.shortest, (audience.now() - this.#begun) * pause.share)),
      sleep: audience.sleep,
    });
    // Why it is not known is for who looks for it to say.
    baseline.then((found) => (this.#baseline = found)).catch(() => undefined);
  }

  /** There is news. @param record as it is when it is told */
  due(record: () => RunRecord): void {
    this.#newest = record;
    this.#pace.due();
  }

  /** The last word on it. */
  last(record: RunRecord, ending: Ending): void {
    this.stop();
    void this.#options.outbox.post('the comment', async (api, signal) => {
      await this.#comparison(signal);
      await this.#threadOf(api, record).conclude(this.#text(record, ending), signal);
    });
  }

  /** No update is begun any more. */
  stop(): void {
    void this.#pace.stop();
  }

  async #update(api: ForgeApi): Promise<void> {
    const record = this.#newest?.();
    if (record !== undefined) await this.#threadOf(api, record).show(this.#text(record, running));
  }

  #threadOf(api: ForgeApi, record: RunRecord): Thread {
    const { file, environment, commit } = record;
    const { audience, pull } = this.#options;
    const { forge, key, now, sleep } = audience;
    return (this.#thread ??= new Thread({
      comments: api.comments(pull),
      topic: { file, environment, key },
      run: shownRun(record, forge.context.sequence),
      commit: commit.head,
      limitBytes: forge.limits.commentBytes,
      now,
      sleep,
    }));
  }

  async #comparison(signal: AbortSignal): Promise<void> {
    const found = new AbortController();
    const late = this.#options.audience.sleep(comparisonPatience, AbortSignal.any([signal, found.signal]));
    await Promise.race([this.#options.baseline.catch(() => null), late]);
    found.abort();
  }

  #text(record: RunRecord, { note, follow, logTail }: Ending): CommentText {
    const { audience, phases } = this.#options;
    const { forge } = audience;
    const head = leftText({ note, follow });
    return (limit) => {
      const limits = { ...forge.limits, commentBytes: limit - Buffer.byteLength(head) };
      const links = forge.links(record.commit.head);
      const baseline = this.#baseline;
      const options = { logTail, links, limits, baseline, phases, listens: audience.listens, at: audience.now() };
      return `${head}${markdownComment(record, options)}`;
    };
  }
}

/** '' of a run that is followed here. */
function leftText({ note, follow }: Pick<Ending, 'note' | 'follow'>): string {
  const parts = [
    note === null ? '' : escapeMarkdown(note),
    follow === null ? '' : `This comment stays as it is now; follow the run by ${code(follow)}.`,
  ];
  const text = parts.filter((part) => part !== '').join(' – ');
  return text === '' ? '' : `> ${text}\n\n`;
}
