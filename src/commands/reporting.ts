/** Which reporter tells a run, by where its output goes. */
import { messageOf } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import { consoleReporter, type LogLevel } from '../report/console.ts';
import { jsonReporter } from '../report/json.ts';
import type { Reporter } from '../report/reporter.ts';
import { BatchedOutput, type TextOutput } from '../report/text-output.ts';
import { githubReporter } from '../report/workflow-commands.ts';
import type { World } from './world.ts';

/** text: for people; json: for programs; github: the log of a GitHub job. */
export type RunOutput = 'text' | 'json' | 'github';

/** GitHub shows ten annotations of each level. */
const shownAnnotations = 10;

export function makeReporter(
  { output, logLevel }: { readonly output: RunOutput; readonly logLevel: LogLevel },
  plan: Plan,
  place: string,
  world: World,
): Reporter {
  const out = new BatchedOutput(world.out);
  const { color, tty, columns, now } = world;
  const forPeople = (to: TextOutput): Reporter =>
    consoleReporter({ out: to, plan, backend: place, color, tty, columns, level: logLevel, now });
  switch (output) {
    case 'text':
      return forPeople(out);
    case 'json':
      return jsonReporter({ out, plan, now });
    case 'github': {
      const token = (): string => Buffer.from(world.random(16)).toString('hex');
      return githubReporter(forPeople, out, { limit: shownAnnotations, token });
    }
  }
}

/** Both are told. Whatever becomes of the other one, what is printed is neither held up nor lost. */
export function alsoTold(printed: Reporter, other: Reporter, warn: (sentence: string) => void): Reporter {
  let isBroken = false;
  const tell = (call: () => unknown): void => {
    if (isBroken) return;
    try {
      call();
    } catch (error) {
      isBroken = true;
      warn(`the forge is told nothing more of this run: ${messageOf(error)}`);
    }
  };
  return {
    runEvent: (event, state) => {
      printed.runEvent(event, state);
      tell(() => {
        other.runEvent(event, state);
      });
    },
    output: (event) => {
      tell(() => other.output(event));
      return printed.output(event);
    },
    end: (record) => {
      tell(() => other.end(record));
      return printed.end(record);
    },
  };
}
