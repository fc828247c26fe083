// The `*` in patterns of this program's configuration, such as those of matchServiceAccounts. Image patterns are the kubelet's: src/image/.

/** `*` stands for any characters, also none. Greedy pieces from the left, so that no input takes long. */
export function matchesWildcard(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) {
    return text === first;
  }
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) {
    return false;
  }
  let position = first.length;
  const end = text.length - last.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, position);
    if (found < 0 || found + piece.length > end) {
      return false;
    }
    position = found + piece.length;
  }
  return true;
}
