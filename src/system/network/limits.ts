// How long each step of a request may take, and how often it is tried. A run has 45 s unless configured otherwise,
// and several requests to make in them.

/** Milliseconds. */
export interface Limits {
  /** Until there is a connection: name resolution, TCP, the proxy's tunnel and TLS together. */
  readonly connect: number;
  /** From there to the end of the answer's headers. */
  readonly answer: number;
  /** One try, from its start to the end of the body. */
  readonly total: number;
}

/**
 * A metadata service is on the node or its link: it connects at once or there is none. Its answer may take a
 * while, since the service asks the cloud itself.
 */
export const LIMITS: Readonly<Record<'service' | 'metadata', Limits>> = {
  service: { connect: 5_000, answer: 10_000, total: 18_000 },
  metadata: { connect: 1_000, answer: 5_000, total: 7_000 },
};

/** Of one request, the first included. */
export const MAX_TRIES = 3;

/** Further tries of all requests of a run together: a cloud that is down must not cost each step three tries. */
export const MAX_FURTHER_TRIES = 5;

/**
 * A further try starts at most this long after the request's first, and before a third of the time is over that was
 * left then, whatever the service has asked for: other processes wait for half of their time for this one's answer
 * and then ask by themselves, which a service that wants to be left alone must not see. What it has asked for beyond
 * that is for the cache to remember.
 */
export const RETRY_WINDOW_MS = 15_000;
export const RETRY_WINDOW_SHARE = 1 / 3;

/** What must be left of the run for a try to be worth its start. */
export const LEAST_TRY_MS = 1_000;

export const BACKOFF_BASE_MS = 150;
export const BACKOFF_CAP_MS = 3_000;

/** Of a body, and of an answer's headers. */
export const MAX_BODY_BYTES = 1024 * 1024;
export const MAX_HEADER_BYTES = 16 * 1024;
/** Of all that comes until an answer is complete: preliminary answers, headers, and a body with what divides it into chunks. */
export const MAX_ANSWER_BYTES = 4 * MAX_BODY_BYTES;
