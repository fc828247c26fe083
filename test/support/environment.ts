// Environment variables of this process while it tests: SDKs read them.
import type { TestEnd } from './test-end.ts';

const CLOUDS = /^(AWS|AZURE|GOOGLE|GCE|GCLOUD|CLOUDSDK|IDENTITY|IMDS|MSI|METADATA)_/;
const PROXIES = /^(https?|all|no)_proxy$/i;

/** No SDK in this process finds the developer's clouds, proxies or a real metadata service from here on. */
export function scrubCloudEnvironment(): void {
  for (const name of Object.keys(process.env)) {
    if (CLOUDS.test(name) || PROXIES.test(name)) delete process.env[name];
  }
  const nowhere = '127.0.0.1:1';
  Object.assign(process.env, {
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_SERVICE_ENDPOINT: `http://${nowhere}`,
    AZURE_POD_IDENTITY_AUTHORITY_HOST: `http://${nowhere}`,
    GCE_METADATA_HOST: nowhere,
  });
}

/** For the length of a test. */
export function setEnvironment(context: TestEnd, variables: Readonly<Record<string, string>>): void {
  const before = { ...process.env };
  context.after(() => {
    for (const name of Object.keys(variables)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  });
  Object.assign(process.env, variables);
}
