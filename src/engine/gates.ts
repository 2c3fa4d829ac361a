/** Gates: limits that the metrics of a succeeded step must keep. */
import type { MetricValue } from '../backends/result.ts';
import type { Gate } from '../workflow/model.ts';

export interface GateResult {
  readonly metric: string;
  readonly min: number | null;
  readonly max: number | null;
  /** Null when the step reported nothing. */
  readonly value: MetricValue | null;
  readonly passed: boolean;
}

export interface Judgement {
  readonly gates: readonly GateResult[];
  /** Null when all passed. */
  readonly reason: string | null;
}

export function judge(gates: readonly Gate[], metrics: Readonly<Record<string, MetricValue>>): Judgement {
  const complaints: string[] = [];
  const results = gates.map(({ metric, min = null, max = null }): GateResult => {
    const value = Object.hasOwn(metrics, metric) ? (metrics[metric] ?? null) : null;
    const complaint = complaintOf(metric, value, min, max);
    if (complaint !== null) complaints.push(complaint);
    return { metric, min, max, value, passed: complaint === null };
  });
  return { gates: results, reason: complaints.length === 0 ? null : `gate: ${complaints.join('; ')}` };
}

function complaintOf(metric: string, value: MetricValue | null, min: number | null, max: number | null): string | null {
  if (value === null) return `${metric} was not reported`;
  const number = Number(value);
  if (Number.isNaN(number)) return `${metric} is not a number`;
  if (min !== null && number < min) return `${metric} ${value} is below min ${min}`;
  if (max !== null && number > max) return `${metric} ${value} is above max ${max}`;
  return null;
}
