/**
 * What a step's code does, told by the words of its command line. unbreakable/wine/act.py does the same in a real pod:
 *
 *   seconds=0.2           how long it takes
 *   say=text              a line of its log
 *   tell=NAME             the same with a variable's value; here it has none
 *   metric.rmse=0.5       a metric
 *   output.rows=12        a scalar output, as $AUTOML_OUTPUT takes it
 *   file.model.txt=text   a file that it writes
 *   exit=3                how it ends
 *   fail-before=2         in attempts before this one it ends with 1
 */
import type { StepSpec } from '../../../src/backends/spec.ts';

export interface Deed {
  readonly seconds: number;
  readonly lines: readonly string[];
  readonly metrics: Readonly<Record<string, number>>;
  /** As texts. */
  readonly outputs: Readonly<Record<string, string>>;
  /** By path. */
  readonly files: Readonly<Record<string, string>>;
  readonly exitCode: number;
}

/** What a step does, given what its agent is told; null: it runs the code of its image. */
export type Act = (spec: StepSpec | null) => Deed;

export const byWords: Act = (spec) => {
  const words = spec === null ? [] : wordsOf(spec).map((word) => split(word, '='));
  const named = (group: string): Record<string, string> => {
    const found = words.map(([name, value]) => [...split(name, '.'), value] as const);
    return Object.fromEntries(found.flatMap(([first, rest, value]) => (first === group ? [[rest, value]] : [])));
  };
  const value = (wanted: string): string | undefined => words.find(([name]) => name === wanted)?.[1];
  const isEarly = (spec?.identity.attempt ?? 1) < Number(value('fail-before') ?? 0);
  return {
    seconds: Number(value('seconds') ?? 0),
    lines: words.flatMap(([name, text]) => (name === 'say' ? [text] : [])),
    metrics: Object.fromEntries(Object.entries(named('metric')).map(([name, text]) => [name, Number(text)])),
    outputs: named('output'),
    files: named('file'),
    exitCode: isEarly ? 1 : Number(value('exit') ?? 0),
  };
};

function wordsOf({ code }: StepSpec): readonly string[] {
  switch (code.kind) {
    case 'python':
      return code.args;
    case 'command':
      return code.argv;
    case 'shell':
    case 'notebook':
      return [];
  }
}

function split(text: string, mark: string): [string, string] {
  const place = text.indexOf(mark);
  return place === -1 ? [text, ''] : [text.slice(0, place), text.slice(place + 1)];
}
