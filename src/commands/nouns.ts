/** Verbs of the command line that are followed by a noun: each noun adds itself to them. */
import type { Command } from 'commander';

export interface Nouns {
  readonly get: Command;
  readonly create: Command;
  readonly update: Command;
  /** `delete` */
  readonly remove: Command;
}
