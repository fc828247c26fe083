// A request as it is written, whole, to a connection.
// https://www.rfc-editor.org/rfc/rfc9112#section-3

interface Written {
  readonly method: string;
  /** The request's target: a path, or a whole URL. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
}

const NOTHING = new Uint8Array();

/** https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

/**
 * Headers in Latin-1, as HTTP has them.
 * @throws an error with a code of Node's for whatever would end a line, or is no character of a header's
 */
export function requestBytes({ method, path, headers, body }: Written): Buffer {
  const isSound =
    TOKEN.test(method) &&
    /^[!-~]+$/.test(path) &&
    Object.entries(headers).every(([name, value]) => TOKEN.test(name) && isValue(value));
  if (!isSound) {
    throw Object.assign(new TypeError('a character that no request has'), { code: 'ERR_INVALID_CHAR' });
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1');
  return Buffer.concat([head, typeof body === 'string' ? Buffer.from(body) : (body ?? NOTHING)]);
}

/** Tabs, and whatever in Latin-1 is no control character. */
function isValue(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if ((code < 0x20 && code !== 0x09) || code === 0x7f || code > 0xff) return false;
  }
  return true;
}
