/** Tells a forge of a run that is stored, whoever drives it or has driven it. */
import type { RunRecord } from '../records/schema.ts';
import type { Audience } from './audience.ts';
import { LiveComment, type Ending } from './live-comment.ts';
import { Outbox } from './outbox.ts';
import { statusOf } from './status.ts';

/** Milliseconds. */
const patience = 30_000;

/** Never rejects. */
export async function tellRun(audience: Audience, record: RunRecord, ending: Ending): Promise<void> {
  const { forge, pull, key, sleep, warn, note } = audience;
  const { connect } = forge;
  if (typeof connect === 'string') {
    note(connect);
    return;
  }
  const outbox = new Outbox({ connect, sleep, warn });
  const status = statusOf(record, key, record.url ?? forge.links(record.commit.head).run ?? null);
  if (status !== null) void outbox.post('the commit status', (api) => api.setStatus(status));
  if (pull !== null) {
    const comment = new LiveComment({ audience, outbox, pull, phases: new Map(), baseline: Promise.resolve(null) });
    comment.last(record, ending);
  }
  await outbox.close(patience);
}
