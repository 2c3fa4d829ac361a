/** A text with a mistake, and every line that is said about it. */
export type Case = readonly [name: string, text: string, expected: readonly string[]];
