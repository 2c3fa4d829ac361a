/** Payloads of events as GitHub has sent them. */
import examples from '@octokit/webhooks-examples' with { type: 'json' };

/** Those of an event, of an action where one is named. */
export function payloadsOf(event: string, action?: string): readonly Readonly<Record<string, unknown>>[] {
  const found = examples.find(({ name }) => name === event)?.examples ?? [];
  const payloads = found as readonly Readonly<Record<string, unknown>>[];
  return payloads.filter((payload) => action === undefined || payload['action'] === action);
}
