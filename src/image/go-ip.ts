// Which texts are IPv6 addresses to Go's net/netip.ParseAddr, the judge of what stands between "[" and "]".

/** Whether the text is an IPv6 address, with an IPv4 tail or a zone (`%eth0`) if it has them. */
export function isIpv6(text: string): boolean {
  const percent = text.indexOf('%');
  if (percent !== -1 && percent === text.length - 1) return false;
  const address = percent === -1 ? text : text.slice(0, percent);

  const halves = address.split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const tail = halves.at(-1) === '' ? undefined : groups.at(-1);
  const tailIsIpv4 = tail?.includes('.') === true;
  if (tailIsIpv4 && (!address.includes(':') || !isIpv4(tail))) return false;

  const hex = tailIsIpv4 ? groups.slice(0, -1) : groups;
  if (!hex.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false;
  const count = hex.length + (tailIsIpv4 ? 2 : 0);
  return halves.length === 1 ? count === 8 : halves.length === 2 && count <= 7;
}

function isIpv4(text: string): boolean {
  const octets = text.split('.');
  return (
    octets.length === 4 &&
    octets.every((octet) => /^(?:0|[1-9][0-9]{0,2})$/.test(octet) && Number(octet) <= 255)
  );
}
