/** Creations that are tried again, as the scheduler would: while what refuses them may pass, and somebody waits for it. */
import type { Attempt } from './attempt.ts';
import type { KubeApi } from './client/api.ts';
import { systemSleep } from '../../http/backoff.ts';
import { passingRefusal } from './diagnosis/creation.ts';

/** Milliseconds until a creation that was refused for now is tried again. */
const again = 2000;

/** @throws what no later try gets past */
export async function insist(
  { namespace }: Pick<KubeApi, 'namespace'>,
  attempts: readonly Attempt[],
  create: () => Promise<unknown>,
): Promise<void> {
  const isOff = (): boolean => attempts.every(({ over }) => over);
  while (!isOff()) {
    try {
      await create();
      return;
    } catch (error) {
      const refusal = passingRefusal(error, namespace);
      if (refusal === null) throw error;
      for (const attempt of attempts) attempt.hold(refusal);
      for (let waited = 0; waited < again && !isOff(); waited += 100) await systemSleep(100);
    }
  }
}
