// Chainguard's security token service, over HTTP/1.1.
// https://github.com/chainguard-dev/sdk/blob/main/sts/sts.go
import { signingKeyOf, signJwt } from '../jwt.ts';
import { type Answer, bearerOf, json, jsonOf, type ServiceDefinition } from '../service.ts';
import { isOf, judge, type RegistriesConfig, secondsOf } from './config.ts';

const STATUS: Readonly<Record<number, number>> = { 3: 400, 5: 404, 7: 403, 8: 429, 14: 503, 16: 401 };

export const chainguard = (config: RegistriesConfig): ServiceDefinition => ({
  name: 'chainguard',
  hosts: /^issuer\.enforce\.dev$/,
  ...(config.now && { now: config.now }),
  throttled: () => refuse(8, 'too many requests'),
  failing: (status) => json(status, { code: 13, message: 'internal', details: [] }),
  refusing: (status, code, message) => json(status, { code: Number(code), message, details: [] }),
  async answer(request) {
    if (request.path !== '/sts/exchange') return refuse(5, 'Not Found');
    if (request.method !== 'POST') return json(501, { code: 12, message: 'Method Not Allowed' });
    const token = bearerOf(request);
    if (token === undefined) return refuse(16, 'missing bearer token');
    const { aud, identity, ...others } = jsonOf(request) ?? {};
    if (JSON.stringify(aud) !== '["cgr.dev"]' || Object.keys(others).length > 0) {
      return refuse(3, 'invalid audience');
    }
    const { claims, problem } = await judge(token, config);
    if (problem !== undefined) return refuse(16, `unable to verify token: ${problem}`);
    const identities = config.chainguard?.identities ?? {};
    const [uidp] =
      identity === undefined
        ? (Object.entries(identities).find(([, trusted]) => isOf(claims, trusted)) ?? [])
        : [String(identity)];
    const trusted = uidp === undefined ? undefined : identities[uidp];
    if (trusted === undefined) return refuse(5, 'identity not found');
    if (!isOf(claims, trusted)) return refuse(7, 'token does not match the identity');
    const iat = secondsOf(config);
    return json(200, {
      token: signJwt(signingKeyOf('chainguard'), {
        iat,
        exp: iat + 3600,
        aud,
        sub: uidp,
        secret: config.secret,
      }),
    });
  },
});

const refuse = (code: number, message: string): Answer =>
  json(STATUS[code] ?? 500, { code, message, details: [] });
