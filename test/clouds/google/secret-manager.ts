// Google Secret Manager: access to versions of global and regional secrets.
// https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets.versions/access
import { bearerOf, json, type ServiceDefinition } from '../service.ts';
import { apiError, apiTrouble } from './api-error.ts';
import { CLOUD_PLATFORM, type GoogleConfig, type Tokens } from './identities.ts';

const PATH = /^\/v1\/(projects\/[^/]+(?:\/locations\/([^/]+))?\/secrets\/[^/]+)\/versions\/([^/:]+):access$/;

export const secretManager = ({ secrets = [] }: GoogleConfig, tokens: Tokens): ServiceDefinition => ({
  name: 'secretmanager',
  hosts: /^secretmanager\.(?:[a-z0-9-]+\.rep\.)?googleapis\.com$/,
  ...apiTrouble,
  answer(request) {
    const [, name, location, version] = PATH.exec(request.path) ?? [];
    if (request.method !== 'GET' || name === undefined || request.body.length > 0) {
      return apiError(404, 'Method not found.');
    }
    const caller = tokens.read(bearerOf(request));
    if (caller === undefined) {
      return apiError(
        401,
        'Request had invalid authentication credentials.',
        'ACCESS_TOKEN_TYPE_UNSUPPORTED',
      );
    }
    if (!caller.scopes.includes(CLOUD_PLATFORM)) {
      return apiError(
        403,
        'Request had insufficient authentication scopes.',
        'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
      );
    }
    const isRegional = request.host.includes('.rep.') || !request.host.endsWith('googleapis.com');
    const secret = secrets.find((each) => each.name === name);
    if (secret === undefined || (location !== undefined && !isRegional)) {
      return apiError(404, `Secret [${name}] not found or has no versions.`);
    }
    if (!secret.accessors.includes(caller.member)) {
      return apiError(
        403,
        `Permission 'secretmanager.versions.access' denied for resource '${name}/versions/${version}' (or it may not exist).`,
        'IAM_PERMISSION_DENIED',
      );
    }
    const { versions } = secret;
    const number = version === 'latest' ? versions.length : Number(version);
    const found = versions[number - 1];
    if (found === undefined) return apiError(404, `Secret Version [${name}/versions/${version}] not found.`);
    if (found.state !== undefined) {
      const message = `Secret Version [${name}/versions/${number}] is in ${found.state} state.`;
      return json(400, { error: { code: 400, message, status: 'FAILED_PRECONDITION' } });
    }
    const bytes = Buffer.from(found.text);
    return json(200, {
      name: `${name}/versions/${number}`,
      payload: { data: bytes.toString('base64'), dataCrc32c: found.checksum ?? String(crc32c(bytes)) },
    });
  },
});

/** By the polynomial as the standard has it, bit by bit from the other end than what is tested. */
function crc32c(bytes: Uint8Array): bigint {
  const reflect = (value: bigint, width: number): bigint =>
    BigInt(`0b${value.toString(2).padStart(width, '0').split('').reverse().join('')}`);
  let crc = 0xffffffffn;
  for (const byte of bytes) {
    crc ^= reflect(BigInt(byte), 8) << 24n;
    for (let bit = 0; bit < 8; bit += 1) {
      crc = crc & 0x80000000n ? ((crc << 1n) ^ 0x1edc6f41n) & 0xffffffffn : (crc << 1n) & 0xffffffffn;
    }
  }
  return reflect(crc, 32) ^ 0xffffffffn;
}
