/** Which workflow is meant, where several repositories have one of that name. */
import { AutomlError } from '../errors.ts';

export interface NamedWorkflow {
  readonly name: string;
  /** Which one, where several repositories have a workflow of that name; as the message lists them. */
  readonly project?: string;
}

interface Candidate {
  readonly id: string;
  readonly repository: string;
  readonly file: string;
  readonly environments: readonly string[];
}

/** @throws AutomlError when it is none, or may be several */
export function chooseProject<T extends Candidate>(
  candidates: readonly T[],
  { name, project }: NamedWorkflow,
  namespace: string,
): T {
  const wanted = project === undefined ? candidates : candidates.filter((each) => each.id === project);
  const [first] = wanted;
  if (first !== undefined && wanted.length === 1) return first;
  if (candidates.length === 0) {
    throw new AutomlError('NOT_FOUND', `namespace ${namespace} holds nothing of a workflow "${name}"`);
  }
  const list = candidates.map((each) => `\n  --project ${each.id}  ${inWords(each)}`).join('');
  if (project !== undefined) {
    throw new AutomlError('NOT_FOUND', `workflow "${name}" has no project "${project}" here; it has${list}`);
  }
  throw new AutomlError('USAGE', `${candidates.length} repositories have a workflow "${name}" here; say which:${list}`);
}

function inWords({ repository, file, environments }: Candidate): string {
  return `${repository} ${file}${environments.length === 0 ? '' : ` (${environments.join(', ')})`}`;
}
