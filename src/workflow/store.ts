/** Where a run in the cluster keeps its files when the workflow does not say. */
import type { Store } from './model.ts';

export const plainStore: Store = Object.freeze({ size: 10 * 2 ** 30, accessMode: 'ReadWriteOnce' });
