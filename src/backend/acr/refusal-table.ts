// What the codes of Azure's services mean, and what to do. docs/errors.md has a row for each.
// https://learn.microsoft.com/entra/identity-platform/reference-error-codes
// https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token#error-handling
// https://learn.microsoft.com/azure/container-registry/container-registry-troubleshoot-login

import { AGAIN, type Refusal, refusalsOf } from '../cloud/refusal.ts';

const FEDERATION = "correct issuer, subject and audience of the application's federated credential";
const GRANT =
  'assign it the role AcrPull at the registry, or Container Registry Repository Reader where the registry has ABAC';

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
    'the machine has several user-assigned managed identities and none of its own',
    'name one of them with acr.managedIdentity.clientId',
  ],
  [
    'invalid_resource',
    'BACKEND_NOT_FOUND',
    'the tenant has no application for which such a token could be made',
    'correct acr.cloud.resource, or leave it out',
  ],
  [
    'invalid_request',
    'IDENTITY_UNAVAILABLE',
    'the metadata service did not accept the request',
    'see whether something stands in the place of the metadata service, such as NMI of the retired pod identity',
  ],
  [
    'bad_request_102',
    'IDENTITY_UNAVAILABLE',
    'the request lost its Metadata header on the way',
    'see whether a proxy stands before the metadata service',
  ],
  [
    'access_denied',
    'BACKEND_DENIED',
    'the metadata service does not give this machine a token',
    'see whether a policy or the identity itself forbids it',
  ],
  [
    'unauthorized_client',
    'BACKEND_DENIED',
    'Entra ID does not know the managed identity',
    'see whether it was deleted, and assign another one to the machine',
  ],
  [
    'unknown_source',
    'IDENTITY_UNAVAILABLE',
    'the metadata service does not know the machine',
    'see whether a proxy asks in the place of the machine',
  ],
  ['too_many_requests', 'BACKEND_THROTTLED', 'too many requests to the metadata service', AGAIN],
]);

const ENTRA = refusalsOf('Entra', [
  [
    'AADSTS70021',
    'BACKEND_DENIED',
    'the application has no federated credential for this token',
    "add one with the token's issuer, subject and audience; a new one needs a few minutes",
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
    "let serviceAccountTokenAudience in the kubelet's configuration be api://AzureADTokenExchange, or add the audience to the federated credential",
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
    'there is no such tenant',
    'correct the tenant, or the cloud in which it is asked for',
  ],
  [
    'AADSTS7000215',
    'BACKEND_DENIED',
    'the client secret is not one of the application',
    "write the secret's value, not its id, into the file",
  ],
  [
    'AADSTS7000222',
    'BACKEND_DENIED',
    'the client secret has expired',
    'make a new one, or use a managed or workload identity, which have none',
  ],
  ['AADSTS7000112', 'BACKEND_DENIED', 'the application is disabled in the tenant', 'enable it for sign-in'],
  [
    'AADSTS7000229',
    'BACKEND_NOT_FOUND',
    'the application has no service principal in the tenant',
    'make one: az ad sp create --id CLIENT_ID',
  ],
  [
    'AADSTS700027',
    'BACKEND_DENIED',
    'the certificate or the signature made with it is not accepted',
    'register the certificate with the application',
  ],
  [
    'AADSTS700024',
    'BACKEND_DENIED',
    'the token or signature is outside its time',
    "check the node's clock, and that the token file is renewed",
  ],
  [
    'AADSTS700023',
    'BACKEND_DENIED',
    'the signature is for another tenant or cloud',
    'correct the tenant or acr.cloud.authorityHost',
  ],
  ['AADSTS50027', 'BACKEND_DENIED', 'the token is malformed', 'check what issues the tokens of this cluster'],
  [
    'AADSTS50166',
    'BACKEND_UNAVAILABLE',
    "Entra ID cannot read the issuer's keys",
    "let the cluster's issuer URL be reachable from the internet",
  ],
  [
    'AADSTS50034',
    'BACKEND_NOT_FOUND',
    'the tenant has no such account',
    'correct the client id or the tenant',
  ],
  [
    'AADSTS53003',
    'BACKEND_DENIED',
    'a conditional access policy blocks the token',
    "except the workload identity from it, or let the node's address be trusted",
  ],
  [
    'AADSTS500011',
    'BACKEND_NOT_FOUND',
    'the tenant has no application for which such a token could be made',
    'correct acr.cloud.resource, or leave it out',
  ],
  ['AADSTS90055', 'BACKEND_THROTTLED', 'too many requests to Entra ID', AGAIN],
  ['AADSTS50196', 'BACKEND_THROTTLED', 'too many equal requests to Entra ID', AGAIN],
  ['AADSTS90033', 'BACKEND_UNAVAILABLE', 'Entra ID had a transient error', AGAIN],
]);

const ACR = refusalsOf('ACR', [
  [
    'UNAUTHORIZED',
    'BACKEND_DENIED',
    'the registry does not let it in',
    `${GRANT}; the registry must be of the same tenant`,
  ],
  ['DENIED', 'BACKEND_DENIED', 'the registry refused', GRANT],
  [
    'client with IP',
    'BACKEND_DENIED',
    "the registry's network rules do not let the node in",
    "allow the node's address in them, or reach the registry by its private endpoint: https://aka.ms/acr/firewall",
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
    'the registry does not know itself by this name',
    'let acr.endpoint and the image or acr.registry be of one registry',
  ],
  [
    'UNSUPPORTED',
    'RESPONSE_INVALID',
    'the registry does not know the exchange of tokens',
    'see whether it is an Azure Container Registry',
  ],
]);

export const TABLE: readonly Refusal[] = [...IMDS, ...ENTRA, ...ACR];
