/** Finds the events that still say how things are. */
import type { Event } from '../client/types.ts';

/** Milliseconds since 1970 when it was last seen; 0 where it does not say. */
export function lastSeen(event: Event): number {
  const time = event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? event.firstTimestamp;
  return time == null ? 0 : Date.parse(time);
}

/** About this object: events without a name of their own object are never ours. */
export function eventsAbout(events: readonly Event[], kind: string, name: string | undefined): readonly Event[] {
  return events.filter(({ involvedObject }) => involvedObject.kind === kind && involvedObject.name === name);
}

/** What was said last, of these reasons only; null: nothing. */
export function latest(events: readonly Event[], reasons: readonly string[]): Event | null {
  let found: Event | null = null;
  for (const event of events) {
    if (!reasons.includes(event.reason ?? '')) continue;
    if (found === null || lastSeen(event) >= lastSeen(found)) found = event;
  }
  return found;
}

/** Without what a recorder puts before a message when it has many that are alike. */
export function messageOfEvent(event: Event): string {
  return (event.message ?? '').replace(/^\(combined from similar events\): /, '');
}
