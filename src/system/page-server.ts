// Serves one page by HTTP, to a few clients at once that may be anybody: nothing of what they send is read but the first
// line and the headers, and none of them can hold a connection, or keep others from having one.
// https://nodejs.org/api/http.html#class-httpserver

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

interface PageOptions {
  /** An IP address. */
  readonly address: string;
  readonly port: number;
  /** Where the page is: `/metrics`. */
  readonly path: string;
  readonly contentType: string;
  readonly page: () => string;
  readonly lifeMs?: number;
}

export interface PageServer {
  /** Resolves when the port is free again. */
  readonly close: () => Promise<void>;
}

const MAX_CONNECTIONS = 16;
const MAX_HEADER_BYTES = 8 * 1024;
/** For a request to arrive, and for an answer to be taken. */
const TIMEOUT_MS = 5_000;
/** Of a connection, however busy: a client that takes a few bytes at a time is busy all the while. */
const LIFE_MS = 2 * TIMEOUT_MS;

/** @throws the system's error, when it cannot listen there */
export async function servePage(options: PageOptions): Promise<PageServer> {
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: TIMEOUT_MS,
      requestTimeout: TIMEOUT_MS,
      connectionsCheckingInterval: 1_000,
      keepAlive: false,
    },
    (request, response) => answer(request, response, options),
  );
  server.setTimeout(TIMEOUT_MS, (socket) => socket.destroy());
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    const timer = setTimeout(() => socket.destroy(), options.lifeMs ?? LIFE_MS);
    socket.once('close', () => {
      clearTimeout(timer);
      open.delete(socket);
    });
    endOldest(open, MAX_CONNECTIONS - 1);
    open.add(socket);
  });
  // What is no request gets no answer.
  server.on('clientError', (_, socket) => socket.destroy());
  await listen(server, options);
  return { close: () => close(server) };
}

/** Who asks for the page has it within milliseconds; who only holds a connection loses it to who comes. */
function endOldest(open: Set<Socket>, most: number): void {
  for (const socket of open) {
    if (open.size <= most) return;
    open.delete(socket);
    socket.destroy();
  }
}

function answer(
  { method, url }: IncomingMessage,
  response: ServerResponse,
  { path, contentType, page }: PageOptions,
): void {
  response.shouldKeepAlive = false;
  if (url !== path && !url?.startsWith(`${path}?`)) {
    end(response, 404, `not found; the page is ${path}\n`);
  } else if (method !== 'GET' && method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    end(response, 405, 'only GET and HEAD\n');
  } else {
    answerWith(page, response, contentType);
  }
}

/** What goes wrong ends this answer, and not the process. */
function answerWith(page: () => string, response: ServerResponse, contentType: string): void {
  let text: string;
  try {
    text = page();
  } catch {
    end(response, 500, 'the page could not be made\n');
    return;
  }
  end(response, 200, text, contentType);
}

/** A HEAD gets the same headers; Node leaves the body out. */
function end(response: ServerResponse, status: number, text: string, contentType = 'text/plain'): void {
  const body = Buffer.from(text, 'utf8');
  response.writeHead(status, { 'content-type': contentType, 'content-length': body.length });
  response.end(body);
}

function listen(server: Server, { address: host, port }: PageOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject);
      // Of a connection that could not be accepted: the next one may be.
      server.on('error', () => {});
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
