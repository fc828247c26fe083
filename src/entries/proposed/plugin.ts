// Which plugin an entry runs, by its name, by what only one plugin knows, or else by its patterns; and what is proposed for it.

import { hostForms as acrForms } from '../../backend/acr/registry.ts';
import { hostForms as ecrForms } from '../../backend/ecr/registry.ts';
import { hostForms as googleForms } from '../../backend/google/registry.ts';
import { type HostForm, hostsOfForms } from '../../image/host-form.ts';
import { STATIC_PASSWORD } from '../replaced/variables.ts';
import { proposeAcr } from './acr.ts';
import { proposeEcr } from './ecr.ts';
import { isGoogleCloud, proposeCloudsmith, proposeJfrog, proposeQuay } from './exchanged.ts';
import type { FoundEntry } from './found-entry.ts';
import { proposeGoogle } from './google.ts';
import { proposeStatic, proposeTokenAsPassword } from './passwords.ts';
import type { Proposal } from './proposal.ts';
import { proposeVault } from './vault.ts';

interface Plugin {
  /** For a reader; undefined where its program is not known. */
  readonly name: string | undefined;
  /** What is proposed, or why nothing is: a clause. */
  readonly propose: (entry: FoundEntry) => Proposal | string;
}

interface PluginSigns extends Plugin {
  /** Words, one of which is in the name of its entries. */
  readonly words: readonly string[];
  /** What only this plugin's entries have. */
  readonly isSaidBy: (entry: FoundEntry) => boolean;
  /** By which an entry of an unknown program is taken for one of this. */
  readonly forms?: () => readonly HostForm[];
}

const has =
  (...variables: readonly string[]) =>
  (entry: FoundEntry) =>
    variables.some((name) => entry.variable(name) !== undefined);

const never = () => false;

/** The first that an entry shows signs of; names count before all else. */
const PLUGINS: readonly PluginSigns[] = [
  {
    name: 'dynamic-credential-provider',
    words: ['dynamic'],
    isSaidBy: never,
    propose: () =>
      'it runs the plugins in credentialProviders of its own file, which is not read here, and adds the credential of a mirror: save that section as a file and propose rules from it, then put a rule for the mirror before them, with continue: true (docs/mirrors.md)',
  },
  {
    name: 'a plugin for Vault',
    words: ['vault'],
    isSaidBy: (entry) => has('VAULT_ADDR', 'VAULT_ADDRESS')(entry) || entry.flag('vault-addr') !== undefined,
    propose: proposeVault,
  },
  {
    name: 'jfrog-credentials-provider',
    words: ['jfrog', 'artifactory'],
    isSaidBy: has('artifactory_url'),
    propose: jfrogWay,
  },
  {
    name: 'cloudsmith-kubernetes-credential-provider',
    words: ['cloudsmith'],
    isSaidBy: has('CLOUDSMITH_ORG_SLUG', 'CLOUDSMITH_SERVICE_SLUG'),
    propose: proposeCloudsmith,
  },
  {
    name: 'quay-credential-provider',
    words: ['quay'],
    isSaidBy: (entry) => entry.sends('quay.io/federated-robot-account'),
    propose: proposeQuay,
  },
  {
    name: 'credential-provider-harbor',
    words: ['harbor'],
    isSaidBy: never,
    propose: proposeTokenAsPassword,
  },
  {
    name: 'a plugin with a static credential',
    words: ['static'],
    isSaidBy: has(STATIC_PASSWORD),
    propose: proposeStatic,
  },
  { name: 'ecr-credential-provider', words: ['ecr'], isSaidBy: never, propose: proposeEcr, forms: ecrForms },
  {
    name: 'acr-credential-provider',
    words: ['acr'],
    isSaidBy: (entry) =>
      entry.flag('ib-sni-name') !== undefined ||
      entry.flag('registry-mirror') !== undefined ||
      entry.args.some(({ value }) => value?.endsWith('/azure.json')),
    propose: proposeAcr,
    forms: acrForms,
  },
  {
    name: 'auth-provider-gcp',
    words: ['gcp', 'gcr', 'google'],
    isSaidBy: (entry) => entry.flag('authFlow') !== undefined,
    propose: proposeGoogle,
    forms: googleForms,
  },
];

export function pluginOf(entry: FoundEntry): Plugin {
  const words = entry.provider.name.toLowerCase().split(/[^a-z0-9]+/);
  const known =
    PLUGINS.find((plugin) => plugin.words.some((word) => words.includes(word)) && isLikely(plugin, entry)) ??
    PLUGINS.find(({ isSaidBy }) => isSaidBy(entry));
  if (known !== undefined) return known;
  const alike = PLUGINS.find(({ forms }) => forms !== undefined && matching(entry, forms) === 'all');
  return alike === undefined
    ? { name: undefined, propose: () => UNKNOWN }
    : { name: undefined, propose: alike.propose };
}

const UNKNOWN =
  'its program is not one of those that are known here: keep the entry, or write a rule by its documentation';

/** A cloud's plugin has images of the cloud: "acr" is also what another cloud calls its registry. */
function isLikely({ forms, isSaidBy }: PluginSigns, entry: FoundEntry): boolean {
  return forms === undefined || isSaidBy(entry) || matching(entry, forms) !== 'none';
}

function matching(
  { provider: { matchImages } }: FoundEntry,
  forms: () => readonly HostForm[],
): 'all' | 'some' | 'none' {
  const ours = forms();
  const found = matchImages.filter((pattern) => hostsOfForms(pattern, ours).length > 0);
  if (found.length === matchImages.length) return 'all';
  return found.length === 0 ? 'none' : 'some';
}

function jfrogWay(entry: FoundEntry): Proposal | string {
  if (entry.variable('cloud_provider') === 'generic' || isGoogleCloud(entry)) return proposeJfrog(entry);
  const way = JFROG_WAYS.find(([variables]) => has(...variables)(entry))?.[1] ?? OF_THE_CLOUD;
  return `${way}; docs/registries.md, "JFrog", says what to set up there and which rule goes with it`;
}

const OF_THE_CLOUD = 'JFrog is asked with what proves the node at its cloud, in a way that no rule has';

/** Other ways in at JFrog than an OIDC integration that trusts the node's or the Pod's own token. */
const JFROG_WAYS: readonly (readonly [variables: readonly string[], why: string])[] = [
  [
    ['azure_app_client_id', 'azure_app_audience'],
    "JFrog is asked with a token of an application of Entra ID; a rule can use the managed identity's own token (exchange.subject.azure), which another identity mapping at JFrog must trust",
  ],
  [
    ['secret_name', 'user_pool_name'],
    'JFrog is asked with a token of Amazon Cognito; a rule can use one of STS (exchange.subject.aws), which another OIDC integration at JFrog must trust',
  ],
  [
    ['aws_role_name', 'aws_auth_method'],
    'JFrog is asked with a signed request of AWS; a rule can use a token of STS (exchange.subject.aws), for which JFrog needs an OIDC integration',
  ],
];
