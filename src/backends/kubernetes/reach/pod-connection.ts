/**
 * A connection to a port of a pod, through the API server and the kubelet. Of the protocols that kubelets have the one
 * without SPDY: each message begins with the number of its channel, 0 for data and 1 for a sentence about what went
 * wrong, and the first message of each channel is the port.
 */
import type { Socket } from 'node:net';
import { AutomlError } from '../../../errors.ts';
import type { KubeApi } from '../client/api.ts';
import type { MessageStream } from '../client/web-socket.ts';
import { written } from '../client/written.ts';
import type { PodPort } from './ready-pods.ts';

const protocol = 'v4.channel.k8s.io';
const dataChannel = 0;
const errorChannel = 1;

/** Milliseconds of silence after this end has said its last word, for which the protocol has no sign: it may be gone. */
const silence = 5_000;

/** @throws ApiError when the pod can't be reached; that nothing listens in it comes out later */
export function openPod(api: KubeApi, { pod, port }: PodPort): Promise<MessageStream> {
  const namespace = encodeURIComponent(api.namespace);
  const path = `/api/v1/namespaces/${namespace}/pods/${encodeURIComponent(pod)}/portforward`;
  return api.openMessages({ path, query: { ports: port } }, protocol);
}

/** Carries bytes in both directions until either end is done, and closes both. @throws what went wrong on the way */
export async function join(local: Socket, remote: MessageStream): Promise<void> {
  const isOver = new Promise<void>((resolve) => {
    if (local.closed) resolve();
    else local.once('close', resolve);
  });
  void isOver.then(() => {
    remote.close();
  });
  void send(local, remote).catch(() => undefined);
  try {
    await receive(remote, local);
    local.destroySoon();
  } catch (error) {
    if (local.destroyed) return;
    // So that nobody takes what has come for the whole.
    local.resetAndDestroy();
    throw error;
  } finally {
    await isOver;
  }
}

async function send(local: Socket, remote: MessageStream): Promise<void> {
  for await (const chunk of local as AsyncIterable<Buffer>)
    await remote.send(Buffer.concat([Buffer.of(dataChannel), chunk]));
  local.setTimeout(silence, () => local.destroy());
}

async function receive(remote: MessageStream, local: Socket): Promise<void> {
  const begun = new Set<number>();
  for await (const message of remote.messages()) {
    const [channel = dataChannel] = message;
    const rest = message.subarray(1);
    const isPort = !begun.has(channel);
    begun.add(channel);
    if (isPort) continue;
    if (channel === errorChannel) throw new AutomlError('CLUSTER', rest.toString());
    await written(local, rest);
  }
}
