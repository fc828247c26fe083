// Errors as Google's APIs give them (https://cloud.google.com/apis/design/errors) and as its OAuth endpoints do.
import { type Answer, json } from '../service.ts';

const STATUS = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
} as const;

export const apiError = (code: number, message: string, reason?: string): Answer =>
  json(code, {
    error: {
      code,
      message,
      status: STATUS[code as keyof typeof STATUS] ?? 'UNKNOWN',
      ...(reason && {
        details: [
          { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'iam.googleapis.com' },
        ],
      }),
    },
  });

export const oauthError = (error: string, error_description: string, status = 400): Answer =>
  json(status, { error, error_description });

/** For a service definition: of an API, the code of a refusal is the reason in its details. */
export const apiTrouble = {
  throttled: (): Answer => apiError(429, 'Resource has been exhausted (e.g. check quota).'),
  failing: (status: number): Answer =>
    apiError(
      status,
      status === 503 ? 'The service is currently unavailable.' : 'Internal error encountered.',
    ),
  refusing: (status: number, code: string, message: string): Answer => apiError(status, message, code),
};

export const oauthTrouble = {
  ...apiTrouble,
  refusing: (status: number, code: string, message: string): Answer => oauthError(code, message, status),
};
