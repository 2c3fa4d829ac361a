/** What a run would change in a cluster, and whether it finds room there, for people. */
import type { FieldChange } from '../backends/kubernetes/planning/field-changes.ts';
import type { ClusterPlan } from '../backends/kubernetes/planning/planning.ts';
import type { Room } from '../backends/kubernetes/planning/room.ts';
import type { ObjectChange, ServiceChange } from '../backends/kubernetes/planning/service-changes.ts';
import type { ScheduleChange } from '../schedule/store.ts';
import { formatBytes } from '../workflow/quantity.ts';
import { painter, type Paint } from './paint.ts';
import { oneLine } from './plain-text.ts';
import type { Tone } from './states.ts';

type Action = ObjectChange['action'];

const marks: Readonly<Record<Action, string>> = { create: '+', change: '~', delete: '-', unchanged: '=' };
const tones: Readonly<Record<Action, Tone>> = { create: 'good', change: 'plain', delete: 'bad', unchanged: 'quiet' };

interface Told extends Pick<ClusterPlan, 'services' | 'quotas' | 'unknown'> {
  readonly schedules: readonly ScheduleChange[];
}

/** Lines, each with its end. */
export function clusterPlanText(
  { services, schedules, quotas, unknown }: Told,
  { color }: { readonly color: boolean },
): string {
  const paint = painter(color);
  const parts = [
    services.flatMap((service) => serviceLines(service, paint)),
    schedules.map((schedule) => scheduleLine(schedule, paint)),
    quotas.length === 0 ? [] : [...quotas.map((room) => roomLine(room, paint)), ...unknownLines(unknown)],
  ];
  return parts.map((lines) => (lines.length === 0 ? '' : `\n${lines.map((line) => `${line}\n`).join('')}`)).join('');
}

function serviceLines(service: ServiceChange, paint: Paint): readonly string[] {
  const { step, objects, problem } = service;
  if (problem !== null) return [paint('bad', `! service ${step}: ${problem}`)];
  const action = actionOf(service);
  const changes = objects.filter((object) => object.action !== 'unchanged');
  return [
    paint(tones[action], `${marks[action]} service ${step}: ${inWords(action, service)}`),
    ...changes.flatMap((object) => [
      paint(tones[object.action], `    ${marks[object.action]} ${object.kind} ${object.name}`),
      ...object.fields.map((field) => `        ${fieldText(field)}`),
    ]),
  ];
}

function scheduleLine({ name, action, object, details }: ScheduleChange, paint: Paint): string {
  const why = details.length === 0 ? '' : ` (${details.join('; ')})`;
  return paint(tones[action], oneLine(`${marks[action]} schedule ${name}: ${object}${why}`));
}

/** Of the whole service: that of its Deployment, unless only what stands around it changes. */
function actionOf({ objects }: ServiceChange): Action {
  const own = objects.find(({ kind }) => kind === 'Deployment')?.action ?? 'unchanged';
  if (own !== 'unchanged') return own;
  if (objects.length > 0 && objects.every(({ action }) => action === 'delete')) return 'delete';
  return objects.some(({ action }) => action !== 'unchanged') ? 'change' : 'unchanged';
}

function inWords(action: Action, { rolls, reasons, assuming }: ServiceChange): string {
  const why = reasons.length === 0 ? '' : ` (${reasons.join('; ')})`;
  const while_ =
    assuming.length === 0
      ? ''
      : `, as long as ${assuming.join(', ')} ${assuming.length === 1 ? 'stays' : 'stay'} the same`;
  switch (action) {
    case 'create':
      return 'is deployed for the first time';
    case 'delete':
      return `is deleted${why}`;
    case 'change':
      return rolls ? `rolls out anew${why}` : `goes on with the pods it has${while_}`;
    case 'unchanged':
      return `stays as it is${while_}`;
  }
}

function fieldText({ path, before, after }: FieldChange): string {
  // Of objects that others may have changed.
  return oneLine(`${path}: ${before ?? 'nothing'} → ${after ?? 'nothing'}`);
}

function roomLine({ quota, resource, hard, used, peak, fits }: Room, paint: Paint): string {
  const text = (amount: number): string =>
    resource.endsWith('memory') ? formatBytes(amount) : String(Number(amount.toFixed(3)));
  const line = `quota ${quota}: ${resource}: ${text(used)} of ${text(hard)} in use, the run takes up to ${text(peak)}`;
  return fits ? line : paint('bad', `${line}, which does not fit: pods wait until others have ended`);
}

function unknownLines(unknown: readonly string[]): readonly string[] {
  return unknown.length === 0 ? [] : [`quota: how much ${unknown.join(', ')} will take only the run can tell`];
}
