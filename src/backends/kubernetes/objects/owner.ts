/** Ids of what owns objects: hashes, since the names of repositories are longer than a label. */
import { digest } from './digest.ts';
import type { Owner } from './run-facts.ts';

/** 60 bits. */
const length = 12;

/** Of a workflow file of one repository in one environment. */
export function ownerId({ forge, repository, file, environment, alias }: Owner): string {
  return digest({ forge, repository, file, environment, alias }, length);
}

/** Of a workflow file of one repository, whatever the environment. */
export function projectId({ forge, repository, file, alias }: Omit<Owner, 'environment'>): string {
  return digest({ forge, repository, file, alias }, length);
}

/** @param key text that is the same whenever the same run is meant, and for no other run */
export function runId(key: string): string {
  return digest({ run: key }, length);
}
