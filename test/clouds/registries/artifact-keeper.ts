// Artifact Keeper's exchange for CI jobs and Pods.
// https://github.com/artifact-keeper/artifact-keeper-kubelet-provider
import { audiencesOf, fits } from '../oidc.ts';
import { type Answer, bearerOf, json, jsonOf, type ServiceDefinition } from '../service.ts';
import { judge, type RegistriesConfig } from './config.ts';

export const artifactKeeper = (config: RegistriesConfig): ServiceDefinition => ({
  name: 'artifact-keeper',
  hosts: /^artifacts\.corp\.example$/,
  ...(config.now && { now: config.now }),
  throttled: () => refuse(429, 'RATE_LIMITED', 'Too many requests'),
  failing: (status) => refuse(status, 'INTERNAL', 'Internal server error'),
  refusing: refuse,
  async answer(request) {
    if (request.path !== '/api/v1/auth/ci/token') return refuse(404, 'NOT_FOUND', 'Not found');
    if (request.method !== 'POST') return refuse(405, 'METHOD_NOT_ALLOWED', 'Method not allowed');
    const token = bearerOf(request);
    if (token === undefined) return refuse(401, 'AUTHENTICATION', 'Missing bearer token');
    const { provider_id: id, ...others } = jsonOf(request) ?? {};
    if (Object.keys(others).length > 0) return refuse(400, 'VALIDATION', 'Unknown field');
    const { claims, problem } = await judge(token, config);
    const providers = (config.artifactKeeper?.providers ?? []).filter(
      (each) => each.issuer === claims.iss && (id === undefined || each.id === id),
    );
    const [provider, ...more] = providers;
    if (provider === undefined) {
      return refuse(404, 'NOT_FOUND', `No enabled CI OIDC provider is configured for issuer ${claims.iss}`);
    }
    if (more.length > 0) {
      const words = `${providers.length} enabled CI OIDC providers are configured for issuer ${claims.iss}; supply provider_id to choose one`;
      return refuse(400, 'VALIDATION', words);
    }
    if (problem !== undefined || !audiencesOf(claims).includes(provider.audience)) {
      return refuse(401, 'AUTHENTICATION', `CI JWT validation failed: ${problem ?? 'InvalidAudience'}`);
    }
    if (provider.subjects.length === 0) {
      return refuse(401, 'AUTHENTICATION', 'No CI OIDC identity mappings configured for this provider');
    }
    if (!provider.subjects.some((subject) => fits(subject, String(claims.sub)))) {
      return refuse(401, 'AUTHENTICATION', 'CI JWT did not match any identity mapping');
    }
    return json(200, {
      access_token: `ak-${config.secret ?? ''}-${provider.id}`,
      expires_in: provider.lifeSeconds ?? 900,
      token_type: 'Bearer',
      username: provider.username ?? 'ci-0f3a9c21',
    });
  },
});

function refuse(status: number, error: string, message: string): Answer {
  return json(status, { error, message });
}
