// One answer from a connection, within the limits of headers and body.
// https://www.rfc-editor.org/rfc/rfc9112

import { TryError } from './failures.ts';
import { BODY_FOLLOWS, createParser, isPreliminary, NO_BODY, type ParserClass } from './http-parser.ts';
import { MAX_ANSWER_BYTES, MAX_BODY_BYTES } from './limits.ts';
import { closedEarly, type Wire } from './wire.ts';

export interface AnswerHead {
  readonly status: number;
  /** Names and values in turn. */
  readonly headers: readonly string[];
}

interface Answer extends AnswerHead {
  readonly body: Buffer;
  /** Whether the connection may be used for another request. */
  readonly isReusable: boolean;
}

const NO_ROOM = Buffer.alloc(0);

/**
 * Sends a request and reads its answer.
 * @param asked `head`: told of the answer's head; what it throws ends the connection and is thrown here
 * @throws what `head` throws, a TryError, or whatever ended the connection
 */
export function readAnswer(
  Parser: ParserClass,
  wire: Wire,
  asked: {
    readonly request: Uint8Array;
    readonly isHead: boolean;
    readonly head: (head: AnswerHead) => void;
  },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const parser = createParser(Parser);
    let headers: string[] = [];
    let head: AnswerHead | undefined;
    let isKept = false;
    // Of parts as small as the peer likes, each would be an object that is larger than what it holds.
    let room = NO_ROOM;
    let length = 0;
    let received = 0;
    let state: 'reading' | 'complete' | 'over' = 'reading';

    // None of these may throw: it would be through the parser.
    parser[Parser.kOnMessageBegin] = () => {
      headers = [];
      // Nothing was asked that this could be the answer to.
      if (state === 'complete') isKept = false;
    };
    // Of many headers, a part of them; after the body, its trailers.
    parser[Parser.kOnHeaders] = (more: readonly string[]) => {
      headers.push(...more);
    };
    parser[Parser.kOnHeadersComplete] = (
      _major: number,
      _minor: number,
      rest: readonly string[] | undefined,
      _method: unknown,
      _url: unknown,
      status: number,
      _reason: string,
      _upgrade: boolean,
      keepAlive: boolean,
    ) => {
      if (state !== 'reading' || isPreliminary(status)) return NO_BODY;
      if (status === 101) {
        fail(closedEarly());
        return NO_BODY;
      }
      isKept = keepAlive;
      // A copy: trailers are no headers.
      head = { status, headers: [...headers, ...(rest ?? [])] };
      try {
        asked.head(head);
      } catch (error) {
        fail(error);
      }
      return asked.isHead ? NO_BODY : BODY_FOLLOWS;
    };
    parser[Parser.kOnBody] = (part: Buffer) => {
      if (state !== 'reading') return;
      const end = length + part.length;
      if (end > MAX_BODY_BYTES) return fail(new TryError({ kind: 'tooLarge' }));
      if (end > room.length) room = Buffer.concat([room], Math.max(end, 2 * room.length));
      room.set(part, length);
      length = end;
    };
    parser[Parser.kOnMessageComplete] = () => {
      if (state === 'reading' && head !== undefined) state = 'complete';
    };

    wire.listen({
      bytes(bytes) {
        received += bytes.length;
        if (received > MAX_ANSWER_BYTES) return fail(new TryError({ kind: 'tooLarge' }));
        const parsed = parser.execute(bytes);
        settle(parsed === bytes.length ? undefined : parsed instanceof Error ? parsed : closedEarly());
      },
      end() {
        isKept = false;
        // What it takes for the end of an answer completes it, and nothing else does.
        settle((head !== undefined && parser.finish()) || closedEarly());
      },
      failed: fail,
    });
    wire.write(asked.request);

    function settle(problem: Error | undefined): void {
      if (state === 'complete' && head !== undefined) {
        state = 'over';
        const isReusable = isKept && problem === undefined && wire.isSent;
        resolve({ ...head, body: room.subarray(0, length), isReusable });
      } else if (problem !== undefined) {
        fail(problem);
      }
    }

    function fail(error: unknown): void {
      if (state === 'over') return;
      state = 'over';
      wire.close();
      // A lost connection and a malformed chunk look the same once there is an answer.
      reject(head === undefined || error instanceof TryError ? error : new TryError({ kind: 'torn' }));
    }
  });
}
