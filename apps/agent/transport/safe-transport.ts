import { BlockList, isIP } from 'node:net';
import { AgentError } from '../agent-error.ts';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/**
 * Refuses plain http to another machine. Requests and commands are signed, but the enrolment is what they rest on: whoever
 * reads it has the token, and whoever changes it gives the device a key of their own, which then commands it as root.
 *
 * @throws AgentError usage
 */
export function requireSafeTransport(server: string, allowHttp: boolean): void {
  const url = URL.parse(server);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new AgentError('usage', `--server takes an address that begins with https://, not "${server}".`);
  if (url.protocol === 'https:' || allowHttp || isThisMachine(url.hostname.replace(/^\[|\]$/g, ''))) return;
  throw new AgentError(
    'usage',
    `${server} is reached without TLS: somebody in between could take this device over. Use https, or --allow-http on a network that you trust.`,
  );
}

function isThisMachine(host: string): boolean {
  const family = isIP(host);
  return family === 0 ? host === 'localhost' : LOOPBACK.check(host, family === 6 ? 'ipv6' : 'ipv4');
}
