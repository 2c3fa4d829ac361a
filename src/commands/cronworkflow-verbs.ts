/** What was a cron workflow elsewhere: those who type it learn what takes its place. */
import { AutomlError } from '../errors.ts';
import type { Nouns } from './nouns.ts';

const answer =
  'there are no cron workflows in this version: let the CI start the run (on: schedule of a GitHub workflow, a pipeline schedule of GitLab), docs/coming-from-automl-and-bodywork.md has the rest';

export function addCronworkflowVerbs({ get, create, update, remove }: Nouns): void {
  for (const verb of [get, create, update, remove]) {
    verb
      .command('cronworkflow', { hidden: true })
      .aliases(verb === get ? ['cw', 'cronworkflows', 'cws'] : ['cw'])
      .argument('[words...]')
      .allowUnknownOption()
      .action(() => {
        throw new AutomlError('USAGE', answer);
      });
  }
}
