/** From which registry an image is. */
import { matches } from './pattern.ts';

const DOCKER_HUB = 'docker.io';

/**
 * Host and path without tag and digest, completed as runtimes do it: `python:3.12` is `docker.io/library/python`
 * (https://github.com/distribution/reference).
 */
export function repositoryOf(image: string): string {
  const [tagged = ''] = image.split('@');
  const name = tagged.replace(/:[^:/]*$/, '');
  const [first = '', ...rest] = name.split('/');
  const isHost = rest.length > 0 && (/[.:A-Z]/.test(first) || first === 'localhost');
  const host = isHost ? first.toLowerCase().replace(/^index\.docker\.io$/, DOCKER_HUB) : DOCKER_HUB;
  const path = isHost ? rest : [first, ...rest];
  return [host, ...(host === DOCKER_HUB && path.length === 1 ? ['library'] : []), ...path].join('/');
}

/** Whether a host, or the beginning of a path behind it, covers the image, part by part. */
export function isFrom(registry: string, image: string): boolean {
  const wanted = registry.split('/');
  const parts = repositoryOf(image).split('/');
  return wanted.every((pattern, place) => matches(pattern, parts[place] ?? ''));
}
