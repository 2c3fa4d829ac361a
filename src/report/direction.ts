/** Which way a metric gets better: as the workflow says it, else as its name does. */
import type { StepRecord } from '../records/schema.ts';

export type Direction = 'lower' | 'higher';

/** Losses, errors and distances by the names that scikit-learn, Keras and Hugging Face give them. */
const lower = new Set(
  'loss error err rmse mae mse msle rmsle mape smape wape perplexity ppl brier logloss crossentropy divergence wer cer fid'.split(
    ' ',
  ),
);
/** Shares of what is right, and scores. */
const higher = new Set(
  'acc accuracy auc auroc auprc f1 f2 fbeta precision recall r2 score bleu rouge meteor map ndcg mrr iou dice jaccard kappa mcc sensitivity specificity likelihood elbo psnr ssim'.split(
    ' ',
  ),
);
/** Of a metric whose name has one of these, more is neither. */
const neither = new Set('std var count num n scale weight threshold epoch step seconds'.split(' '));

/** Null: nothing says it. */
export function directionOf(metric: string, step: Pick<StepRecord, 'gates' | 'select'>): Direction | null {
  const gate = step.gates.find((each) => each.metric === metric);
  if (gate !== undefined && (gate.min === null) !== (gate.max === null)) return gate.min === null ? 'lower' : 'higher';
  if (step.select?.metric === metric) return step.select.order === 'min' ? 'lower' : 'higher';
  return directionByName(metric);
}

/** `val_loss`, `test/accuracy`, `valAcc`, `r2_score`; null also where the words of the name do not agree. */
function directionByName(metric: string): Direction | null {
  const words = metric
    .slice(0, 200)
    .replace(/([a-z])(?=[A-Z])/g, '$1 ')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  if (words.some((word) => neither.has(word))) return null;
  const isLower = words.some((word) => lower.has(word));
  const isHigher = words.some((word) => higher.has(word));
  // `error_score`: nobody knows.
  if (isLower === isHigher) return null;
  return isLower ? 'lower' : 'higher';
}
