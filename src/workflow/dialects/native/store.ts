/** `store`: where a run in the cluster keeps the files between its steps. */
import { z } from 'zod';
import type { Store } from '../../model.ts';
import { problem } from '../../shape/issue.ts';
import { plainStore } from '../../store.ts';
import { storage } from './amount.ts';
import { objectName } from './object-name.ts';

export const store = z
  .strictObject(
    {
      size: storage.exactOptional().meta({ description: 'Size of the claim that each run makes. Default 10Gi.' }),
      storage_class: objectName('StorageClass')
        .exactOptional()
        .meta({ description: "StorageClass of that claim. Default: the cluster's own." }),
      access_mode: z
        .enum(['ReadWriteOnce', 'ReadWriteMany'], { error: 'ReadWriteOnce or ReadWriteMany' })
        .exactOptional()
        .meta({
          description:
            'ReadWriteOnce: the pods of a run share one node. ReadWriteMany: they need not, if the StorageClass can do that. Default ReadWriteOnce.',
        }),
      claim: objectName('PersistentVolumeClaim').exactOptional().meta({
        description: 'A PersistentVolumeClaim that exists, in place of one for each run: a folder in it is used.',
      }),
    },
    { error: 'a map with size, storage_class, access_mode or claim' },
  )
  .transform((value, context): Store => {
    const { size = plainStore.size, storage_class, access_mode = plainStore.accessMode, claim } = value;
    for (const key of ['size', 'storage_class', 'access_mode'] as const) {
      if (claim === undefined || value[key] === undefined) continue;
      context.issues.push(problem('CONFLICT', value, `the claim "${claim}" has its own "${key}"; keep one`, [key]));
    }
    return {
      size,
      accessMode: access_mode,
      ...(storage_class === undefined ? {} : { storageClass: storage_class }),
      ...(claim === undefined ? {} : { claim }),
    };
  })
  .meta({ description: 'In a cluster: where the files between the steps are kept.' });
