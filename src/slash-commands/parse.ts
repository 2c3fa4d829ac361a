/** From the text of a comment to the command in it, by a grammar of our own. Pure; any text may come. */
import { orWhatItHas } from '../workflow/suggestion.ts';
import { verbs, type SlashCommand, type Verb } from './command.ts';
import { commandLine } from './command-line.ts';
import { isOurText } from './our-text.ts';
import { splitWords } from './words.ts';

export type Parsed =
  | { readonly type: 'command'; readonly command: SlashCommand }
  /** It is meant for us, and can't be obeyed. */
  | { readonly type: 'mistake'; readonly sentence: string };

const mostParams = 100;
/** As the workflow file names them. */
const assignment = /^([A-Za-z_][A-Za-z0-9_-]{0,99})=/;
/** Up to those of SHA-256. */
const commitDigits = /^[0-9a-f]{7,64}$/i;

/** Null: the comment is not meant for us. */
export function parseComment(body: string): Parsed | null {
  const line = isOurText(body) ? null : commandLine(body);
  if (line === null) return null;
  const split = splitWords(line);
  if ('mistake' in split) return mistake(split.mistake);
  const [first, ...rest] = split.words;
  const verb = first === undefined ? 'help' : verbs.find((each) => each === first);
  if (verb === undefined)
    return mistake(`there is no command "${first ?? ''}"${orWhatItHas(first ?? '', verbs, verbs)}`);
  return commandOf(verb, rest);
}

function commandOf(verb: Verb, words: readonly string[]): Parsed {
  const params = new Map<string, string>();
  let commit: string | null = null;
  for (const word of words) {
    if (verb === 'cancel' || verb === 'help') return mistake(`${verb} stands alone: "${word}" means nothing there`);
    const [, name] = assignment.exec(word) ?? [];
    if (name === undefined) {
      if (!commitDigits.test(word)) return mistake(`"${word}" is neither name=value nor a commit`);
      if (commit !== null) return mistake(`"${word}" is a second commit: only the newest one can be run`);
      commit = word.toLowerCase();
    } else if (verb === 'retry') {
      return mistake('retry takes the params of the last run: to set others, use run');
    } else if (params.has(name)) {
      return mistake(`the param "${name}" is given twice`);
    } else params.set(name, word);
  }
  if (params.size > mostParams) return mistake(`a command sets at most ${mostParams} params`);
  return { type: 'command', command: { verb, params: [...params.values()], commit } };
}

function mistake(sentence: string): Parsed {
  return { type: 'mistake', sentence };
}
