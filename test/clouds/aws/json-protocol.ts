// AWS JSON 1.1, in which ECR speaks: one operation per X-Amz-Target, errors as `__type` and `message`.
// https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
import { type Answer, jsonOf, type ReceivedRequest } from '../service.ts';
import type { Accounts, Action, Principal } from './accounts.ts';
import { type SignatureProblem, verifySignature } from './signature.ts';

const CONTENT_TYPE = 'application/x-amz-json-1.1';

export const jsonAnswer = (status: number, body: unknown, headers: Answer['headers'] = {}): Answer => ({
  status,
  headers: { 'content-type': CONTENT_TYPE, ...headers },
  body: JSON.stringify(body),
});

export const jsonError = (type: string, message: string, status = 400): Answer =>
  jsonAnswer(status, { __type: type, message });

/** For a service definition. */
export const TROUBLE = {
  throttled: (): Answer => jsonError('ThrottlingException', 'Rate exceeded'),
  failing: (status: number): Answer =>
    status === 500
      ? jsonError('ServerException', 'Internal server error', status)
      : jsonError('ServiceUnavailableException', 'Service unavailable', status),
  refusing: (status: number, code: string, message: string): Answer => jsonError(code, message, status),
};

const CODES: Readonly<Record<SignatureProblem, string>> = {
  missing: 'MissingAuthenticationTokenException',
  incomplete: 'IncompleteSignatureException',
  unknownKey: 'UnrecognizedClientException',
  wrongScope: 'InvalidSignatureException',
  expired: 'InvalidSignatureException',
  notYetValid: 'InvalidSignatureException',
  mismatch: 'InvalidSignatureException',
  expiredSession: 'ExpiredTokenException',
};

export interface Call {
  readonly input: Readonly<Record<string, unknown>>;
  readonly principal: Principal;
  /** Which the signature is for. */
  readonly region: string;
}

export interface Operation {
  readonly target: string;
  /** The name in signatures. */
  readonly service: string;
  /** The region that the host name tells; undefined: an endpoint of another name. */
  readonly regionOf: (host: string) => string | undefined;
  /** All of which the principal needs. */
  readonly actions: readonly Action[];
}

/** A call of the operation that its caller may make, or the error. */
export function authorise(request: ReceivedRequest, accounts: Accounts, operation: Operation): Call | Answer {
  if (request.method !== 'POST' || request.headers['x-amz-target'] !== operation.target) {
    return jsonAnswer(400, { __type: 'UnknownOperationException' });
  }
  if (request.headers['content-type'] !== CONTENT_TYPE) {
    return jsonAnswer(404, { __type: 'UnknownOperationException' });
  }
  const input = jsonOf(request);
  if (input === undefined) return jsonError('SerializationException', '');
  const verdict = verifySignature(request, {
    service: operation.service,
    region: operation.regionOf(request.host),
    now: accounts.now(),
    findKey: accounts.findKey,
  });
  if (verdict.problem !== undefined) return jsonError(CODES[verdict.problem], verdict.message);
  const { principal } = verdict.key;
  const missing = operation.actions.find((action) => !principal.allows.includes(action));
  if (missing !== undefined) {
    const message = `User: ${principal.arn} is not authorized to perform: ${missing} on resource: * because no identity-based policy allows the ${missing} action`;
    return jsonError('AccessDeniedException', message);
  }
  return { input, principal, region: verdict.region };
}

export const isAnswer = (result: Call | Answer): result is Answer => 'status' in result;
