// The google section of a rule: its defaults, and what a schema cannot say of it.

import { quote } from '../escape.ts';
import type { GoogleConfig } from '../generated/config-types.ts';
import type { Mistake } from '../yaml/mistake.ts';
import type { Path } from '../yaml/path.ts';
import type { RuleCheck, SoundRule } from './checks.ts';
import type { GoogleBackendConfig, GoogleWorkloadIdentity } from './config.ts';
import { ENDPOINT_EXPECTED, isEndpoint } from './endpoint.ts';

export function normaliseGoogle(config: GoogleConfig): GoogleBackendConfig {
  const { registry, serviceAccount, credentialFile, allowedServiceAccounts } = config;
  return {
    kind: 'google',
    ...(registry !== undefined && { registry }),
    ...(serviceAccount !== undefined && { serviceAccount }),
    ...(credentialFile !== undefined && { credentialFile }),
    impersonate: [config.impersonate ?? []].flat(),
    workloadIdentity: normaliseWorkloadIdentity(config.workloadIdentity ?? {}),
    ...(allowedServiceAccounts && { allowedServiceAccounts }),
    metadataDockerConfig: config.metadataDockerConfig ?? false,
    endpoints: { ...config.endpoints },
  };
}

function normaliseWorkloadIdentity({
  provider,
  ...gke
}: NonNullable<GoogleConfig['workloadIdentity']>): GoogleWorkloadIdentity {
  return provider === undefined
    ? { kind: 'gke', ...gke }
    : { kind: 'provider', name: `//iam.googleapis.com/${provider.slice(provider.indexOf('projects/'))}` };
}

type SoundGoogle = NonNullable<SoundRule['google']>;

/** One function for each thing that may be wrong with the section. */
export const GOOGLE_CHECKS: readonly RuleCheck[] = [
  forGoogle(oneSourceOfTheNode),
  forGoogle(dockerConfigStandsAlone),
  forGoogle(fieldsOfTheServiceAccount),
  forGoogle(fieldsOfTheNode),
  forGoogle(oneFormOfWorkloadIdentity),
  forGoogle(endpointsAreSafe),
];

type GoogleCheck = (google: SoundGoogle, rule: SoundRule) => readonly (readonly [Path, string])[];

function forGoogle(check: GoogleCheck): RuleCheck {
  return (rule, path) =>
    rule.google === undefined
      ? []
      : check(rule.google, rule).map(
          ([field, text]): Mistake => ({ path: [...path, 'google', ...field], text }),
        );
}

function oneSourceOfTheNode({ serviceAccount, credentialFile }: SoundGoogle): ReturnType<GoogleCheck> {
  return serviceAccount === undefined || credentialFile === undefined
    ? []
    : [
        [
          ['serviceAccount'],
          'is an account of the metadata server, which is not asked where there is a credentialFile; impersonate names the account that it acts as',
        ],
      ];
}

function dockerConfigStandsAlone(google: SoundGoogle, rule: SoundRule): ReturnType<GoogleCheck> {
  if (google.metadataDockerConfig !== true) {
    return [];
  }
  const others = [
    'registry',
    'serviceAccount',
    'credentialFile',
    'impersonate',
    'workloadIdentity',
    'allowedServiceAccounts',
  ] as const;
  return [
    ...others
      .filter((field) => google[field] !== undefined)
      .map(
        (field) => [[field], 'has no meaning with metadataDockerConfig, which asks for no token'] as const,
      ),
    ...(rule.identity === 'serviceAccount'
      ? [
          [
            ['metadataDockerConfig'],
            "is the node's, so there is nobody to be serviceAccount for; matchServiceAccounts keeps a rule to some service accounts",
          ] as const,
        ]
      : []),
  ];
}

function fieldsOfTheServiceAccount(google: SoundGoogle, rule: SoundRule): ReturnType<GoogleCheck> {
  return isServiceAccountRule(rule) || google.metadataDockerConfig === true
    ? []
    : (['workloadIdentity', 'allowedServiceAccounts'] as const)
        .filter((field) => google[field] !== undefined)
        .map((field) => [[field], 'has a meaning only with identity: serviceAccount']);
}

function fieldsOfTheNode(google: SoundGoogle, rule: SoundRule): ReturnType<GoogleCheck> {
  return rule.identity !== 'serviceAccount' || rule.onMissingServiceAccount === 'node'
    ? []
    : (['serviceAccount', 'credentialFile'] as const)
        .filter((field) => google[field] !== undefined)
        .map((field) => [
          [field],
          "is the node's, which this rule never asks as: with identity: serviceAccount it needs onMissingServiceAccount: node",
        ]);
}

/** Also where the identity is not known, since the schema refused it. */
function isServiceAccountRule(rule: SoundRule): boolean {
  return rule.identity === 'serviceAccount' || (rule.identity === undefined && 'identity' in rule);
}

function oneFormOfWorkloadIdentity({ workloadIdentity }: SoundGoogle): ReturnType<GoogleCheck> {
  return workloadIdentity?.provider === undefined
    ? []
    : (['project', 'identityProvider'] as const)
        .filter((field) => workloadIdentity[field] !== undefined)
        .map((field) => [['workloadIdentity', field], 'belongs to the pool of GKE; provider names another']);
}

function endpointsAreSafe({ endpoints = {} }: SoundGoogle): ReturnType<GoogleCheck> {
  return Object.entries(endpoints).flatMap(([field, url]): [Path, string][] => {
    if (url === undefined) {
      return [];
    }
    // The metadata server speaks http, and nothing secret is sent there.
    const [isGood, expected] =
      field === 'metadata'
        ? [URL.canParse(url), 'a URL with a host and a port that exist']
        : [isEndpoint(url), ENDPOINT_EXPECTED];
    return isGood ? [] : [[['endpoints', field], `expected ${expected}, got ${quote(url)}`]];
  });
}
