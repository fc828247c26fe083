// IP addresses as bytes, and the ranges that no proxy stands before. Texts mean what they mean to Go's net/netip.

/** 16 bytes; an IPv4 address is the mapped one, `::ffff:a.b.c.d`. */
export type IpAddress = Uint8Array;

interface IpRange {
  readonly network: IpAddress;
  /** Of the 128 bits, how many count. */
  readonly bits: number;
}

/** The address; undefined when the text is none. No brackets, no zone, no octet with a leading zero. */
export function parseIp(text: string): IpAddress | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

function parseIpv4(text: string): IpAddress | undefined {
  const octets = parseOctets(text);
  return octets && Uint8Array.from([...Array(10).fill(0), 0xff, 0xff, ...octets]);
}

function parseOctets(text: string): number[] | undefined {
  const octets = text.split('.');
  const valid = octets.every((octet) => /^(?:0|[1-9][0-9]{0,2})$/.test(octet) && Number(octet) <= 255);
  return valid && octets.length === 4 ? octets.map(Number) : undefined;
}

function parseIpv6(text: string): IpAddress | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half, index) => parseGroups(half, index === halves.length - 1));
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  if (tail === undefined) return head.length === 16 ? Uint8Array.from(head) : undefined;
  const zeros = 16 - head.length - tail.length;
  return zeros < 2 ? undefined : Uint8Array.from([...head, ...Array(zeros).fill(0), ...tail]);
}

/** The bytes of groups between colons; the last may be an IPv4 address where the text ends with it. */
function parseGroups(text: string, isEnd: boolean): number[] | undefined {
  if (text === '') return [];
  const groups = text.split(':');
  const bytes: number[] = [];
  for (const [index, group] of groups.entries()) {
    if (/^[0-9A-Fa-f]{1,4}$/.test(group)) {
      const value = Number.parseInt(group, 16);
      bytes.push(value >> 8, value & 0xff);
      continue;
    }
    const octets = isEnd && index === groups.length - 1 ? parseOctets(group) : undefined;
    if (octets === undefined) return undefined;
    bytes.push(...octets);
  }
  return bytes;
}

/** `10.0.0.0/8`, `fd00::/8`; undefined when the text is no such range. Bits of the host part are dropped. */
export function parseRange(text: string): IpRange | undefined {
  const slash = text.indexOf('/');
  const length = text.slice(slash + 1);
  const address = slash === -1 ? undefined : parseIp(text.slice(0, slash));
  if (address === undefined || !/^[0-9]{1,9}$/.test(length)) return undefined;
  const bits = Number(length) + (text.slice(0, slash).includes(':') ? 0 : 96);
  if (bits > 128) return undefined;
  return { network: address.map((byte, index) => byte & maskOf(bits, index)), bits };
}

function maskOf(bits: number, index: number): number {
  return 0xff & ~(0xff >> Math.min(8, Math.max(0, bits - index * 8)));
}

/** Whether the range holds the address. One of IPv6 never holds an IPv4 address, unless it is a mapped one. */
export function rangeHolds({ network, bits }: IpRange, address: IpAddress): boolean {
  return (
    isIpv4(network) === isIpv4(address) &&
    address.every((byte, index) => (byte & maskOf(bits, index)) === network[index])
  );
}

function isIpv4(address: IpAddress): boolean {
  return address.slice(0, 10).every((byte) => byte === 0) && address[10] === 0xff && address[11] === 0xff;
}

export function isLoopback(address: IpAddress): boolean {
  return holdsAny(LOOPBACK, address);
}

/** Addresses of the node's own link, where the clouds' metadata services are. */
export function isLinkLocal(address: IpAddress): boolean {
  return holdsAny(LINK_LOCAL, address);
}

// As texts: to take them apart at every start costs more than at every use.
const LOOPBACK = ['127.0.0.0/8', '::1/128'];
// fd00:ec2::/32 is where Amazon's metadata services listen on IPv6; no more local than that by its number.
const LINK_LOCAL = ['169.254.0.0/16', 'fe80::/10', 'fd00:ec2::/32'];

function holdsAny(ranges: readonly string[], address: IpAddress): boolean {
  return ranges.some((text) => rangeHolds(parseRange(text) as IpRange, address));
}
