/** The registry of our own cluster, which its container runtime takes for docker.io. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os, { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';

const manifestType = 'application/vnd.docker.distribution.manifest.v2+json';
const layerType = 'application/vnd.docker.image.rootfs.diff.tar.gzip';

const blob = z.looseObject({ mediaType: z.string(), size: z.int(), digest: z.string() });
const manifestShape = z.looseObject({ config: blob, layers: z.array(blob) });
const configShape = z.looseObject({
  rootfs: z.looseObject({ diff_ids: z.array(z.string()) }),
  config: z.looseObject({ Labels: z.record(z.string(), z.string()).nullish() }),
});

/** `localhost:<port>`, as pods of the cluster may name it too. @throws Error where the cluster is not ours */
export function registryHost(): string {
  const state = process.env['AUTOML_CLUSTER_DIR'] ?? path.join(os.homedir(), '.cache', 'automl-cluster');
  const [, port = ''] = /addr: :(\d+)/.exec(readFileSync(path.join(state, 'etc', 'registry.yaml'), 'utf8')) ?? [];
  return `localhost:${port}`;
}

/** `sha256:...` of the manifest. @param image such as `library/debian` @throws Error */
export async function digestOf(image: string, tag: string): Promise<string> {
  const { digest } = await manifestOf(image, tag);
  return digest;
}

export interface Facts {
  readonly labels: Readonly<Record<string, string>>;
  /** Of what is pulled: its layers, compressed. */
  readonly bytes: number;
}

/** What the registry says of an image. @throws Error */
export async function factsOf(image: string, tag: string): Promise<Facts> {
  const { manifest } = await manifestOf(image, tag);
  const { config } = await configOf(image, manifest.config.digest);
  return { labels: config.Labels ?? {}, bytes: manifest.layers.reduce((sum, { size }) => sum + size, 0) };
}

export interface Leaner {
  /** Image and tag that it is made from, such as `library/python`, `3.11-slim`. */
  readonly from: readonly [image: string, tag: string];
  /** Absolute paths that it does not have. */
  readonly without: readonly string[];
  readonly name: string;
}

/** Pushes an image as `name:1` that lacks some files of another one: a layer that whites them out. @throws Error */
export async function pushLeaner({ from, without, name }: Leaner): Promise<void> {
  await pushLayered({ from, name, layer: whiteouts(without) });
}

export interface Layered {
  /** Image and tag that it is made from. */
  readonly from: readonly [image: string, tag: string];
  /** A tar.gz of what lies over it. */
  readonly layer: Buffer;
  readonly name: string;
}

/** Pushes an image as `name:1` that is another one with a layer over it. @throws Error */
export async function pushLayered({ from: [image, tag], layer, name }: Layered): Promise<void> {
  const { manifest } = await manifestOf(image, tag);
  const config = await configOf(image, manifest.config.digest);
  const diffs = [...config.rootfs.diff_ids, digest(gunzipSync(layer))];
  const newConfig = Buffer.from(JSON.stringify({ ...config, rootfs: { ...config.rootfs, diff_ids: diffs } }));
  for (const part of manifest.layers) {
    await call(`${name}/blobs/uploads/?mount=${part.digest}&from=${image}`, { method: 'POST' });
  }
  for (const part of [layer, newConfig]) await upload(name, part);
  const body = JSON.stringify({
    ...manifest,
    config: { ...manifest.config, size: newConfig.length, digest: digest(newConfig) },
    layers: [...manifest.layers, { mediaType: layerType, size: layer.length, digest: digest(layer) }],
  });
  await call(`${name}/manifests/1`, { method: 'PUT', body, headers: { 'content-type': manifestType } });
}

/** Whether somebody has pushed `name:1`. @throws Error where the cluster is not ours */
export async function isPushed(name: string): Promise<boolean> {
  const { ok } = await fetch(`http://${registryHost()}/v2/${name}/manifests/1`, { headers: { accept: manifestType } });
  return ok;
}

async function manifestOf(image: string, tag: string) {
  const answer = await call(`${image}/manifests/${tag}`, { headers: { accept: manifestType } });
  const text = await answer.text();
  return { manifest: manifestShape.parse(JSON.parse(text)), digest: digest(Buffer.from(text)) };
}

async function configOf(image: string, blob: string) {
  return configShape.parse(await (await call(`${image}/blobs/${blob}`)).json());
}

async function upload(name: string, data: Buffer): Promise<void> {
  const begun = await call(`${name}/blobs/uploads/`, { method: 'POST' });
  const place = new URL(begun.headers.get('location') ?? '', begun.url);
  place.searchParams.set('digest', digest(data));
  const headers = { 'content-type': 'application/octet-stream' };
  const answer = await fetch(place, { method: 'PUT', body: new Uint8Array(data), headers });
  if (!answer.ok) throw new Error(`${name}: the registry answered ${answer.status}`);
}

async function call(where: string, options: RequestInit = {}): Promise<Response> {
  const answer = await fetch(`http://${registryHost()}/v2/${where}`, options);
  if (!answer.ok) throw new Error(`${where}: the registry answered ${answer.status}`);
  return answer;
}

/** https://github.com/opencontainers/image-spec/blob/main/layer.md#whiteouts */
function whiteouts(files: readonly string[]): Buffer {
  const folder = mkdtempSync(path.join(tmpdir(), 'automl-layer-'));
  try {
    for (const file of files) {
      mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
      writeFileSync(path.join(folder, path.dirname(file), `.wh.${path.basename(file)}`), '');
    }
    return execFileSync('tar', ['-C', folder, '--owner=0', '--group=0', '-czf', '-', '.']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function digest(data: Buffer): string {
  return `sha256:${createHash('sha256').update(data).digest('hex')}`;
}
