// The variables of an entry that is replaced: which of them this plugin's entries get, and which may be secret.

import type { ExchangeBackendConfig, Rule } from '../../config/config.ts';
import { quote } from '../../escape.ts';
import type { Provider } from '../../kubelet/config/load.ts';
import type { Variable } from '../text/entry-data.ts';
import type { Counterparts } from './counterparts.ts';
import { hasCounterpart, hasNone, type Judged } from './judged.ts';
import { judgeVaultVariable } from './vault.ts';

/** Variables that mean the same to this plugin and to the vendors'. */
const CARRIED =
  /^(?:https?_proxy|HTTPS?_PROXY|no_proxy|NO_PROXY|SSL_CERT_FILE|AWS_[A-Z0-9_]+|AZURE_[A-Z0-9_]+|GCE_METADATA_(?:HOST|IP)|IDENTITY_(?:ENDPOINT|HEADER)|IMDS_ENDPOINT)$/;

/**
 * The variables of entries that are replaced which this plugin's entries get instead. Where two entries have one with
 * different values, neither is taken.
 * @param file the file with this plugin's entries: what may be a secret stays in the file that has it
 */
export function carriedVariables(replaced: readonly Provider[], file: string): Variable[] {
  const byName = new Map<string, Set<string>>();
  for (const { env, place } of replaced) {
    for (const { name, value } of env) {
      if (CARRIED.test(name) && (place.file === file || !mayBeSecret(name, value))) {
        byName.set(name, (byName.get(name) ?? new Set()).add(value));
      }
    }
  }
  return [...byName].flatMap(([name, values]) => {
    const [value] = values;
    return values.size === 1 && value !== undefined ? [{ name, value }] : [];
  });
}

/** Values in the kubelet's configuration that no message may show. */
export function secretVariables(providers: readonly Provider[]): ReadonlySet<string> {
  return new Set(
    providers
      .flatMap(({ env }) => env)
      .filter(({ name, value }) => value !== '' && mayBeSecret(name, value))
      .map(({ value }) => value),
  );
}

function mayBeSecret(name: string, value: string): boolean {
  if (/^(?:true|false|[0-9]{0,3})$/i.test(value)) return false;
  return (
    /(?:SECRET|TOKEN|PASS|PWD|KEY|HEADER|JWT|COOKIE|BEARER|_AUTH$)(?!.*FILE)/i.test(name) ||
    /:\/\/[^/]*@/.test(value)
  );
}

export function judgeVariable({ name, value }: Variable, counterparts: Counterparts): Judged {
  const what = `variable ${quote(name ?? '')}`;
  const own = counterparts.variables.get(name);
  if (own !== undefined) {
    return hasCounterpart(
      what,
      `env of this plugin's entries${own.value === value ? '' : ', with another value'}`,
    );
  }
  const profile =
    name === 'AWS_PROFILE' && counterparts.rulesOf('ecr').find(({ backend }) => backend.profile === value);
  if (profile) return hasCounterpart(what, `ecr.profile of the rule ${quote(profile.name)}`);
  const file =
    name === 'GOOGLE_APPLICATION_CREDENTIALS' &&
    counterparts.rulesOf('google').find(({ backend }) => backend.credentialFile === value);
  if (file) return hasCounterpart(what, `google.credentialFile of the rule ${quote(file.name)}`);
  const ofVault = judgeVaultVariable(name ?? '', value ?? '', counterparts);
  if (ofVault !== undefined) return ofVault;
  const counterpart =
    exchangeCounterpart(name, value, counterparts) ??
    staticCounterpart(name, value, counterparts) ??
    (Object.hasOwn(NEEDLESS, name ?? '') ? NEEDLESS[name ?? ''] : undefined);
  if (counterpart !== undefined) return hasCounterpart(what, counterpart);
  return hasNone(
    what,
    name === 'GOOGLE_APPLICATION_CREDENTIALS'
      ? 'name the file in google.credentialFile of a rule'
      : "add it to env of this plugin's entry, if the plugin needs it",
  );
}

interface ExchangeVariable {
  readonly form: 'jfrog' | 'cloudsmith';
  /** Of a rule. */
  readonly field: string;
  /** The field's value, for the variable's. */
  readonly write: (value: string) => string;
  readonly read: (backend: ExchangeBackendConfig) => string | undefined;
}

const itself = (value: string): string => value;
const atHost = (host: string): string => `https://${host}`;

/** What JFrog's and Cloudsmith's plugins are told by variables, and a rule says in its form of exchange. */
export const EXCHANGE_VARIABLES: Readonly<Record<string, ExchangeVariable>> = {
  jfrog_oidc_provider_name: {
    form: 'jfrog',
    field: 'exchange.jfrog.provider',
    write: itself,
    read: ({ form }) => form.who,
  },
  jfrog_oidc_audience: {
    form: 'jfrog',
    field: 'exchange.serviceAccountTokenAudience',
    write: itself,
    read: ({ tokenAudience, subject }) => tokenAudience ?? subject?.google?.audience,
  },
  google_service_account_email: {
    form: 'jfrog',
    field: 'exchange.subject.google.serviceAccount',
    write: itself,
    read: ({ subject }) => subject?.google?.serviceAccount,
  },
  CLOUDSMITH_ORG_SLUG: {
    form: 'cloudsmith',
    field: 'exchange.cloudsmith.organization',
    write: itself,
    read: ({ form }) => (form.kind === 'cloudsmith' ? form.settings.organization : undefined),
  },
  CLOUDSMITH_SERVICE_SLUG: {
    form: 'cloudsmith',
    field: 'exchange.cloudsmith.service',
    write: itself,
    read: ({ form }) => form.who,
  },
  CLOUDSMITH_API_HOST: {
    form: 'cloudsmith',
    field: 'exchange.cloudsmith.endpoint',
    write: atHost,
    read: ({ form }) => form.endpoint ?? 'https://api.cloudsmith.io',
  },
};

/** Variables by which the vendors' plugins are told what this one does by itself, or never. */
const NEEDLESS: Readonly<Record<string, string>> = {
  CACHE_TYPE: 'each response of this plugin says for what it may be kept',
  KUBE_SIDECAR_CACHE_DURATION: 'each response of this plugin says how long it may be kept',
  KUBE_SIDECAR_CACHE_TYPE: 'each response of this plugin says for what it may be kept',
  disable_provider_autoupdate: 'none is needed: this plugin does not update itself',
  http_timeout_seconds: '`deadline` of the configuration',
  log_level: '`log` of the configuration, if you want a log',
};

function exchangeCounterpart(name = '', value = '', counterparts: Counterparts): string | undefined {
  const rulesOf = (kind: ExchangeVariable['form']) =>
    counterparts.rulesOf('exchange').filter(({ backend }) => backend.form.kind === kind);
  const saidBy = (field: string, rule: Rule | undefined): string | undefined =>
    rule && `${field} of the rule ${quote(rule.name)}`;
  if (name === 'cloud_provider') {
    const identity = CLOUD_PROVIDERS[value];
    return saidBy(
      identity === 'serviceAccount' ? 'identity' : 'exchange.subject',
      identity && rulesOf('jfrog').find((rule) => rule.identity === identity),
    );
  }
  if (name === 'artifactory_url') {
    const names = (rule: ReturnType<typeof rulesOf>[number]) => [
      rule.backend.registry,
      rule.backend.form.endpoint?.replace(/^https:\/\//, ''),
      ...counterparts.patternsOf(rule),
    ];
    return saidBy(
      'the registry',
      rulesOf('jfrog').find((rule) => names(rule).includes(value.replace(/^https:\/\/|\/$/g, ''))),
    );
  }
  const variable = Object.hasOwn(EXCHANGE_VARIABLES, name) ? EXCHANGE_VARIABLES[name] : undefined;
  return (
    variable &&
    saidBy(
      variable.field,
      rulesOf(variable.form).find(({ backend }) => variable.read(backend) === variable.write(value)),
    )
  );
}

/** As whom a rule asks, where JFrog's plugin is told to be asked so. */
const CLOUD_PROVIDERS: Readonly<Record<string, Rule['identity']>> = {
  generic: 'serviceAccount',
  gcp: 'node',
  google: 'node',
};

/** Of https://github.com/hegerdes/kubelet-static-credential-provider. */
export const STATIC_USERNAME = 'SCP_REGISTRY_USERNAME';
export const STATIC_PASSWORD = 'SCP_REGISTRY_PASSWORD';

function staticCounterpart(name = '', value = '', counterparts: Counterparts): string | undefined {
  const rules = counterparts.rulesOf('static');
  if (name === STATIC_USERNAME) {
    const rule = rules.find(({ backend: { username } }) => 'file' in username || username.text === value);
    return rule && `static.username of the rule ${quote(rule.name)}`;
  }
  const [rule] = name === STATIC_PASSWORD ? rules : [];
  return rule && `static.password of the rule ${quote(rule.name)}`;
}
