// For the entries of plugins that read a KV secret of Vault with the Pod's token.
// https://github.com/simonostendorf/kubelet-credential-provider-vault
// https://github.com/trublast/vault-kubernetes-credential-provider

import { isEndpoint } from '../../config/endpoint.ts';
import { ownerOfAudience } from '../../protocol/known-audiences.ts';
import { VAULT_SETTINGS, vaultValue } from '../replaced/vault.ts';
import type { FoundEntry } from './found-entry.ts';
import { noteAnnotation, sortPatterns } from './hosts.ts';
import { type FieldNote, Placeholder, type Proposal, type ProposedFields, withField } from './proposal.ts';

/** An annotation by which a service account chooses the secret. */
const CHOOSES_PATH = 'secrets-store.deckhouse.io/registry-credentials';
const CHOOSES_ADDRESS = ['secrets-store.deckhouse.io/addr', 'secrets-store.deckhouse.io/auth-path'];

export function proposeVault(entry: FoundEntry): Proposal {
  const { own, notes } = sortPatterns(entry, undefined);
  if (own.length === 0) return { rules: [], notes };
  const asked = VAULT_SETTINGS.reduce<ProposedFields>(
    (fields, { flag, variables, field }) => {
      const value = entry.flag(flag)?.value ?? variables.map((name) => entry.variable(name)).find(Boolean);
      const usable = usableValue(field, value) ?? NEEDED[field];
      return usable === undefined ? fields : withField(fields, field, usable);
    },
    { identity: 'serviceAccount' },
  );
  const fields = withField(asked, 'secret.vault.serviceAccountTokenAudience', audienceOf(entry));
  return {
    rules: [{ name: entry.ruleName('vault'), matchImages: own, fields, comments: [] }],
    notes: [
      ...notes,
      ...noteFile(entry),
      ...noteAnnotation(
        entry,
        CHOOSES_PATH,
        'not read: the path is in the rule; for service accounts with another path write a rule each, with matchServiceAccounts',
      ),
      ...CHOOSES_ADDRESS.flatMap((key) =>
        noteAnnotation(entry, key, "not read: where Vault is, no service account's owner may choose"),
      ),
    ],
  };
}

/** Undefined where the entry does not say it, or in a form that no rule has. */
function usableValue(field: string, text: string | undefined): string | undefined {
  const value = vaultValue(text ?? '');
  const isUsable = field.endsWith('.address')
    ? isEndpoint(value)
    : /^(?!\.)[\w.~@+=:,-]{1,200}(?:\/(?!\.)[\w.~@+=:,-]{1,200}){0,9}$/.test(value);
  return isUsable ? value : undefined;
}

/** Without which there is no rule. */
const NEEDED: Readonly<Record<string, Placeholder>> = {
  'secret.vault.address': new Placeholder(
    'https URL of Vault, which the entry does not name',
    'https://fill-in.example',
  ),
  'secret.vault.path': new Placeholder('path of the secret, which the entry does not name', 'fill-in'),
  'secret.vault.kubernetes.role': new Placeholder(
    'role of the auth method, which the entry does not name',
    'fill-in',
  ),
};

/** An audience that lets its bearer in elsewhere is refused by the loader. */
function audienceOf({ audience = '' }: FoundEntry): string | Placeholder {
  return audience === '' || ownerOfAudience(audience) !== undefined
    ? new Placeholder("an audience of Vault's own, which the role there takes", 'fill-in')
    : audience;
}

function noteFile(entry: FoundEntry): FieldNote[] {
  const config = entry.flag('config');
  return config === undefined
    ? []
    : [
        {
          field: ['args', config.index],
          text: 'what is in that file is not looked at: what it says of Vault are the fields of secret.vault',
        },
      ];
}
