// What plugins for Vault are told by flags or variables, and a rule says in secret.vault.
// https://github.com/simonostendorf/kubelet-credential-provider-vault
// https://github.com/trublast/vault-kubernetes-credential-provider

import type { Rule, VaultSettings } from '../../config/config.ts';
import { quote } from '../../escape.ts';
import type { Counterparts } from './counterparts.ts';
import { hasCounterpart, hasNone, type Judged } from './judged.ts';

interface VaultSetting {
  readonly flag: string;
  readonly variables: readonly string[];
  /** Of a rule. */
  readonly field: string;
  readonly read: (store: VaultSettings) => string | undefined;
}

const ofKubernetes = ({ login }: VaultSettings) => (login.method === 'kubernetes' ? login : undefined);

export const VAULT_SETTINGS: readonly VaultSetting[] = [
  {
    flag: 'vault-addr',
    variables: ['VAULT_ADDR', 'VAULT_ADDRESS'],
    field: 'secret.vault.address',
    read: ({ address }) => address,
  },
  {
    flag: 'vault-secret-mount',
    variables: ['VAULT_SECRET_MOUNT'],
    field: 'secret.vault.mount',
    read: ({ mount }) => mount,
  },
  {
    flag: 'vault-secret-path',
    variables: ['VAULT_SECRET_PATH'],
    field: 'secret.vault.path',
    read: ({ path }) => path,
  },
  {
    flag: 'vault-auth-mount',
    variables: ['VAULT_AUTH_MOUNT', 'VAULT_KUBERNETES_AUTH_MOUNT_PATH'],
    field: 'secret.vault.kubernetes.mount',
    read: (store) => ofKubernetes(store)?.mount,
  },
  {
    flag: 'vault-auth-role',
    variables: ['VAULT_AUTH_ROLE', 'VAULT_KUBERNETES_AUTH_ROLE'],
    field: 'secret.vault.kubernetes.role',
    read: (store) => ofKubernetes(store)?.role,
  },
];

/** Without the quotes that a line of a shell would need, and the slashes that make no other address or path. */
export function vaultValue(text: string): string {
  return text.replace(/^"(.*)"$/s, '$1').replace(/^\/+|\/+$/g, '');
}

/** Undefined: it is none of them. @param flag without its dashes */
export function judgeVaultFlag(
  flag: string,
  value: string | undefined,
  counterparts: Counterparts,
): Judged | undefined {
  const setting = VAULT_SETTINGS.find((each) => each.flag === flag);
  if (setting !== undefined) {
    const what = `argument --${flag}`;
    const rule = ruleWith(setting, value ?? '', counterparts);
    return rule === undefined
      ? hasNone(what, `write a rule with ${setting.field}`)
      : hasCounterpart(what, `${setting.field} of the rule ${quote(rule.name)}`);
  }
  switch (flag) {
    case 'vault-auth-method':
      return hasCounterpart(`argument --${flag}`, 'secret.vault.kubernetes of a rule');
    case 'vault-insecure-skip-verify':
      return alwaysVerified(`argument --${flag}`, value);
    default:
      return undefined;
  }
}

/** Undefined: it is none of them, or no rule says it. */
export function judgeVaultVariable(
  name: string,
  value: string,
  counterparts: Counterparts,
): Judged | undefined {
  const what = `variable ${quote(name)}`;
  if (name === 'VAULT_INSECURE_SKIP_VERIFY') return alwaysVerified(what, value);
  if (name === 'VAULT_AUTH_METHOD') return hasCounterpart(what, 'secret.vault.kubernetes of a rule');
  const setting = VAULT_SETTINGS.find(({ variables }) => variables.includes(name));
  const rule = setting && ruleWith(setting, value, counterparts);
  return rule && hasCounterpart(what, `${setting.field} of the rule ${quote(rule.name)}`);
}

function alwaysVerified(what: string, value: string | undefined): Judged {
  return value === 'false'
    ? hasCounterpart(what, 'certificates are always verified')
    : hasNone(
        what,
        'certificates are always verified: name the authority of Vault in secret.vault.caFile of the rule',
      );
}

function ruleWith({ read }: VaultSetting, value: string, counterparts: Counterparts): Rule | undefined {
  const wanted = vaultValue(value);
  return counterparts
    .rulesOf('secret')
    .find(({ backend: { store } }) => store.kind === 'vault' && read(store) === wanted);
}
