/** Amounts as the API server writes them itself, so that what was applied compares equal to what is there. */
const units = [
  ['Ti', 2 ** 40],
  ['Gi', 2 ** 30],
  ['Mi', 2 ** 20],
  ['Ki', 2 ** 10],
] as const;

/** @param bytes a whole number */
export function bytesText(bytes: number): string {
  const [unit, size] = units.find(([, factor]) => bytes > 0 && bytes % factor === 0) ?? ['', 1];
  return `${bytes / size}${unit}`;
}

/** @param cores 0.001 is the least that can be said; parts of it count as a whole */
export function coresText(cores: number): string {
  // 0.1 + 0.2 is no reason for 301 thousandths.
  const thousandths = Math.ceil(Number((cores * 1000).toFixed(6)));
  return thousandths % 1000 === 0 ? String(thousandths / 1000) : `${thousandths}m`;
}
