// The IAM Service Account Credentials API: access tokens of service accounts for who may make them, also through a
// chain of delegates.
// https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/generateAccessToken
import { type Answer, bearerOf, json, jsonOf, type ServiceDefinition } from '../service.ts';
import { apiError, apiTrouble } from './api-error.ts';
import { CLOUD_PLATFORM, type GoogleConfig, memberOf, type Tokens } from './identities.ts';

const PATH = /^\/v1\/projects\/-\/serviceAccounts\/([^/:]+):generateAccessToken$/;
const DELEGATE = /^projects\/-\/serviceAccounts\/([^/]+)$/;
const DEFAULT_LIFETIME = '3600s';
const MAXIMUM_SECONDS = 3600;

export const iamCredentials = ({ accounts }: GoogleConfig, tokens: Tokens): ServiceDefinition => {
  /** Whether each of the chain may make tokens for the next. */
  const mayAct = (chain: readonly string[]): boolean =>
    chain.slice(1).every((email, index) => {
      const { tokenCreators = [] } = accounts.find((account) => account.email === email) ?? {};
      return (
        tokenCreators.includes(chain[index] ?? '') || tokenCreators.includes(memberOf(chain[index] ?? ''))
      );
    });

  const generate = (email: string, caller: string, input: Readonly<Record<string, unknown>>): Answer => {
    const { scope, lifetime = DEFAULT_LIFETIME, delegates = [] } = input;
    if (!Array.isArray(scope) || scope.length === 0) {
      return apiError(400, 'Request contains an invalid argument: scope is required.');
    }
    const [, seconds] = /^(\d+)s$/.exec(String(lifetime)) ?? [];
    if (seconds === undefined || Number(seconds) === 0 || Number(seconds) > MAXIMUM_SECONDS) {
      return apiError(400, `The access token lifetime cannot exceed ${MAXIMUM_SECONDS} seconds.`);
    }
    const between = (delegates as readonly string[]).map((name) => DELEGATE.exec(name)?.[1]);
    if (between.includes(undefined)) return apiError(400, 'Invalid form of a delegate.');
    if (!mayAct([caller, ...(between as string[]), email])) {
      return apiError(
        403,
        "Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist).",
        'IAM_PERMISSION_DENIED',
      );
    }
    const accessToken = tokens.give(memberOf(email), scope as string[], Number(seconds));
    const expireTime = new Date(tokens.now().getTime() + Number(seconds) * 1000);
    return json(200, { accessToken, expireTime: expireTime.toISOString().replace(/\.\d+/, '') });
  };

  return {
    name: 'iamcredentials',
    hosts: /^iamcredentials\.googleapis\.com$/,
    ...apiTrouble,
    answer(request) {
      const [, email] = PATH.exec(request.path) ?? [];
      if (request.method !== 'POST' || email === undefined) return apiError(404, 'Method not found.');
      const caller = tokens.read(bearerOf(request));
      if (caller === undefined) {
        return apiError(
          401,
          'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
          'ACCESS_TOKEN_TYPE_UNSUPPORTED',
        );
      }
      if (
        !caller.scopes.some(
          (scope) => scope === CLOUD_PLATFORM || scope === 'https://www.googleapis.com/auth/iam',
        )
      ) {
        return apiError(
          403,
          'Request had insufficient authentication scopes.',
          'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
        );
      }
      const input = jsonOf(request);
      return input === undefined
        ? apiError(400, 'Invalid JSON payload received.')
        : generate(decodeURIComponent(email), caller.member, input);
    },
  };
};
