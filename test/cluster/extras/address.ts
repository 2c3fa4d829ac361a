/** Where pods find what a test serves on this machine. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { kubectl } from '../kubectl.ts';

/** The address of this machine on the way to the API server: where our own cluster's pods, and most others', find us. */
export async function reachableAddress(): Promise<string> {
  const flags = ['--minify', '--output', 'jsonpath={.clusters[0].cluster.server}'];
  const server = new URL(await kubectl(['config', 'view', ...flags]));
  const socket = createSocket('udp4');
  // Sends nothing: it only asks the kernel for the route.
  socket.connect(9, server.hostname);
  await once(socket, 'connect');
  const { address } = socket.address();
  socket.close();
  return address;
}
