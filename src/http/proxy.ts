/** Which proxy the environment names for a URL, as Go programs such as kubectl read it. */
import { BlockList, isIP } from 'node:net';
import { AutomlError } from '../errors.ts';

/** Environment variables, given by whoever owns the process. */
type Env = Readonly<Record<string, string | undefined>>;

/**
 * Null: none. https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config: this machine is never reached through a proxy.
 * @throws AutomlError USAGE: the variable holds no proxy that we can use
 */
export function proxyFor(url: URL, env: Env): string | null {
  const names = url.protocol === 'https:' ? ['HTTPS_PROXY', 'https_proxy'] : ['HTTP_PROXY', 'http_proxy'];
  const name = names.find((one) => env[one]);
  const proxy = name === undefined ? undefined : env[name];
  if (name === undefined || !proxy) return null;
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (isThisMachine(host)) return null;
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const spared = (env['NO_PROXY'] || env['no_proxy'] || '').split(',').map((entry) => entry.trim().toLowerCase());
  return spared.some((entry) => entry !== '' && covers(entry, host, port)) ? null : proxyOf(proxy, name);
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** `*`, `10.0.0.0/8`, `1.2.3.4[:port]`, `host[:port]` (with what is below it), `.suffix`, `*.suffix`. */
function covers(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return coversAddress(entry, host);
  const [, name = entry, wantedPort] = /^(\[[^\]]+\]|[^:]*):(\d+)$/.exec(entry) ?? [];
  if (wantedPort !== undefined && wantedPort !== port) return false;
  const plain = name.replace(/^\[|\]$/g, '').replace(/^\*(?=\.)/, '');
  if (isIP(plain) !== 0) return plain === host;
  return plain.startsWith('.') ? host.endsWith(plain) : host === plain || host.endsWith(`.${plain}`);
}

function coversAddress(entry: string, host: string): boolean {
  const [network = '', bits = ''] = entry.split('/');
  const family = isIP(network) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(network) === 0 || isIP(network) !== isIP(host) || !/^\d+$/.test(bits)) return false;
  if (Number(bits) > (family === 'ipv6' ? 128 : 32)) return false;
  const list = new BlockList();
  list.addSubnet(network, Number(bits), family);
  return list.check(host, family);
}

/** The URL of a proxy, with `http://` where nothing is said. @throws AutomlError USAGE: not one that we can use */
export function proxyOf(text: string, where: string): string {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  const protocol = url?.protocol ?? '';
  // The name of the host goes to the proxy with socks5, too.
  if (url !== null && protocol === 'socks5h:') return url.href.replace('socks5h:', 'socks5:');
  if (url !== null && ['http:', 'https:', 'socks5:'].includes(protocol)) return url.href;
  throw new AutomlError('USAGE', `${where} is not the URL of a proxy: use http://, https:// or socks5://host:port`);
}
