/** Somebody has deleted a run that this program drives or follows. */
import { AutomlError } from '../errors.ts';

export class RunDeleted extends AutomlError {
  constructor(id: string) {
    super('CLUSTER', `run ${id} was deleted from the cluster`);
  }
}
