// The clouds and token services that stop answering, each with a node that asks it: where it is asked, and what of it goes wrong.

import assert from 'node:assert/strict';
import { createAuthority } from '../../clouds/authority.ts';
import type { AwsConfig } from '../../clouds/aws/accounts.ts';
import { startAws } from '../../clouds/aws.ts';
import { startAzure } from '../../clouds/azure.ts';
import { startGoogle } from '../../clouds/google.ts';
import { TOKEN_PATH } from '../../clouds/registries/token-endpoint.ts';
import { startRegistries } from '../../clouds/registries.ts';
import type { Service } from '../../clouds/service.ts';
import type { TestEnd } from '../../support/test-end.ts';
import { AUDIENCES, IMAGES, podToken, TARGET, TRUST } from '../../unit/backend/exchange/registries.ts';

/** Whom the node trusts. Made once: keys take time. */
export const AUTHORITY = createAuthority();

/** A cloud of which everything works but the service under test, about which a fault decides. */
export interface NodeAtCloud {
  readonly service: Service;
  /** The rule and the environment of a node that asks that service at a URL. */
  readonly at: (url: string) => {
    readonly rule: object;
    readonly env: Readonly<Record<string, string>>;
  };
}

/**
 * Limits and ways differ. `service`: somewhere, over https. `metadata`: on the node's link, over http, with shorter
 * limits. `instance`: the same, and it may well be that there is none.
 */
export type Kind = 'service' | 'metadata' | 'instance';

export interface CloudUnderTest {
  /** As a heading. */
  readonly name: string;
  /** What of it stops answering. */
  readonly asks: string;
  readonly kind: Kind;
  /** It asks nobody else: a network namespace with nobody else in it will do. */
  readonly isAlone: boolean;
  /** Also tried with what makes no difference to any cloud: a fresh credential, and one that has expired. */
  readonly isTriedWhole: boolean;
  readonly image: string;
  /** The Pod's token that the kubelet sends with it. */
  readonly token: string | undefined;
  readonly password: RegExp;
  start(end: TestEnd): Promise<NodeAtCloud>;
}

const ACCOUNT = '123456789012';
export const ECR_HOST = `${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com`;
const USER = `arn:aws:iam::${ACCOUNT}:user/node`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/node`;
const ALLOWS = ['ecr:GetAuthorizationToken'] as const;

export const AWS: AwsConfig = {
  users: [{ arn: USER, accessKeyId: 'AKIANODE', secretAccessKey: 'secret-of-the-node', allows: ALLOWS }],
  roles: [{ arn: ROLE, allows: ALLOWS }],
  instance: { role: ROLE, region: 'eu-west-1' },
  passwords: { [USER]: 'password-of-the-node', [ROLE]: 'password-of-the-node' },
};

const ecr: CloudUnderTest = {
  name: 'Amazon ECR',
  asks: 'the API of ECR; the node has keys',
  kind: 'service',
  isAlone: true,
  isTriedWhole: true,
  image: `${ECR_HOST}/app`,
  token: undefined,
  password: /^password-of-the-node$/,
  async start(end) {
    const aws = await startAws(AWS);
    end.after(() => aws.close());
    return {
      service: aws.services.ecr,
      at: (url) => ({
        rule: { matchImages: [ECR_HOST], ecr: { endpoint: url } },
        env: {
          ...aws.env,
          AWS_ACCESS_KEY_ID: 'AKIANODE',
          AWS_SECRET_ACCESS_KEY: 'secret-of-the-node',
        },
      }),
    };
  },
};

const instance: CloudUnderTest = {
  name: "Amazon's instance metadata",
  asks: 'the metadata service of the instance, which gives the keys; ECR itself answers',
  kind: 'instance',
  isAlone: false,
  isTriedWhole: false,
  image: `${ECR_HOST}/app`,
  token: undefined,
  password: /^password-of-the-node$/,
  async start(end) {
    const aws = await startAws(AWS);
    end.after(() => aws.close());
    return {
      service: aws.services.imds,
      at: (url) => ({
        rule: { matchImages: [ECR_HOST], ecr: { endpoint: aws.urls.ecr } },
        env: { ...aws.env, AWS_EC2_METADATA_SERVICE_ENDPOINT: url },
      }),
    };
  },
};

const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const IDENTITY = '00000000-aaaa-4aaa-8aaa-000000000001';
const LOGIN_SERVER = 'contoso.azurecr.io';

const acr: CloudUnderTest = {
  name: 'Azure Container Registry',
  asks: "the registry's login server; the managed identity's token is given",
  kind: 'service',
  isAlone: false,
  isTriedWhole: false,
  image: `${LOGIN_SERVER}/app`,
  token: undefined,
  password: /^[\w-]+\.[\w-]+\.[\w-]+$/,
  async start(end) {
    const azure = await startAzure({
      tenants: [TENANT],
      identities: [{ clientId: IDENTITY, tenant: TENANT, assigned: 'system' }],
      registries: [{ loginServer: LOGIN_SERVER, tenant: TENANT, pullers: [IDENTITY] }],
    });
    end.after(() => azure.close());
    return {
      service: azure.services.acr,
      at: (url) => ({
        rule: { matchImages: [LOGIN_SERVER], acr: { endpoint: url } },
        env: { AZURE_POD_IDENTITY_AUTHORITY_HOST: azure.urls.imds },
      }),
    };
  },
};

const NODE = 'node@example-project.iam.gserviceaccount.com';

const google: CloudUnderTest = {
  name: 'Google Artifact Registry',
  asks: 'the metadata server of the machine, which gives the token',
  kind: 'metadata',
  isAlone: false,
  isTriedWhole: false,
  image: 'europe-docker.pkg.dev/example-project/team/app',
  token: undefined,
  password: /^ya29\.node$/,
  async start(end) {
    const cloud = await startGoogle({
      projectId: 'example-project',
      accounts: [{ email: NODE, accessToken: 'ya29.node' }],
      machine: { accounts: { default: NODE } },
    });
    end.after(() => cloud.close());
    return {
      service: cloud.services.metadata,
      at: (url) => ({
        rule: { matchImages: ['europe-docker.pkg.dev'], google: {} },
        env: { ...cloud.env, GCE_METADATA_HOST: new URL(url).host },
      }),
    };
  },
};

/** A life that leaves an old credential some minutes. */
const EXCHANGED_SECONDS = 3_600;

const exchange: CloudUnderTest = {
  name: 'A token endpoint',
  asks: 'the token endpoint of `exchange`; the kubelet gives the token of the Pod',
  kind: 'service',
  isAlone: true,
  isTriedWhole: true,
  image: IMAGES.tokenEndpoint,
  token: podToken('tokenEndpoint'),
  password: /^[\w-]+\.[\w-]+\.[\w-]+$/,
  async start(end) {
    const { tokenEndpoint = assert.fail() } = TRUST;
    const registries = await startRegistries({
      ...TRUST,
      tokenEndpoint: { ...tokenEndpoint, expiresIn: EXCHANGED_SECONDS },
    });
    end.after(() => registries.close());
    return {
      service: registries.services.tokenEndpoint,
      at: (url) => ({
        rule: {
          matchImages: [IMAGES.tokenEndpoint.split('/')[0]],
          identity: 'serviceAccount',
          exchange: {
            serviceAccountTokenAudience: AUDIENCES.tokenEndpoint,
            tokenEndpoint: `${url}${TOKEN_PATH}`,
            audience: TARGET,
            response: { username: 'jwt' },
          },
        },
        env: {},
      }),
    };
  },
};

export const CLOUDS: readonly CloudUnderTest[] = [ecr, instance, acr, google, exchange];
