// Where the page of metrics is served: `9745`, `10.0.0.7:9745`, `[::]:9745`.

import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import { parseIp } from '../system/network/ip.ts';

export interface Listen {
  /** An IP address, without brackets. */
  readonly address: string;
  readonly port: number;
}

/** Who sees it otherwise is for the operator to say. */
const LOOPBACK = '127.0.0.1';

/** @throws {ProviderError} USAGE */
export function parseListen(text: string): Listen {
  const [, bracketed, plain = LOOPBACK, digits] =
    /^(?:\[([0-9A-Fa-f:.]+)\]:|([0-9.]+):)?([0-9]{1,5})$/.exec(text) ?? [];
  const address = bracketed ?? plain;
  const port = Number(digits);
  const isAddress = address.includes(':') === (bracketed !== undefined) && parseIp(address) !== undefined;
  if (!isAddress || !(port >= 1 && port <= 65_535)) {
    throw new ProviderError(
      `--metrics-listen: expected a port, or an IP address with a port, got ${quote(text)}`,
      { code: 'USAGE', hint: 'for instance --metrics-listen 9745, or --metrics-listen 10.0.0.7:9745' },
    );
  }
  return { address, port };
}

export function urlOf({ address, port }: Listen): string {
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
}
