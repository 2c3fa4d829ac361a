/** The claim for the files of one run. */
import type { Store } from '../../../workflow/model.ts';
import { kinds, type Claim } from '../client/types.ts';
import { ownedMeta, type OwnedRun } from './metadata.ts';
import { claimName } from './names.ts';
import { bytesText } from './quantity.ts';

/** For a workflow that names no claim of its own. */
export function claimObject(run: OwnedRun, { size, storageClass, accessMode }: Store): Claim {
  return {
    apiVersion: kinds.PersistentVolumeClaim.apiVersion,
    kind: 'PersistentVolumeClaim',
    metadata: ownedMeta(run, claimName(run.id), 'store'),
    spec: {
      accessModes: [accessMode],
      resources: { requests: { storage: bytesText(size) } },
      ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
    },
  };
}
