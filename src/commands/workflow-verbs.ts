/** Verbs for workflows by the URL of their repository. */
import { Option, type Command } from 'commander';
import type { ExitCode } from '../errors.ts';
import type { Nouns } from './nouns.ts';
import { examples } from './options.ts';
import type { AccessRequest } from './remote-access.ts';
import { remoteWorkflow, type RemoteRequest } from './remote-workflow.ts';
import { placeOptions, runOptions, runRequest, worldFor, type RunOptions } from './run-options.ts';
import type { World } from './world.ts';

interface RemoteOptions extends RunOptions, AccessRequest {
  readonly ref?: string;
  readonly branch?: string;
  readonly file?: string;
  readonly check?: boolean;
  readonly id?: string;
}

const abouts: Readonly<Record<RemoteRequest['verb'], string>> = {
  run: 'run a workflow of a repository, which is cloned at one commit and removed again',
  create: 'run a workflow of a repository in a cluster whose namespace does not have it yet',
  update: 'run a workflow of a repository in a cluster whose namespace has it already',
};

export function addWorkflowVerbs(
  { run, create, update }: Pick<Nouns, 'create' | 'update'> & { readonly run: Command },
  world: World,
  finish: (code: ExitCode) => void,
): void {
  const add = (verb: RemoteRequest['verb'], command: Command): void => {
    remoteOptions(command)
      .description(abouts[verb])
      .addHelpText('after', examples(exampleLines(verb)))
      .action(async (name: string, url: string, options: RemoteOptions) => {
        if (options.id !== undefined) world.err.write('note: --id is not needed any more, and ignored\n');
        const ref = options.ref ?? options.branch;
        const request: RemoteRequest = {
          ...accessOf(options),
          ...runRequest(options),
          ...(verb === 'run' ? {} : { backend: 'kubernetes' as const }),
          ...(ref === undefined ? {} : { ref }),
          verb,
          name,
          url,
          check: options.check === true,
        };
        finish(await remoteWorkflow(request, worldFor(options, world)));
      });
  };
  const running = run.command('workflow').alias('w');
  running.showHelpAfterError('(a folder or file of this name is ./workflow)');
  add('run', placeOptions(running));
  add('create', create.command('workflow').alias('w'));
  add('update', update.command('workflow').alias('w'));
}

/** Those of its options that no other run has. */
function accessOf({ file, token, sshKey, knownHosts }: RemoteOptions): Pick<RemoteRequest, 'file'> & AccessRequest {
  return {
    ...(file === undefined ? {} : { file }),
    ...(token === undefined ? {} : { token }),
    ...(sshKey === undefined ? {} : { sshKey }),
    ...(knownHosts === undefined ? {} : { knownHosts }),
  };
}

function remoteOptions(command: Command): Command {
  const about = command
    .argument('<name>', 'name of the workflow, in place of the one in the file')
    .argument('<url>', 'repository: https://…, git@host:…, ssh://… or file://…')
    .addOption(new Option('--ref <ref>', 'branch, tag or whole id of a commit (default: the default branch)'))
    .addOption(new Option('-b, --branch <name>', 'the same as --ref').conflicts('ref'))
    .option('-f, --file <path>', 'workflow file in the repository (default: automl.yaml, automl.yml or config.yaml)')
    .option('--check', 'only check the file, and run nothing')
    .option(
      '-t, --token <token>',
      'for https: token that may read the repository, - for standard input (default: $AUTOML_GIT_TOKEN)',
    )
    .option('--ssh-key <file>', "for ssh: private key, as a deploy key (default: the user's own)")
    .option('--known-hosts <file>', "for ssh: keys of hosts (default: those of the large forges, and the user's own)")
    .option('--id <id>', 'ignored: the project id that older versions wanted of GitLab');
  return runOptions(about);
}

function exampleLines(verb: RemoteRequest['verb']): readonly string[] {
  const url = 'https://github.com/acme/models';
  const elsewhere = verb === 'run' ? '--check' : '-n ml --environment production';
  return [
    `${verb} workflow wine ${url} -n ml`,
    `${verb} w wine git@github.com:acme/models.git --ref v1.2 ${elsewhere}`,
  ];
}
