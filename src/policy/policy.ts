/** What an organisation allows its workflow files. A rule that is absent allows everything. */
import type { Keys } from '../workflow/shape/read.ts';
import type { policyShape } from './schema.ts';

export interface Policy {
  readonly rules: Keys<typeof policyShape>['values'];
  /** Where a rule stands, for messages: `/etc/automl/policy.yaml:4`. */
  readonly place: (rule: keyof typeof policyShape) => string;
}
