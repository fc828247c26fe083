// Node's own parser of HTTP, llhttp, as strict as node:http has it, without the client around it: that takes longer to
// load and to run for the first time than the rest of a pull.
// docs/decisions/0018-nodes-parser-without-its-client.md
// https://github.com/nodejs/node/blob/v24.21.0/src/node_http_parser.cc

import { MAX_HEADER_BYTES } from './limits.ts';

/** As `node:_http_common` has it; its numbers name the functions that it calls. */
export interface ParserClass {
  new (): Parser;
  readonly RESPONSE: number;
  readonly kLenientNone: number;
  readonly kOnMessageBegin: number;
  readonly kOnHeaders: number;
  readonly kOnHeadersComplete: number;
  readonly kOnBody: number;
  readonly kOnMessageComplete: number;
}

interface Parser {
  initialize(kind: number, resource: object, maxHeaderBytes: number, lenience: number): void;
  /** How many bytes it has parsed, or what is wrong with them. */
  execute(bytes: Uint8Array): number | Error;
  /** At the end of the connection: what is wrong with an answer that ends so. */
  finish(): Error | undefined;
  [event: number]: (...of: never[]) => unknown;
}

/** What it is told at the end of the headers. */
export const BODY_FOLLOWS = 0;
export const NO_BODY = 1;
/** It parses no byte behind them. */
export const NO_MORE_HTTP = 2;

/** Whether another answer follows, to the same request. 101 is the last one in HTTP. */
export function isPreliminary(status: number): boolean {
  return status >= 100 && status <= 199 && status !== 101;
}

export async function loadParser(): Promise<ParserClass> {
  // @ts-expect-error Node's types leave it out.
  const { HTTPParser } = await import('node:_http_common');
  return HTTPParser;
}

/** For the answers on one connection. */
export function createParser(ParserClass: ParserClass): Parser {
  const parser = new ParserClass();
  parser.initialize(ParserClass.RESPONSE, {}, MAX_HEADER_BYTES, ParserClass.kLenientNone);
  return parser;
}
