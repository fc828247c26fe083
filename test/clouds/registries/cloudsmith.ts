// Cloudsmith's OpenID Connect: a token of a service account there, for two hours.
// https://docs.cloudsmith.com/api/openid/create
import { signingKeyOf, signJwt } from '../jwt.ts';
import { type Answer, json, jsonOf, type ServiceDefinition } from '../service.ts';
import { isOf, judge, type RegistriesConfig, secondsOf } from './config.ts';

export const cloudsmith = (config: RegistriesConfig): ServiceDefinition => ({
  name: 'cloudsmith',
  hosts: /^api\.cloudsmith\.io$/,
  ...(config.now && { now: config.now }),
  throttled: () => refuse(429, 'Request was throttled.'),
  failing: (status) => refuse(status, 'Server error.'),
  refusing: (status, _code, message) => refuse(status, message),
  async answer(request) {
    const [, organization] = /^\/openid\/([A-Za-z0-9_-]+)\/$/.exec(request.path) ?? [];
    const settings = config.cloudsmith?.organizations[organization ?? ''];
    if (settings === undefined) return refuse(404, 'Not found.');
    if (request.method !== 'POST') return refuse(405, 'Method not allowed.');
    const { oidc_token: token, service_slug: service, ...others } = jsonOf(request) ?? {};
    const isWhole = typeof token === 'string' && typeof service === 'string';
    if (!isWhole || Object.keys(others).length > 0 || request.headers.authorization !== undefined) {
      return refuse(422, 'Missing or invalid parameters.');
    }
    const { claims, problem } = await judge(token, config);
    const fitting = settings.filter((setting) => isOf(claims, setting));
    if (problem !== undefined || fitting.length === 0) {
      return refuse(401, 'OIDC token cannot be authenticated.');
    }
    if (!fitting.some(({ services }) => services.includes(service))) {
      return refuse(400, 'The JWT cannot be created.');
    }
    const iat = secondsOf(config);
    return json(201, {
      token: signJwt(signingKeyOf('cloudsmith'), { iat, exp: iat + 7200, service, secret: config.secret }),
    });
  },
});

const refuse = (status: number, detail: string): Answer => json(status, { detail });
