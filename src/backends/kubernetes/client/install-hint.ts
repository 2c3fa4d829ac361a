/** How to get a plugin that a kubeconfig logs in by, where the kubeconfig does not tell. */
import path from 'node:path';
import type { ExecPlugin } from './access.ts';

const known: Readonly<Record<string, string>> = {
  aws: 'install the AWS CLI (https://aws.amazon.com/cli), version 2, where this runs',
  'aws-iam-authenticator':
    'install aws-iam-authenticator, or write the kubeconfig anew with `aws eks update-kubeconfig`',
  'gke-gcloud-auth-plugin': 'install it with `gcloud components install gke-gcloud-auth-plugin`',
  kubelogin: 'install kubelogin with `az aks install-cli` (https://github.com/Azure/kubelogin)',
  'kubectl-oidc_login': 'install it with `kubectl krew install oidc-login` (https://github.com/int128/kubelogin)',
  glab: 'install glab, the command line of GitLab (https://gitlab.com/gitlab-org/cli)',
  doctl: 'install doctl, the command line of DigitalOcean (https://docs.digitalocean.com/reference/doctl)',
  oci: 'install the CLI of Oracle Cloud (https://docs.oracle.com/iaas/Content/API/SDKDocs/cliinstall.htm)',
  tsh: 'install tsh, the client of Teleport (https://goteleport.com/docs/installation)',
};

const otherwise = 'install it where this runs, or use a kubeconfig with the token of a service account';

export function installHintOf({ command, args, installHint }: ExecPlugin): string {
  if (installHint !== null)
    return installHint
      .trim()
      .split(/\s*\n\s*/)
      .join(' ');
  const name = path.basename(command).replace(/\.exe$/, '');
  // A plugin of kubectl: `kubectl oidc-login` runs kubectl-oidc_login.
  if (name === 'kubectl' && args[0] === 'oidc-login')
    return `install kubectl, and ${known['kubectl-oidc_login'] ?? ''}`;
  return known[name] ?? otherwise;
}
