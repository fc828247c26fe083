// The variables of an entry that is replaced: which of them this plugin's entries get, and which may be secret.

import { quote } from '../../escape.ts';
import type { Provider } from '../../kubelet/config/load.ts';
import type { Variable } from '../text/entry-data.ts';
import type { Counterparts } from './counterparts.ts';
import { hasCounterpart, hasNone, type Judged } from './judged.ts';

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
  const ofExchange = exchangeCounterpart(name, value, counterparts);
  if (ofExchange !== undefined) return hasCounterpart(what, ofExchange);
  return hasNone(
    what,
    name === 'GOOGLE_APPLICATION_CREDENTIALS'
      ? 'name the file in google.credentialFile of a rule'
      : "add it to env of this plugin's entry, if the plugin needs it",
  );
}

/** What JFrog's and Cloudsmith's plugins are told by variables, and a rule says in its form of exchange. */
function exchangeCounterpart(name = '', value = '', counterparts: Counterparts): string | undefined {
  const kind = name.startsWith('CLOUDSMITH_') ? 'cloudsmith' : 'jfrog';
  const rules = counterparts.rulesOf('exchange').filter(({ backend }) => backend.form.kind === kind);
  const saidBy = (field: string, says: (rule: (typeof rules)[number]) => boolean): string | undefined => {
    const found = rules.find(says);
    return found && `${field} of the rule ${quote(found.name)}`;
  };
  switch (name) {
    case 'cloud_provider':
      return value === 'generic'
        ? saidBy('identity', ({ identity }) => identity === 'serviceAccount')
        : undefined;
    case 'artifactory_url':
      return saidBy('the registry', (rule) =>
        [
          rule.backend.registry,
          rule.backend.form.endpoint?.replace(/^https:\/\//, ''),
          ...counterparts.patternsOf(rule),
        ].includes(value),
      );
    case 'jfrog_oidc_provider_name':
      return saidBy('exchange.jfrog.provider', ({ backend }) => backend.form.who === value);
    case 'jfrog_oidc_audience':
      return saidBy('exchange.serviceAccountTokenAudience', ({ backend }) => backend.tokenAudience === value);
    case 'CLOUDSMITH_ORG_SLUG':
      return saidBy(
        'exchange.cloudsmith.organization',
        ({ backend: { form } }) => form.kind === 'cloudsmith' && form.settings.organization === value,
      );
    case 'CLOUDSMITH_SERVICE_SLUG':
      return saidBy('exchange.cloudsmith.service', ({ backend }) => backend.form.who === value);
    case 'CLOUDSMITH_API_HOST':
      return saidBy(
        'exchange.cloudsmith.endpoint',
        ({ backend }) => (backend.form.endpoint ?? 'https://api.cloudsmith.io') === `https://${value}`,
      );
    default:
      return undefined;
  }
}
