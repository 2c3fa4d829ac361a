/** One line of the doctor's report. */

export interface Check {
  readonly name: string;
  /** unchecked: it could not be looked at, or nobody needs it; `text` says which. */
  readonly state: 'ok' | 'failed' | 'unchecked';
  readonly text: string;
  /** What to do about a failure. */
  readonly fix?: string;
}

export function ok(name: string, text: string): Check {
  return { name, state: 'ok', text };
}

export function unchecked(name: string, text: string): Check {
  return { name, state: 'unchecked', text };
}

export function failed(name: string, text: string, fix?: string): Check {
  return { name, state: 'failed', text, ...(fix === undefined ? {} : { fix }) };
}

/**
 * From one sentence that ends with what to do: behind its last colon in what we say of the cluster, behind its last
 * semicolon in what the client says of a call.
 */
export function failedBy(name: string, sentence: string, fixBehind: ': ' | '; ' = ': '): Check {
  const at = sentence.lastIndexOf(fixBehind);
  return at < 0 ? failed(name, sentence) : failed(name, sentence.slice(0, at), sentence.slice(at + fixBehind.length));
}
