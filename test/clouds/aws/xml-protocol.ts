// The answers of STS: XML, in the query protocol.
import { randomUUID } from 'node:crypto';
import type { Answer } from '../service.ts';

export const VERSION = '2011-06-15';
const NAMESPACE = `https://sts.amazonaws.com/doc/${VERSION}/`;

export interface Tree {
  readonly [element: string]: string | Tree;
}

export const success = (action: string, result: Tree): Answer =>
  xmlAnswer(200, {
    [`${action}Response`]: { [`${action}Result`]: result, ResponseMetadata: { RequestId: randomUUID() } },
  });

export const error = (code: string, message: string, status: number): Answer =>
  xmlAnswer(status, {
    ErrorResponse: {
      Error: { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message },
      RequestId: randomUUID(),
    },
  });

function xmlAnswer(status: number, tree: Tree): Answer {
  const body = toXml(tree).replace('>', ` xmlns="${NAMESPACE}">`);
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

const toXml = (tree: Tree): string =>
  Object.entries(tree)
    .map(
      ([name, content]) =>
        `<${name}>${typeof content === 'string' ? escapeXml(content) : toXml(content)}</${name}>`,
    )
    .join('');

const escapeXml = (text: string): string =>
  text.replace(/[&<>]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[char] as string);
