/** Verbs for secrets. */
import type { Command } from 'commander';
import type { ExitCode } from '../errors.ts';
import type { ViewFormat } from '../report/listing.ts';
import { createSecret } from './create-secret.ts';
import { deleteSecret } from './delete-secret.ts';
import { getSecrets } from './get-secrets.ts';
import type { Nouns } from './nouns.ts';
import { asOurs, collect, connectionOptions, examples, outputOption, type ConnectionOptions } from './options.ts';
import { updateSecret } from './update-secret.ts';
import type { World } from './world.ts';

type Finish = (code: ExitCode) => void;

interface WordOptions extends ConnectionOptions {
  readonly fromFile?: string[];
  readonly fromEnvFile?: string[];
  readonly data?: string[];
}

const nameHelp = 'name of the secret';

export function addSecretVerbs(nouns: Nouns, world: World, finish: Finish): void {
  addCreate(nouns, world, finish);
  addUpdate(nouns, world, finish);
  addRemove(nouns, world, finish);
  addGet(nouns, world, finish);
}

function addCreate({ create }: Nouns, world: World, finish: Finish): void {
  interface CreateOptions extends WordOptions {
    readonly type?: string;
    readonly workflow?: string;
    readonly serviceAccount?: string;
  }
  wordOptions(create.command('secret'), 'KEY=value; - for lines of standard input')
    .description('put a secret into the cluster')
    .option(
      '-t, --type <type>',
      'opaque, docker-registry, basic-auth, ssh-auth, tls, service-account-token, or the whole name (default: opaque)',
    )
    .option('-w, --workflow <name>', 'delete it together with this workflow')
    .option('--service-account <name>', 'let it hold a token of this service account, made by Kubernetes')
    .addHelpText(
      'after',
      examples([
        'create secret aws-secret --from-env-file aws.env',
        'create secret api-token --from-file TOKEN=- < token.txt',
        'create secret site --type tls --from-file tls.crt=site.pem --from-file tls.key=site.key',
        'create secret aws-secret AWS_ACCESS_KEY_ID=123456 AWS_SECRET_ACCESS_KEY=123456 -w wine',
      ]),
    )
    .action(async (name: string, values: string[], options: CreateOptions) => {
      finish(await createSecret({ name, ...wordsOf(values, options) }, world));
    });
}

function addUpdate({ update }: Nouns, world: World, finish: Finish): void {
  wordOptions(update.command('secret'), 'KEY=value; KEY= removes the key; - for lines of standard input')
    .description('set or remove keys of a secret; all others stay as they are')
    .addHelpText(
      'after',
      examples([
        'update secret aws-secret --from-file AWS_SECRET_ACCESS_KEY=key.txt',
        'update secret aws-secret OLD= A=1',
      ]),
    )
    .action(async (name: string, values: string[], options: WordOptions) => {
      finish(await updateSecret({ name, ...wordsOf(values, options) }, world));
    });
}

function addRemove({ remove }: Nouns, world: World, finish: Finish): void {
  connectionOptions(remove.command('secret').argument('<name>', nameHelp))
    .description('delete a secret')
    .addHelpText('after', examples(['delete secret aws-secret -n ml']))
    .action(async (name: string, options: ConnectionOptions) => {
      finish(await deleteSecret({ name, ...options }, world));
    });
}

function addGet({ get }: Nouns, world: World, finish: Finish): void {
  connectionOptions(get.command('secrets').alias('secret').argument('[name]', 'show this one'))
    .description('list the secrets of a namespace and their keys, or show one; values are never shown')
    .addOption(outputOption())
    .addHelpText('after', examples(['get secrets -n ml -o wide', 'get secret aws-secret']))
    .action(async (name: string | undefined, options: ConnectionOptions & { output: ViewFormat }) => {
      finish(await getSecrets({ ...options, ...(name === undefined ? {} : { name }) }, world));
    });
}

/** What `create` and `update` have in common. */
function wordOptions(command: Command, valuesHelp: string): Command {
  // Of a mistyped option the library shows all, and there may be a value in it.
  command.configureOutput({
    outputError: (text, write) => {
      write(asOurs(text.replace(/(unknown option '[^=']*)=[^]*'/, "$1'")));
    },
  });
  return connectionOptions(command.argument('<name>', nameHelp).argument('[values...]', valuesHelp))
    .option(
      '--from-file <key=file>',
      'value of a key, byte by byte, from a file, or - for standard input; may be repeated',
      collect,
    )
    .option('--from-env-file <file>', 'file of KEY=value lines; may be repeated', collect)
    .option('--data <key=value...>', 'the same as values');
}

function wordsOf<T extends WordOptions>(values: readonly string[], options: T) {
  const { fromFile: files = [], fromEnvFile: envFiles = [], data = [], ...rest } = options;
  return { ...rest, words: [...values, ...data], files, envFiles };
}
