/** Why an image can't be pulled: runtimes and registries say it in their own ways. */
import { clause, passing, permanent, type Trouble } from './trouble.ts';

export interface Pull {
  readonly image: string;
  readonly namespace: string;
  /** As the kubelet and the runtime put it. */
  readonly said: string;
  /** Names of the pod's pull secrets. */
  readonly secrets: readonly string[];
  /** Those of them that the kubelet could not use. */
  readonly unusable: readonly string[];
}

const refused = /\b401\b|\b403\b|unauthorized|forbidden|denied|authorization failed|insufficient_scope|no basic auth/i;
const absent = /not found|notfound|manifest unknown|name unknown|\b404\b|does not exist/i;
const limited = /\b429\b|too many requests|toomanyrequests|rate limit/i;
const failing = /\b50[0234]\b|internal server error|bad gateway|service unavailable|gateway time-?out/i;
const unreachable =
  /no such host|server misbehaving|connection (?:refused|reset)|timeout|timed out|deadline exceeded|unreachable|no route|\bEOF\b|temporary failure/i;
const distrusted = /x509|certificate|HTTP response to HTTPS client/i;

export function pullTrouble(pull: Pull): Trouble {
  const image = `image "${pull.image}"`;
  const registry = registryOf(pull.image);
  const said = pull.said.replace(/^Back-off pulling image "[^"]*"(?:: )?/, '').replace(/^ErrImagePull: /, '');
  // A tag may be "503", a repository "denied".
  const words = said.replaceAll(pull.image, '').replace(/"[^"]*"/g, '');
  if (/no match for platform|no matching manifest for|image operating system .* cannot be used/i.test(words)) {
    return permanent(
      'image-architecture',
      `${image} has no build for the node's processor architecture: build it for that one, or choose other nodes with node_selector`,
    );
  }
  // Before "denied" and "not found": a registry in trouble says such things of images that are there.
  if (limited.test(words)) {
    return passing(
      'image-pull',
      `${image} is waiting for the registry ${registry}, which limits how often images are pulled`,
    );
  }
  if (failing.test(words))
    return passing('image-pull', `${image} can't be pulled: the registry ${registry} is failing`);
  if (unreachable.test(words)) {
    return passing(
      'image-pull',
      `${image} can't be pulled: the registry ${registry} can't be reached from the node (${lastOf(said)})`,
    );
  }
  if (/certificate (?:has expired or )?is not (?:yet )?valid|certificate has expired/.test(words)) {
    return permanent(
      'image-pull',
      `${image} can't be pulled: for the node's clock the certificate of the registry ${registry} is not valid now: set the clock, or renew the certificate`,
    );
  }
  if (distrusted.test(words)) {
    return permanent(
      'image-pull',
      `${image} can't be pulled: the node does not trust the registry ${registry} (${lastOf(said)}): give the node its CA, or use another registry`,
    );
  }
  if (refused.test(words)) return loginTrouble(pull, image, registry);
  if (absent.test(words)) {
    const fix = pull.secrets.length === 0 ? 'check the name, or add image_pull_secrets' : 'check the name';
    return permanent('image-not-found', `${image} was not found in the registry: ${fix}`);
  }
  if (/no space left/i.test(words)) return passing('image-pull', `${image} can't be pulled: the node's disk is full`);
  const detail = said === '' ? '' : `: ${lastOf(said)}`;
  return passing('image-pull', `${image} can't be pulled${detail}`);
}

function loginTrouble({ namespace, secrets, unusable }: Pull, image: string, registry: string): Trouble {
  const [unusableOne] = unusable;
  if (unusableOne !== undefined) {
    const command = `kubectl create secret docker-registry ${unusableOne} --namespace ${namespace} --docker-server=${registry} --docker-username=NAME --docker-password=PASSWORD`;
    return permanent(
      'image-auth',
      `${image} needs a login, and secret "${unusableOne}" (image_pull_secrets) does not exist in namespace ${namespace} or holds none: ${command}`,
      10,
    );
  }
  if (secrets.length > 0) {
    const names = secrets.map((name) => `"${name}"`).join(', ');
    return permanent(
      'image-auth',
      `the registry ${registry} does not let ${names} (image_pull_secrets) pull ${image}: check the login in the secret, and the image's name`,
    );
  }
  return permanent(
    'image-auth',
    `${image} does not exist or needs a login to the registry ${registry}: check the name, or add image_pull_secrets`,
  );
}

export function invalidName(image: string, said: string): Trouble {
  const [, why] = /invalid reference format: (.+)$/.exec(said) ?? [];
  return permanent(
    'image-name',
    `image "${image}" is not a valid image name${why === undefined ? '' : `: ${clause(why)}`}`,
  );
}

export function neverPulled(image: string): Trouble {
  return permanent('image-pull', `image "${image}" is not on the node, and its pull policy is Never`);
}

/** What broke is at the end of the chain. */
function lastOf(said: string): string {
  return clause(
    said
      .split(/: (?=[a-z0-9])/)
      .slice(-2)
      .join(': '),
  );
}

/** As in https://github.com/distribution/reference: the first part is a host if it looks like one. */
function registryOf(image: string): string {
  const [first = '', ...rest] = image.split('/');
  return rest.length > 0 && /[.:]|^localhost$/.test(first) ? first : 'docker.io';
}
