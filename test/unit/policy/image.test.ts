/** Which registry an image is from, as runtimes see it. */
import { expect, test } from '@jest/globals';
import { isFrom, repositoryOf } from '../../../src/policy/image.ts';

test.each([
  ['python', 'docker.io/library/python'],
  ['python:3.12-slim', 'docker.io/library/python'],
  ['acme/model:1', 'docker.io/acme/model'],
  ['docker.io/python', 'docker.io/library/python'],
  ['index.docker.io/acme/model', 'docker.io/acme/model'],
  ['ghcr.io/acme/model@sha256:abc', 'ghcr.io/acme/model'],
  ['ghcr.io/acme/model:1@sha256:abc', 'ghcr.io/acme/model'],
  ['registry:5000/model:1', 'registry:5000/model'],
  ['registry:5000/model', 'registry:5000/model'],
  ['localhost/model', 'localhost/model'],
  ['Ghcr.IO/acme/model', 'ghcr.io/acme/model'],
  // Nobody's name at Docker Hub has capitals.
  ['Registry/acme/model', 'registry/acme/model'],
])('%s is %s', (image, repository) => {
  expect(repositoryOf(image)).toBe(repository);
});

test.each([
  ['docker.io/library', 'python:3.12', true],
  ['docker.io/library', 'acme/model', false],
  ['ghcr.io', 'ghcr.io/acme/model', true],
  ['ghcr.io/acme', 'ghcr.io/acme/models/wine:1', true],
  ['ghcr.io/acme', 'ghcr.io/acme-evil/model', false],
  ['ghcr.io/acme-*', 'ghcr.io/acme-ml/model', true],
  ['*.example.com', 'eu.example.com/model', true],
  ['*.example.com', 'evil.io/x.example.com/model', false],
  ['example.com', 'example.com.evil.io/model', false],
  ['registry:5000', 'registry/model', false],
  ['ghcr.io/acme/model/deep', 'ghcr.io/acme/model', false],
])('%s covers %s: %s', (registry, image, covers) => {
  expect(isFrom(registry, image)).toBe(covers);
});
