/** Verbs for previews of pull requests. */
import { InvalidArgumentError, type Command } from 'commander';
import type { ExitCode } from '../errors.ts';
import type { ViewFormat } from '../report/listing.ts';
import { jobOf } from './ci-context.ts';
import { deletePreview } from './delete-preview.ts';
import { getPreviews } from './get-previews.ts';
import type { Nouns } from './nouns.ts';
import { connectionOptions, count, examples, outputOption, type ConnectionOptions } from './options.ts';
import type { World } from './world.ts';

type Finish = (code: ExitCode) => void;

export function addPreviewVerbs({ get, remove }: Pick<Nouns, 'get' | 'remove'>, world: World, finish: Finish): void {
  connectionOptions(get.command('previews').alias('preview'))
    .description('list what is deployed of pull requests')
    .option('-w, --workflow <name>', 'only of this workflow')
    .addOption(outputOption())
    .addHelpText('after', examples(['get previews -n ml', 'get previews -n ml -o json']))
    .action(async (options: ConnectionOptions & { readonly output: ViewFormat; readonly workflow?: string }) => {
      finish(await getPreviews(options, world));
    });
  addDelete(remove, world, finish);
}

function addDelete(remove: Command, world: World, finish: Finish): void {
  interface DeleteOptions extends ConnectionOptions {
    readonly allClosed?: boolean;
    readonly workflow?: string;
    readonly project?: string;
  }
  connectionOptions(
    remove
      .command('preview')
      .alias('previews')
      .argument('[numbers...]', "numbers of pull requests (default, in a CI job: its own's)", pullNumber),
  )
    .description('delete all that is deployed of pull requests, and cancel runs of them that go on')
    .option('--all-closed', 'in a CI job: those of all pull requests that are closed, as its forge says')
    .option('-w, --workflow <name>', 'only of this workflow')
    .option('--project <id>', 'which one, where several repositories have such a preview')
    .addHelpText(
      'after',
      examples(['delete preview 7 -n ml', 'delete preview 7 12 -n ml', 'delete preview --all-closed']),
    )
    .action(async (pulls: readonly number[], { allClosed, ...options }: DeleteOptions) => {
      const request = { ...options, pulls, allClosed: allClosed === true };
      finish(await deletePreview(request, await jobOf(world), world));
    });
}

/** `7`, or as forges and we write it: `#7`, `!7`, `pr-7`. */
function pullNumber(text: string, previous: readonly number[] = []): readonly number[] {
  const [, number] = /^(?:#|!|pr-)?(\d+)$/.exec(text) ?? [];
  if (number === undefined) throw new InvalidArgumentError('expected the number of a pull request.');
  return [...previous, count(number)];
}
