/** Verbs for who administers a cluster. */
import { Option, type Command } from 'commander';
import { everybody, type Whom } from '../backends/kubernetes/preflight/verb-rights.ts';
import type { ExitCode } from '../errors.ts';
import type { GrantRequest } from './granting.ts';
import { clusterOptions, collect, connectionOptions, examples, targetHelp, type ConnectionOptions } from './options.ts';
import type { World } from './world.ts';

type Finish = (code: ExitCode) => void;

interface GrantOptions extends Pick<
  GrantRequest,
  'name' | 'serviceAccount' | 'awsRole' | 'gcpServiceAccount' | 'azureClientId'
> {
  readonly all?: boolean;
  readonly for: Whom;
  readonly subject?: string[];
  readonly annotation?: string[];
  readonly secret?: string[];
  readonly cluster?: boolean;
}

export function addRightsVerbs(program: Command, world: World, finish: Finish): void {
  addRbac(program, world, finish);
  addSetup(program, world, finish);
}

function addRbac(program: Command, world: World, finish: Finish): void {
  type RbacOptions = GrantOptions & ConnectionOptions & { readonly output: 'yaml' | 'json' };
  const command = program.command('rbac').argument('[target]', targetHelp, '.');
  connectionOptions(grantOptions(command))
    .description('print the Role that runs of a file need, with its binding and account, for kubectl apply')
    .addOption(new Option('-o, --output <format>', 'output format').choices(['yaml', 'json']).default('yaml'))
    .addHelpText(
      'after',
      examples([
        'rbac examples/wine -n ml',
        'rbac -n ml --secret aws-secret | kubectl apply -f -',
        'rbac -n ml --for people --subject group:data-science',
      ]),
    )
    .action(async (target: string, options: RbacOptions) => {
      const { rbac } = await import('./rbac.ts');
      finish(rbac({ ...options, ...granting(target, options) }, world));
    });
}

function addSetup(program: Command, world: World, finish: Finish): void {
  interface SetupOptions extends GrantOptions, Omit<ConnectionOptions, 'namespace'> {
    readonly dryRun?: boolean;
    readonly registry?: string;
    readonly registryUsername?: string;
    readonly registrySecret?: string;
    readonly kubeconfigOut?: string;
    readonly duration: string;
  }
  const command = program
    .command('setup')
    .argument('<namespace>', 'namespace of the runs')
    .argument('[target]', targetHelp, '.');
  clusterOptions(grantOptions(command))
    .description('make a namespace ready for runs of a file: itself, account, Role, binding; what is there stays')
    .option('--dry-run', 'say what would be made, and make nothing')
    .option('--registry <host>', 'also make a Secret to pull images of this registry with')
    .option('--registry-username <name>', 'its user; the password comes by standard input')
    .option('--registry-secret <name>', 'name of that Secret (default: the one that the file names, else registry)')
    .option('--kubeconfig-out <file>', 'write a kubeconfig for CI here, with a token of the account')
    .option('--duration <time>', 'how long that token is good for', '720h')
    .addHelpText(
      'after',
      examples([
        'setup ml examples/wine --dry-run',
        'setup ml examples/wine --kubeconfig-out ci.kubeconfig',
        'setup ml --registry ghcr.io --registry-username robot < password.txt',
      ]),
    )
    .action(async (namespace: string, target: string, options: SetupOptions) => {
      const { setUpNamespace } = await import('./set-up-namespace.ts');
      const { dryRun = false, ...rest } = options;
      finish(await setUpNamespace({ ...rest, ...granting(target, options), namespace, dryRun }, world));
    });
}

function grantOptions(command: Command): Command {
  return command
    .option('--all', 'for whatever any file may need, in place of this one')
    .addOption(
      new Option('--for <whom>', 'ci: runs; people: all verbs; viewers: what only shows')
        .choices(everybody)
        .default('ci'),
    )
    .option('--name <name>', 'of Role and binding (default: automl- and the name of the workflow)')
    .option('--service-account <name>', 'account that gets the rights, and is made (default: the same name)')
    .option('--subject <kind:name>', 'user:, group: or serviceaccount: that is there already; may be repeated', collect)
    .option('--secret <name>', 'secret whose values runs bring (run --secret); may be repeated', collect)
    .option('--annotation <key=value>', 'of the account that steps run as; may be repeated', collect)
    .option('--aws-role <arn>', 'IAM role of that account (EKS)')
    .option('--gcp-service-account <email>', 'Google service account of that account (GKE)')
    .option('--azure-client-id <id>', 'managed identity of that account (AKS)')
    .option('--cluster', 'also a ClusterRole to look at nodes and classes, by which more is checked before a run');
}

function granting(target: string, options: GrantOptions): GrantRequest {
  const { subject = [], annotation = [], secret = [], all = false, cluster = false, ...rest } = options;
  return { ...rest, target, all, cluster, subjects: subject, annotations: annotation, secrets: secret };
}
