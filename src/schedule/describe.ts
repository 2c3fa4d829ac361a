/** A cron expression in English. */
import cronstrue from 'cronstrue';

/** `at 03:00, only on Monday` */
export function describeCron(cron: string): string {
  const sentence = cronstrue.toString(cron, { use24HourTimeFormat: true, verbose: false });
  return sentence.slice(0, 1).toLowerCase() + sentence.slice(1);
}
