/** What a pod is like for a step that asks for nothing special. */
import type { PodSettings } from './model.ts';

/** One object for all such steps: a plan of ten thousand does not hold ten thousand of it. */
export const plainPod: PodSettings = Object.freeze({
  nodeSelector: Object.freeze({}),
  tolerations: Object.freeze([]),
  volumes: Object.freeze([]),
  imagePullSecrets: Object.freeze([]),
  patch: null,
});
