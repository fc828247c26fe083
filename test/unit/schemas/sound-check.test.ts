// The small check of the kubelet's path and ajv's validator, made from one schema, must never disagree: what the one
// lets pass, nobody asks the other about.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { writeSoundCheck } from '../../../scripts/sound-check.mjs';
import { isSoundConfig } from '../../../src/generated/config-check.js';
import { FIELDS } from '../../../src/generated/config-facts.ts';
import { validateConfig } from '../../../src/generated/config-validator.js';
import fc from '../../support/property.ts';

const ID = '11111111-2222-3333-4444-555555555555';
const ROLE = 'arn:aws:iam::210987654321:role/path/pull';
const ACCOUNT = 'puller@my-project.iam.gserviceaccount.com';

/** Every field that there is, once at least. */
const RESOURCE_ID =
  '/subscriptions/s/resourcegroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i';
/** What both stores of AWS have. */
const AWS_STORE = {
  region: 'eu-west-1',
  profile: 'p',
  roleArn: 'arn:aws:iam::123456789012:role/pull',
  externalId: 'ab',
  sessionName: 'cd',
  allowedRoleArns: ['arn:aws:iam::123456789012:role/*'],
  endpoint: 'https://s.example',
  stsEndpoint: 'https://t.example',
};
const WHOLE = {
  apiVersion: 'registry-credential-provider/v1alpha1',
  kind: 'RegistryCredentialProviderConfig',
  deadline: '1m2.5s',
  caFile: '/etc/ca.pem',
  cache: { enabled: false, directory: '/run/x', graceAfterExpiry: '36h' },
  log: { file: '/var/log/x', level: 'warning', maxSize: '512Ki' },
  rules: [
    {
      name: 'ecr-1',
      matchImages: ['*.dkr.ecr.*.amazonaws.com', 'ü'],
      matchServiceAccounts: ['team-a/*'],
      identity: 'serviceAccount',
      onMissingServiceAccount: 'anonymous',
      continue: true,
      required: false,
      thenAnonymous: true,
      ecr: {
        registry: 'r.example:5000',
        profile: 'my profile',
        roleArn: [ROLE, ROLE],
        externalId: 'a=b',
        sessionName: 's-1',
        allowedRoleArns: ['arn:aws:iam::*:role/team-*'],
        region: 'eu-west-1',
        endpoint: 'https://x.example/y',
        stsEndpoint: 'http://127.0.0.1:1',
      },
    },
    { name: 'ecr-2', matchImages: ['a'], ecr: { roleArn: ROLE } },
    {
      name: 'acr',
      matchImages: ['a'],
      acr: {
        registry: 'r.example',
        managedIdentity: { clientId: ID },
        workloadIdentity: { clientId: ID, tenantId: 'corp.example', tokenFile: '/t' },
        servicePrincipal: { clientId: ID, tenantId: ID, clientSecretFile: '/s' },
        azureJson: '/etc/azure.json',
        clientId: ID,
        tenantId: ID,
        allowedClientIds: [ID],
        identityBinding: { sniName: 's.example', apiServer: '10.0.0.1:6443', caFile: '/ca.crt' },
        cloud: { suffix: 'azurecr.corp.example', authorityHost: 'https://l.example/', resource: 'https://r' },
        endpoint: 'https://e.example',
      },
    },
    {
      name: 'acr-2',
      matchImages: ['a'],
      acr: {
        managedIdentity: { resourceId: '/subscriptions/s/x' },
        servicePrincipal: { clientId: ID, tenantId: ID, clientCertificateFile: '/c' },
      },
    },
    { name: 'acr-3', matchImages: ['a'], acr: { managedIdentity: { objectId: ID } } },
    {
      name: 'google',
      matchImages: ['a'],
      google: {
        registry: 'gcr.io',
        serviceAccount: ACCOUNT,
        credentialFile: '/k',
        impersonate: [ACCOUNT],
        workloadIdentity: {
          provider: 'projects/1/locations/global/workloadIdentityPools/p/providers/q',
          project: 'my-project',
          identityProvider: 'https://i.example',
        },
        allowedServiceAccounts: ['*@my-project.iam.gserviceaccount.com'],
        metadataDockerConfig: true,
        endpoints: {
          metadata: 'http://[::1]:80',
          sts: 'https://s.example',
          iamCredentials: 'https://i.example',
          oauth2: 'https://o.example:8443',
        },
      },
    },
    { name: 'google-2', matchImages: ['a'], google: { impersonate: ACCOUNT } },
    { name: 'zot', matchImages: ['a'], serviceAccountToken: { username: 'ü 😀', audience: 'a~!' } },
    {
      name: 'exchange',
      matchImages: ['a'],
      exchange: {
        registry: 'r.example',
        serviceAccountTokenAudience: 'r.example',
        subject: { file: '/t' },
        tokenEndpoint: 'https://t.example/token',
        encoding: 'json',
        audience: ['a', 'b'],
        resource: ['https://r.example'],
        scope: 'a b',
        subjectTokenType: 'urn:ietf:params:oauth:token-type:id_token',
        requestedTokenType: 'urn:ietf:params:oauth:token-type:access_token',
        clientId: 'c',
        clientSecretFile: '/s',
        clientAuthentication: 'post',
        extraFields: [{ name: 'n', value: '' }],
        response: {
          username: 'u',
          passwordField: 'auth.token',
          lifetimeField: 'ttl',
          lifetimeClaim: 'exp',
          lifetime: '1h',
        },
      },
    },
    {
      name: 'exchange-2',
      matchImages: ['a'],
      exchange: {
        tokenEndpoint: 'https://t.example',
        audience: 'a',
        resource: 'a:b',
        response: { usernameField: 'u' },
      },
    },
    {
      name: 'exchange-3',
      matchImages: ['a'],
      exchange: { tokenEndpoint: 'https://t.example', response: { usernameClaim: 'sub' } },
    },
    {
      name: 'exchange-jfrog',
      matchImages: ['a'],
      exchange: {
        jfrog: {
          endpoint: 'https://a.jfrog.io',
          provider: 'my provider',
          allowedProviders: ['team-*'],
          identityMapping: 'm',
          projectKey: 'p',
          applicationKey: 'a',
          audience: '*@*',
        },
      },
    },
    {
      name: 'exchange-quay',
      matchImages: ['a'],
      exchange: { quay: { endpoint: 'https://quay.io', robot: 'team+puller', allowedRobots: ['team+*'] } },
    },
    {
      name: 'exchange-google',
      matchImages: ['a'],
      exchange: {
        subject: { google: { audience: 'a', serviceAccount: ACCOUNT, endpoint: 'http://[::1]:80' } },
        cloudsmith: {
          endpoint: 'https://a.example',
          organization: 'acme',
          service: 'puller',
          allowedServices: ['p*'],
        },
      },
    },
    {
      name: 'exchange-aws',
      matchImages: ['a'],
      exchange: {
        subject: {
          aws: {
            audience: 'r.jfrog.io',
            region: 'eu-west-1',
            signingAlgorithm: 'ES384',
            lifetime: '10m',
            profile: 'p',
            endpoint: 'https://e.example',
          },
        },
        jfrog: { provider: 'nodes' },
      },
    },
    {
      name: 'exchange-azure',
      matchImages: ['a'],
      exchange: {
        subject: { azure: { application: 'api://a', clientId: ID, endpoint: 'http://[::1]:80' } },
        chainguard: {
          endpoint: 'https://a.example',
          identity: '720909c9f5279097/720909c9f5279097',
          allowedIdentities: ['7*'],
        },
      },
    },
    {
      name: 'exchange-artifact-keeper',
      matchImages: ['a'],
      exchange: {
        artifactKeeper: { endpoint: 'https://a.example', provider: ID, allowedProviders: ['1*'] },
      },
    },
    {
      name: 'exchange-yandex',
      matchImages: ['a'],
      exchange: {
        yandex: { endpoint: 'https://a.example', serviceAccount: 'aje', allowedServiceAccounts: ['a*'] },
      },
    },
    {
      name: 'exchange-docker-hub',
      matchImages: ['a'],
      exchange: {
        dockerHub: { endpoint: 'https://a.example', organization: 'acme', connection: ID, lifetime: '5m' },
      },
    },
    {
      name: 'secret-aws',
      matchImages: ['a'],
      secret: {
        cacheDuration: '15m',
        awsSecretsManager: {
          secretId: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:a/b-AbCdEf',
          versionStage: 'AWSCURRENT',
          versionId: ID,
          ...AWS_STORE,
        },
      },
    },
    {
      name: 'secret-aws-2',
      matchImages: ['a'],
      secret: { awsParameterStore: { name: '/a/b:3', ...AWS_STORE, roleArn: [AWS_STORE.roleArn] } },
    },
    {
      name: 'secret-google',
      matchImages: ['a'],
      secret: {
        googleSecretManager: {
          project: 'my-project',
          location: 'europe-west1',
          secret: 'a_b-c',
          version: 'latest',
          endpoint: 'https://s.example',
          serviceAccount: ACCOUNT,
          credentialFile: '/k',
          impersonate: [ACCOUNT],
          workloadIdentity: {
            provider: 'projects/1/locations/global/workloadIdentityPools/p/providers/q',
            project: 'my-project',
            identityProvider: 'https://i.example',
          },
          allowedServiceAccounts: ['*@my-project.iam.gserviceaccount.com'],
          endpoints: {
            metadata: 'http://[::1]:80',
            sts: 'https://s.example',
            iamCredentials: 'https://i.example',
            oauth2: 'https://o.example:8443',
          },
        },
      },
    },
    {
      name: 'secret-azure',
      matchImages: ['a'],
      secret: {
        azureKeyVault: {
          vault: 'team.vault.azure.cn',
          name: 'a-b',
          version: '0123456789abcdef0123456789abcdef',
          endpoint: 'https://v.example',
          managedIdentity: { clientId: ID },
          workloadIdentity: { clientId: ID, tenantId: ID, tokenFile: '/t' },
          servicePrincipal: { clientId: ID, tenantId: ID, clientSecretFile: '/s' },
          azureJson: '/a',
          clientId: ID,
          tenantId: ID,
          allowedClientIds: [ID],
          identityBinding: { sniName: 'a.example', apiServer: 'a.example', caFile: '/c' },
          cloud: {
            suffix: 'vault.example',
            authorityHost: 'https://l.example',
            resource: 'https://v.example',
          },
        },
      },
    },
    ...[
      { managedIdentity: { objectId: ID } },
      { managedIdentity: { resourceId: RESOURCE_ID } },
      { servicePrincipal: { clientId: ID, tenantId: ID, clientCertificateFile: '/c' } },
    ].map((identity, index) => ({
      name: `secret-azure-${index}`,
      matchImages: ['a'],
      secret: { azureKeyVault: { vault: 'team', name: 'a', ...identity } },
    })),
    ...[{ kubernetes: { mount: 'clusters/one', role: 'a.b-c_d' } }, { jwt: { mount: 'jwt', role: 'a' } }].map(
      (login, index) => ({
        name: `secret-vault-${index}`,
        matchImages: ['a'],
        secret: {
          vault: {
            address: 'https://vault.example:8200/path',
            caFile: '/c',
            namespace: 'org/team/',
            mount: 'team/secret',
            path: 'pull/..hub/a',
            version: '12',
            field: '.dockerconfigjson',
            serviceAccountTokenAudience: 'vault.example',
            subject: { file: '/t' },
            ...login,
          },
        },
      }),
    ),
    ...[
      { google: { audience: 'a', serviceAccount: ACCOUNT, endpoint: 'http://[::1]:80' } },
      { azure: { application: 'api://a', clientId: ID, endpoint: 'http://[::1]:80' } },
      {
        aws: {
          ...{ audience: 'a', region: 'eu-west-1', signingAlgorithm: 'ES384', lifetime: '10m' },
          ...{ profile: 'p', endpoint: 'https://e.example' },
        },
      },
    ].map((subject, index) => ({
      name: `secret-vault-subject-${index}`,
      matchImages: ['a'],
      secret: { vault: { address: 'https://v.example', path: 'a', jwt: { role: 'a' }, subject } },
    })),
    { name: 'docker', dockerConfig: { path: '/d', helpers: '/h', cacheDuration: '5m' } },
    {
      name: 'static',
      matchImages: ['a'],
      static: { username: 'ü 😀', passwordFile: '/p', cacheDuration: '0s' },
    },
    { name: 'static-2', matchImages: ['a'], static: { usernameFile: '/u', password: 'p"\\ 😀' } },
  ],
};
const WITH_JOURNALD = { ...WHOLE, log: { journald: true } };

type Key = string | number;
type Container = Record<Key, unknown>;

/** Paths of everything in a value. */
function pathsOf(value: unknown, path: readonly Key[] = []): (readonly Key[])[] {
  const members =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, member]) => pathsOf(member, [...path, key]))
      : [];
  return [path, ...members];
}

function at(value: unknown, path: readonly Key[]): unknown {
  return path.reduce((each, key) => (each as Container)[key], value);
}

function agree(value: unknown): boolean {
  const sound = isSoundConfig(value);
  assert.equal(sound, validateConfig(value), JSON.stringify(value));
  return sound;
}

test('there is every field in what the others begin with, and nothing is wrong with it', () => {
  for (const config of [WHOLE, WITH_JOURNALD]) {
    assert.ok(agree(config), JSON.stringify(validateConfig.errors));
  }
  const places = [...pathsOf(WHOLE), ...pathsOf(WITH_JOURNALD)].map((path) =>
    path.map((key) => (/^\d+$/.test(String(key)) ? '[]' : `.${key}`)).join(''),
  );
  for (const [place, fields] of FIELDS) {
    for (const field of fields) {
      const wanted = `${place === '' ? '' : `.${place}`}.${field}`;
      assert.ok(places.includes(wanted), wanted);
    }
  }
});

describe('they agree', () => {
  const VALUES: readonly unknown[] = [
    ...[null, true, false, 0, 1, -1.5, '', 'a', ' ', [], [[]], {}, { a: 1 }, [null], ['']],
    ...[
      '\n',
      '\0',
      'a:b',
      '/',
      '/\0',
      '1h',
      '9999999Ki',
      'x'.repeat(300),
      'a.b',
      '-',
      '*',
      'é',
      '😀',
      '\ud83d',
    ],
  ];

  for (const path of pathsOf(WHOLE)) {
    test(`on other values at ${path.join('.') || 'the top'}`, () => {
      const original = at(WHOLE, path);
      const near =
        typeof original === 'string'
          ? [
              `${original}x`,
              `x${original}`,
              original.slice(1),
              original.slice(0, -1),
              original.toUpperCase(),
              [original],
            ]
          : Array.isArray(original)
            ? [[...original, ...original], original[0], original.slice(1), [...original, null]]
            : [{ ...(original as object), unknown: 1 }];
      for (const value of [...VALUES, ...near]) {
        agree(replaced(path, value));
      }
      const parent = path.slice(0, -1);
      const copy = structuredClone(WHOLE);
      const members = at(copy, parent) as Container;
      if (Array.isArray(members)) {
        members.splice(Number(path.at(-1)), 1);
      } else {
        delete members[path.at(-1) ?? 'apiVersion'];
      }
      agree(copy);
    });
  }

  test('on values with parts in the place of others', () => {
    const paths = pathsOf(WHOLE);
    let sound = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...paths.slice(1)), fc.constantFrom(...paths)), {
          minLength: 1,
          maxLength: 2,
        }),
        (moves) => {
          const copy: unknown = structuredClone(WHOLE);
          for (const [to, from] of moves) {
            const parent = to
              .slice(0, -1)
              .reduce<unknown>((each, key) => (each as Container | undefined)?.[key], copy);
            if (typeof parent === 'object' && parent !== null) {
              (parent as Container)[to.at(-1) as Key] = structuredClone(at(WHOLE, from));
            }
          }
          sound += agree(copy) ? 1 : 0;
        },
      ),
      { numRuns: 3000 },
    );
    assert.ok(sound > 30, `${sound} of 3000 were sound: too few to prove anything`);
  });
});

function replaced(path: readonly Key[], value: unknown): unknown {
  if (path.length === 0) {
    return value;
  }
  const copy = structuredClone(WHOLE);
  (at(copy, path.slice(0, -1)) as Container)[path.at(-1) as Key] = value;
  return copy;
}

test('a schema that says more than is known is an error', () => {
  for (const more of [{ format: 'uri' }, { minLength: 2 }, { properties: { a: { not: {} } } }]) {
    assert.throws(() => writeSoundCheck({ type: ['string', 'object'], ...more }, 'check'));
  }
});
