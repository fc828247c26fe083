// The forms of Entra ID's names, each in whole, so that it may stand in the path of a URL.

const GUID = '[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}';
const LABEL = '[A-Za-z0-9](?:[-A-Za-z0-9]{0,61}[A-Za-z0-9])?';

/** Of an application or of a managed identity. */
export function clientIdPattern(): RegExp {
  return new RegExp(`^${GUID}$`);
}

/** A domain has a dot, so that `common` and other names with a meaning are none. */
export function tenantPattern(): RegExp {
  return new RegExp(`^(?:${GUID}|(?=.{1,253}$)${LABEL}(?:\\.${LABEL})+)$`);
}

export interface ManagedIdentityId {
  readonly kind: 'clientId' | 'objectId' | 'resourceId';
  readonly value: string;
}
