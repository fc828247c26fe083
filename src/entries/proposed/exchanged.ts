// For the entries of plugins that exchange a token at a vendor's registry: JFrog's, Quay's and Cloudsmith's.
// https://github.com/jfrog/jfrog-credentials-provider
// https://github.com/sabre1041/quay-credential-provider
// https://github.com/cloudsmith-io/cloudsmith-kubernetes-credential-provider

import { formOf } from '../../backend/exchange/forms/forms.ts';
import { ownerOfAudience } from '../../protocol/known-audiences.ts';
import { EXCHANGE_VARIABLES } from '../replaced/variables.ts';
import type { FoundEntry } from './found-entry.ts';
import { byFullHost, hostOf, noteAnnotation, noteEach, sortPatterns } from './hosts.ts';
import {
  type FieldNote,
  Placeholder,
  type Proposal,
  type ProposedFields,
  type ProposedRule,
  withField,
} from './proposal.ts';

/** An annotation by which a service account lets its token be used at JFrog. */
const LETS_USE = 'JFrogExchange';
const NOT_READ = 'not read: matchServiceAccounts of a rule limits it to some service accounts';

type Vendor = 'jfrog' | 'quay' | 'cloudsmith';

export function proposeQuay(entry: FoundEntry): Proposal {
  return perHost(entry, 'quay', withField(asPod(entry), 'exchange.quay', {}));
}

export function proposeCloudsmith(entry: FoundEntry): Proposal {
  const organization =
    entry.variable('CLOUDSMITH_ORG_SLUG') === undefined
      ? {
          organization: new Placeholder('slug of the organization, which the entry does not name', 'fill-in'),
        }
      : {};
  const fields = withVariables(
    entry,
    'cloudsmith',
    withField(asPod(entry), 'exchange.cloudsmith', organization),
  );
  const proposal = perHost(entry, 'cloudsmith', fields);
  const config = entry.flag('config');
  return config === undefined
    ? proposal
    : {
        ...proposal,
        notes: [
          ...proposal.notes,
          {
            field: ['args', config.index],
            text: 'what is in that file is not looked at: its org_slug, service_slug and api_host are organization, service and endpoint of exchange.cloudsmith',
          },
        ],
      };
}

/** As the Pod's service account, or as a Google service account of the node. */
export function proposeJfrog(entry: FoundEntry): Proposal {
  const said = withVariables(entry, 'jfrog', withField(jfrogIdentity(entry), 'exchange.jfrog', {}));
  const fields =
    entry.variable('jfrog_oidc_provider_name') === undefined
      ? withField(
          said,
          'exchange.jfrog.provider',
          new Placeholder('name of the OIDC integration, which the entry does not name', 'fill-in'),
        )
      : said;
  const { own, others, notes } = sortPatterns(entry, formOf('jfrog').hosts?.forms);
  const platform = hostIn(entry.variable('artifactory_url'));
  const patterns = [...own, ...others.map(({ pattern }) => pattern)];
  const asksItself = patterns.every((pattern) => !pattern.includes('*') && hostOf(pattern) === platform);
  const endpoint =
    platform === undefined
      ? new Placeholder(
          'https URL of the JFrog Platform, which the entry does not name',
          'https://fill-in.jfrog.io',
        )
      : `https://${platform}`;
  const asked = asksItself ? fields : withField(fields, 'exchange.jfrog.endpoint', endpoint);
  const registry = platform ?? new Placeholder('host of the registry', 'fill-in.example');
  const rule = (matchImages: readonly string[], ofRule: ProposedFields): ProposedRule[] =>
    matchImages.length === 0
      ? []
      : [{ name: entry.ruleName('jfrog'), matchImages, fields: ofRule, comments: [] }];
  return {
    rules: [
      ...rule(own, asked),
      ...rule(
        others.map(({ pattern }) => pattern),
        withRegistry(asked, registry),
      ),
    ],
    notes: [...notes, ...foreignAudience(entry), ...noteAnnotation(entry, LETS_USE, NOT_READ)],
  };
}

function jfrogIdentity(entry: FoundEntry): ProposedFields {
  if (isGoogleCloud(entry)) {
    const audience = entry.variable('jfrog_oidc_audience');
    return withField({}, 'exchange.subject.google.audience', audienceOf(audience));
  }
  return asPod(entry);
}

export function isGoogleCloud(entry: FoundEntry): boolean {
  const cloud = entry.variable('cloud_provider');
  return (
    cloud === 'gcp' ||
    cloud === 'google' ||
    (cloud === undefined && entry.variable('google_service_account_email') !== undefined)
  );
}

function asPod(entry: FoundEntry): ProposedFields {
  const audience = entry.audience ?? entry.variable('jfrog_oidc_audience');
  return {
    identity: 'serviceAccount',
    exchange: { serviceAccountTokenAudience: audienceOf(audience) },
  };
}

/** An audience that lets its bearer in elsewhere is refused by the loader. */
function audienceOf(audience: string | undefined): string | Placeholder {
  const owner = ownerOfAudience(audience ?? '');
  if (audience !== undefined && owner === undefined) return audience;
  return new Placeholder("an audience of the registry's own, such as its host", 'fill-in');
}

function foreignAudience(entry: FoundEntry): FieldNote[] {
  const owner = ownerOfAudience(entry.audience ?? '');
  return owner === undefined
    ? []
    : [
        {
          field: ['tokenAttributes', 'serviceAccountTokenAudience'],
          text: `not used: such a token would also let the registry in at ${owner}; an audience of its own must be trusted at the registry`,
        },
      ];
}

/** What the entry's variables say, but for what is there already. */
function withVariables(entry: FoundEntry, form: Vendor, fields: ProposedFields): ProposedFields {
  return Object.entries(EXCHANGE_VARIABLES)
    .filter(([name, variable]) => variable.form === form && !isSaidElsewhere(name, entry))
    .reduce<ProposedFields>((all, [name, { field, write }]) => {
      const value = entry.variable(name);
      return value === undefined ? all : withField(all, field, write(value));
    }, fields);
}

/** The audience is that of the token which proves the identity. */
function isSaidElsewhere(name: string, entry: FoundEntry): boolean {
  return name === 'jfrog_oidc_audience' || (name === 'google_service_account_email' && !isGoogleCloud(entry));
}

/** The vendor's own hosts in one rule; each other host in a rule that names it. */
function perHost(entry: FoundEntry, vendor: Vendor, fields: ProposedFields): Proposal {
  const { own, others, notes } = sortPatterns(entry, formOf(vendor).hosts?.forms);
  const { hosts, wild } = byFullHost(others);
  const rule = (matchImages: readonly string[], ofRule: ProposedFields): ProposedRule => ({
    name: entry.ruleName(vendor),
    matchImages,
    fields: ofRule,
    comments: [],
  });
  return {
    rules: [
      ...(own.length === 0 ? [] : [rule(own, fields)]),
      ...[...hosts].map(([host, patterns]) => rule(patterns, withRegistry(fields, host))),
    ],
    notes: [
      ...notes,
      ...foreignAudience(entry),
      ...noteEach(
        wild,
        'it has a wildcard, and the rule must name the registry whose credential the images get: write a rule for each, with exchange.registry',
      ),
    ],
  };
}

/** First in its section. */
function withRegistry(fields: ProposedFields, registry: string | Placeholder): ProposedFields {
  return { ...fields, exchange: { registry, ...(fields.exchange as ProposedFields) } };
}

/** Of a host, or of a URL without anything else; undefined where it is neither, so that nothing secret is shown. */
function hostIn(text: string | undefined): string | undefined {
  return /^(?:https:\/\/)?([a-z0-9][-a-z0-9.]*(?::[0-9]+)?)\/?$/i.exec(text ?? '')?.[1]?.toLowerCase();
}
