// When a cloud says no: from the code that its service documents to one line that says what to do.

import { type ErrorCode, ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';

/** What a code of a service means. Each has a row in docs/errors.md. */
export interface Refusal {
  /** Whose code it is: `ECR`, `STS`, `IMDS`, `Entra`. */
  readonly service: string;
  /** As the service writes it: `AccessDeniedException`, `AADSTS70021`. */
  readonly code: string;
  readonly means: ErrorCode;
  /** What went wrong, as the end of the sentence that names step, place and identity. */
  readonly why: string;
  /** What to do, as an imperative clause without a full stop. */
  readonly hint: string;
}

/** One refusal that has happened. Nothing of it may be secret. */
export interface RefusalEvent {
  /** `GetAuthorizationToken`, `token exchange`. */
  readonly step: string;
  /** Region or host. */
  readonly where: string;
  /** The identity that was refused: an ARN, a client id, `the node's managed identity`. */
  readonly identity: string;
  /** The service's own code, if it sent one. */
  readonly code: string | undefined;
  readonly status: number;
  /** The service's own words, where they are known to hold no secret. */
  readonly message?: string | undefined;
  /** What to do, where the service's words tell more than its code. */
  readonly hint?: string | undefined;
  readonly retryAfterMs?: number | undefined;
}

/** The failure for a refusal: by its code where the table has it, by its status otherwise. */
export function refusalError(table: readonly Refusal[], service: string, event: RefusalEvent): ProviderError {
  const { step, where, identity, code, status, message, retryAfterMs } = event;
  const known = table.find((row) => row.service === service && row.code === code);
  const { means, why, hint } = known ?? byStatus(status);
  const said =
    code === undefined || code === String(status)
      ? `status ${status}`
      : `${quote(code).slice(1, -1)}, status ${status}`;
  const words = message === undefined || message === '' ? '' : `: ${quote(message)}`;
  return new ProviderError(`${step} at ${where} for ${identity}: ${why} (${said})${words}`, {
    code: means,
    hint: event.hint ?? hint,
    retryAfterMs,
  });
}

function byStatus(status: number): Pick<Refusal, 'means' | 'why' | 'hint'> {
  if (status === 429) {
    return {
      means: 'BACKEND_THROTTLED',
      why: 'asked too often',
      hint: 'the kubelet asks again at the next attempt of the pull',
    };
  }
  if (status >= 500) {
    return {
      means: 'BACKEND_UNAVAILABLE',
      why: 'the service failed',
      hint: 'the kubelet asks again at the next attempt of the pull; see whether the service has an outage',
    };
  }
  if (status === 404) {
    return { means: 'BACKEND_NOT_FOUND', why: 'not found', hint: 'correct the name' };
  }
  if (status >= 400) {
    return { means: 'BACKEND_DENIED', why: 'refused', hint: 'see what the service says of this code' };
  }
  return {
    means: 'RESPONSE_INVALID',
    why: 'an answer that is none',
    hint: 'see whether a proxy or a captive portal answers in its place',
  };
}
