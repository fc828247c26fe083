// What becomes of a file that somebody has edited in a hurry, a disk has torn, or another program has written.

export const DAMAGES: readonly (readonly [name: string, damage: (bytes: Buffer) => Buffer])[] = [
  ['a word at its end', (bytes) => Buffer.concat([bytes, Buffer.from('oops\n')])],
  ['a brace at its end', (bytes) => Buffer.concat([bytes, Buffer.from('}\n')])],
  ['its second half gone', (bytes) => bytes.subarray(0, bytes.length >> 1)],
  ['nothing in it', () => Buffer.alloc(0)],
  ['all of it twice', (bytes) => Buffer.concat([bytes, bytes])],
  ['a second document', (bytes) => Buffer.concat([bytes, Buffer.from('---\na: 1\n')])],
  ['zeros in the place of its bytes', (bytes) => Buffer.alloc(bytes.length)],
  ['a zero in its middle', (bytes) => withByte(bytes, 0)],
  ['a byte that is no text', (bytes) => withByte(bytes, 0xff)],
  ['a byte order mark', (bytes) => Buffer.concat([Buffer.from('\ufeff'), bytes])],
  ['UTF-16', (bytes) => Buffer.from(`\ufeff${bytes.toString('utf8')}`, 'utf16le')],
  ['bytes of a program', () => Buffer.from('7f454c4602010100ff00fe8081', 'hex')],
  ['two megabytes of one letter', () => Buffer.alloc(2 * 1024 * 1024, 'a')],
  ['a list', () => Buffer.from('[1, {"toString": 1}, null]\n')],
  ['null', () => Buffer.from('null\n')],
  ['a text', () => Buffer.from('"text"\n')],
  ['another object', () => Buffer.from('{"toString": 1, "items": 5, "providers": {"a": 1}}\n')],
  ['fields of other kinds', () => Buffer.from('format: 1\nproviders: [5, null, [a]]\nrules: {a: b}\n')],
  ['an alias of nothing', () => Buffer.from('providers: *nothing\n')],
  ['aliases of aliases', () => Buffer.from(BOMB)],
  ['a tag', () => Buffer.from('!!binary |\n  AAAA\n')],
  ['depth', () => Buffer.from('['.repeat(20_000))],
];

const BOMB = `a: &a [x, x, x, x, x, x, x, x, x]\n${[...'bcdefghi']
  .map((name, index) => {
    const before = [...'abcdefgh'][index];
    return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`;
  })
  .join('\n')}\nproviders: *i\nkubelet-arg: *i\n`;

function withByte(bytes: Buffer, byte: number): Buffer {
  const at = bytes.length >> 1;
  return Buffer.concat([bytes.subarray(0, at), Buffer.from([byte]), bytes.subarray(at)]);
}
