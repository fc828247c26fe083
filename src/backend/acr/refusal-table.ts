// What the codes of Azure's services mean, and what to do. docs/errors.md has a row for each.
// https://learn.microsoft.com/entra/identity-platform/reference-error-codes
// https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token#error-handling
// https://learn.microsoft.com/azure/container-registry/container-registry-troubleshoot-login

import { AGAIN, type Refusal, refusalsOf } from '../cloud/refusal.ts';

const FEDERATION = "correct the issuer, subject and audience of the application's federated credential";
const GRANT =
  'assign the identity the role AcrPull on the registry, or Container Registry Repository Reader if the registry uses ABAC';

const IMDS = refusalsOf('IMDS', [
  [
    'Identity not found',
    'IDENTITY_UNAVAILABLE',
    'the machine has no such managed identity',
    'assign it to the machine or scale set, or correct acr.managedIdentity',
  ],
  [
    'Multiple user assigned identities exist',
    'IDENTITY_UNAVAILABLE',
    'the machine has several user-assigned managed identities and no system-assigned one',
    'name one of them with acr.managedIdentity.clientId',
  ],
  [
    'invalid_resource',
    'BACKEND_NOT_FOUND',
    'the tenant does not know the resource that the token is for',
    'correct acr.cloud.resource, or leave it out',
  ],
  [
    'invalid_request',
    'IDENTITY_UNAVAILABLE',
    'the metadata service rejected the request',
    'check whether another program answers instead of the metadata service, such as NMI of the retired AAD Pod Identity',
  ],
  [
    'bad_request_102',
    'IDENTITY_UNAVAILABLE',
    'the request arrived without its Metadata header',
    'check whether a proxy is between the node and the metadata service',
  ],
  [
    'access_denied',
    'BACKEND_DENIED',
    'the metadata service denied this machine a token',
    'check whether a policy forbids it for this identity',
  ],
  [
    'unauthorized_client',
    'BACKEND_DENIED',
    'Entra ID does not know the managed identity',
    'check whether it was deleted; then assign another one to the machine',
  ],
  [
    'unknown_source',
    'IDENTITY_UNAVAILABLE',
    'the metadata service does not know the machine',
    'check whether a proxy sends the request instead of the machine',
  ],
  ['too_many_requests', 'BACKEND_THROTTLED', 'too many requests to the metadata service', AGAIN],
]);

const ENTRA = refusalsOf('Entra', [
  [
    'AADSTS70021',
    'BACKEND_DENIED',
    'the application has no federated credential for this token',
    "add one with the token's issuer, subject and audience; it takes a few minutes until it works",
  ],
  [
    'AADSTS700211',
    'BACKEND_DENIED',
    "no federated credential of the application has the token's issuer",
    FEDERATION,
  ],
  [
    'AADSTS700212',
    'BACKEND_DENIED',
    "no federated credential of the application has the token's audience",
    "set serviceAccountTokenAudience in the kubelet's configuration to api://AzureADTokenExchange, or add the audience to the federated credential",
  ],
  [
    'AADSTS700213',
    'BACKEND_DENIED',
    "no federated credential of the application has the token's subject",
    FEDERATION,
  ],
  [
    'AADSTS700016',
    'BACKEND_NOT_FOUND',
    'the tenant has no application with this client id',
    'correct the client id or the tenant',
  ],
  [
    'AADSTS90002',
    'BACKEND_NOT_FOUND',
    'the tenant does not exist',
    'correct the tenant, or the cloud of the authority host',
  ],
  [
    'AADSTS7000215',
    'BACKEND_DENIED',
    'the client secret is not a secret of the application',
    "write the secret's value, not its ID, into the file",
  ],
  [
    'AADSTS7000222',
    'BACKEND_DENIED',
    'the client secret has expired',
    'create a new secret, or use a managed or workload identity, which needs none',
  ],
  ['AADSTS7000112', 'BACKEND_DENIED', 'the application is disabled in the tenant', 'enable it for sign-in'],
  [
    'AADSTS7000229',
    'BACKEND_NOT_FOUND',
    'the application has no service principal in the tenant',
    'create it: az ad sp create --id CLIENT_ID',
  ],
  [
    'AADSTS700027',
    'BACKEND_DENIED',
    'Entra ID rejected the certificate or its signature',
    'register the certificate with the application',
  ],
  [
    'AADSTS700024',
    'BACKEND_DENIED',
    'the token or signature has expired, or is not valid yet',
    "check the node's clock, and that the token file is up to date",
  ],
  [
    'AADSTS700023',
    'BACKEND_DENIED',
    'the signature is for another tenant or cloud',
    'correct the tenant or acr.cloud.authorityHost',
  ],
  ['AADSTS50027', 'BACKEND_DENIED', 'the token is malformed', "check the issuer of this cluster's tokens"],
  [
    'AADSTS50166',
    'BACKEND_UNAVAILABLE',
    "Entra ID cannot read the issuer's keys",
    "make the cluster's issuer URL reachable from the internet",
  ],
  [
    'AADSTS50034',
    'BACKEND_NOT_FOUND',
    'the account does not exist in the tenant',
    'correct the client id or the tenant',
  ],
  [
    'AADSTS53003',
    'BACKEND_DENIED',
    'a conditional access policy blocks the token',
    "exclude the identity from the policy, or add the node's address to the trusted locations",
  ],
  [
    'AADSTS500011',
    'BACKEND_NOT_FOUND',
    'the tenant does not know the resource that the token is for',
    'correct acr.cloud.resource, or leave it out',
  ],
  ['AADSTS90055', 'BACKEND_THROTTLED', 'too many requests to Entra ID', AGAIN],
  ['AADSTS50196', 'BACKEND_THROTTLED', 'too many identical requests to Entra ID', AGAIN],
  ['AADSTS90033', 'BACKEND_UNAVAILABLE', 'Entra ID had a transient error', AGAIN],
]);

const ACR = refusalsOf('ACR', [
  [
    'UNAUTHORIZED',
    'BACKEND_DENIED',
    'the registry denied access to this identity',
    `${GRANT}; the registry must be in the same tenant`,
  ],
  ['DENIED', 'BACKEND_DENIED', 'the registry denied access', GRANT],
  [
    'client with IP',
    'BACKEND_DENIED',
    "the registry's network rules block the node",
    "allow the node's address in the network rules, or use a private endpoint: https://aka.ms/acr/firewall",
  ],
  [
    'TOOMANYREQUESTS',
    'BACKEND_THROTTLED',
    'too many requests to the registry',
    `${AGAIN}; a higher tier of the registry allows more`,
  ],
  [
    'NAME_INVALID',
    'BACKEND_NOT_FOUND',
    'the registry does not accept this name',
    'make acr.endpoint, the image and acr.registry name the same registry',
  ],
  [
    'UNSUPPORTED',
    'RESPONSE_INVALID',
    'the registry does not support the token exchange',
    'check that it is an Azure Container Registry',
  ],
]);

/** What Entra ID says of a managed identity and of itself, also where the API server asks it. Not read in any source. */
const FORWARDED: ReadonlySet<string> = new Set([
  'AADSTS700016',
  'AADSTS7000112',
  'AADSTS500011',
  'AADSTS90055',
  'AADSTS50196',
  'AADSTS90033',
]);

/** Of the API server that identity bindings are asked at: by status, as no codes of its own are documented. */
const AKS: readonly Refusal[] = [
  ...refusalsOf('AKS', [
    [
      '401',
      'BACKEND_DENIED',
      "the cluster's API server does not accept the service account token",
      'check that acr.identityBinding names the API server of this cluster, and that identity bindings are enabled in it',
    ],
    [
      '403',
      'BACKEND_DENIED',
      'the service account may not use this managed identity',
      'create the identity binding (az aks identity-binding create), and grant the service account use-managed-identity for this client ID by a ClusterRole with the API group cid.wi.aks.azure.com',
    ],
    [
      '404',
      'BACKEND_NOT_FOUND',
      'the API server has no identity bindings under this name',
      'correct acr.identityBinding.sniName',
    ],
    [
      ['AADSTS70021', 'AADSTS700211', 'AADSTS700212', 'AADSTS700213'],
      'BACKEND_DENIED',
      'the managed identity does not trust the identity bindings of AKS',
      'restore its federated credential aks-identity-binding, which AKS creates with the identity binding',
    ],
  ]),
  ...ENTRA.filter(({ code }) => FORWARDED.has(code)).map((row) => ({ ...row, service: 'AKS' })),
];

export const TABLE: readonly Refusal[] = [...IMDS, ...ENTRA, ...ACR, ...AKS];
