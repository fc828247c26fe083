// What a schema cannot say of the exchange section of a rule.

import { quote } from '../escape.ts';
import type { ExchangeConfig } from '../generated/config-types.ts';
import { namesFullHost } from '../image/full-host.ts';
import { parseGoDuration } from '../protocol/go-duration.ts';
import type { Mistake } from '../yaml/mistake.ts';
import { ENDPOINT_EXPECTED, isEndpoint, isHost } from './endpoint.ts';
import { VENDOR_FORMS, VENDORS } from './exchange-forms.ts';
import { asksAsNode, audienceIsIts, checkSubject, durationIs, identityHasItsToken } from './own-token.ts';
import type { SectionCheck } from './section.ts';
import { mayAskAs, type Section } from './sound.ts';

type ExchangeCheck = SectionCheck<'exchange'>;

export const EXCHANGE_CHECKS: readonly ExchangeCheck[] = [
  identityHasToken,
  tokenIsForTheRegistry,
  someoneIsNamed,
  fieldsOfTheTokenEndpoint,
  tokenEndpointHasItsResponse,
  clientIsWhole,
  extraFieldsAreFurther,
  lifetimeIsAbove0,
  lifetimeIsDockers,
  endpointsAreSafe,
  hostsAreNamedInFull,
];

function identityHasToken(...[section, rule]: Parameters<ExchangeCheck>): ReturnType<ExchangeCheck> {
  return identityHasItsToken(
    section,
    rule,
    'such as the host of the registry, which the provider there trusts',
  );
}

function tokenIsForTheRegistry({
  serviceAccountTokenAudience: audience,
  subject,
}: Partial<ExchangeConfig>): ReturnType<ExchangeCheck> {
  return [
    audienceIsIts(audience, ['serviceAccountTokenAudience'], 'the registry'),
    ...checkSubject(subject, 'the registry'),
  ];
}

/** The section of each form that is there, and what the form's fields are called. */
function vendorsIn(section: Partial<Section<'exchange'>>) {
  return VENDOR_FORMS.flatMap((kind) => {
    const settings = section[kind] as Readonly<Record<string, unknown>> | undefined;
    return settings === undefined ? [] : [{ kind, settings, fields: VENDORS[kind] }];
  });
}

function someoneIsNamed(...[section, rule]: Parameters<ExchangeCheck>): ReturnType<ExchangeCheck> {
  const asPod = mayAskAs(rule, 'serviceAccount');
  return vendorsIn(section).flatMap(({ kind, settings, fields: { who } }) =>
    who === undefined
      ? []
      : [
          asksAsNode(rule) && who.isNeeded && !(who.field in settings)
            ? { path: [kind, who.field], text: 'missing; the node has no annotation that names it' }
            : undefined,
          !asPod && settings[who.allowed] !== undefined
            ? { path: [kind, who.allowed], text: 'has an effect only with identity: serviceAccount' }
            : undefined,
        ],
  );
}

const ONLY_OF_THE_TOKEN_ENDPOINT = [
  'encoding',
  'audience',
  'resource',
  'scope',
  'subjectTokenType',
  'requestedTokenType',
  'clientId',
  'clientSecretFile',
  'clientAuthentication',
  'extraFields',
  'response',
] as const;

function fieldsOfTheTokenEndpoint(section: Partial<ExchangeConfig>): ReturnType<ExchangeCheck> {
  const [vendor] = vendorsIn(section);
  return vendor === undefined
    ? []
    : ONLY_OF_THE_TOKEN_ENDPOINT.filter((field) => section[field] !== undefined).map((field) => ({
        path: [field],
        text: `has an effect only with tokenEndpoint; ${vendor.kind} has fields of its own`,
      }));
}

function tokenEndpointHasItsResponse(section: Partial<ExchangeConfig>): ReturnType<ExchangeCheck> {
  return section.tokenEndpoint === undefined || 'response' in section
    ? []
    : [{ path: ['response'], text: 'missing; it says where the username is in the answer of tokenEndpoint' }];
}

function clientIsWhole(section: Partial<ExchangeConfig>): ReturnType<ExchangeCheck> {
  return [
    section.clientSecretFile !== undefined && !('clientId' in section)
      ? { path: ['clientId'], text: 'missing; clientSecretFile is the secret of this client' }
      : undefined,
    section.clientAuthentication !== undefined && !('clientSecretFile' in section)
      ? { path: ['clientAuthentication'], text: 'has an effect only with clientSecretFile' }
      : undefined,
  ];
}

/** What the request has by other fields of the section. */
const OWN_FIELDS: readonly string[] = [
  'grant_type',
  'subject_token',
  'subject_token_type',
  'requested_token_type',
  'audience',
  'resource',
  'scope',
  'client_id',
  'client_secret',
  'client_assertion',
  'client_assertion_type',
];

function extraFieldsAreFurther({ extraFields = [] }: Partial<ExchangeConfig>): ReturnType<ExchangeCheck> {
  return extraFields.map((field, index) =>
    field?.name === undefined || !OWN_FIELDS.includes(field.name)
      ? undefined
      : {
          path: ['extraFields', index, 'name'],
          text: `expected a further field, got ${quote(field.name)}, which other fields of exchange set`,
        },
  );
}

/** https://github.com/docker/login-action/blob/master/src/dockerhub.ts */
function lifetimeIsDockers({ dockerHub }: Partial<ExchangeConfig>): ReturnType<ExchangeCheck> {
  return durationIs(['dockerHub', 'lifetime'], dockerHub?.lifetime, '5m', '6h');
}

function lifetimeIsAbove0({ response }: Partial<ExchangeConfig>): ReturnType<ExchangeCheck> {
  const text = response?.lifetime;
  return text === undefined || (parseGoDuration(text) ?? 0) > 0
    ? []
    : [
        {
          path: ['response', 'lifetime'],
          text: `expected a duration above 0 and of at most 290 years, got ${quote(text)}`,
        },
      ];
}

function endpointsAreSafe(section: Partial<ExchangeConfig>): ReturnType<ExchangeCheck> {
  const vendors = vendorsIn(section).map(({ kind, settings: { endpoint } }) => ({
    path: [kind, 'endpoint'],
    url: endpoint as string | undefined,
  }));
  return [{ path: ['tokenEndpoint'], url: section.tokenEndpoint }, ...vendors].map(({ path, url }) =>
    url === undefined || isEndpoint(url)
      ? undefined
      : { path, text: `expected ${ENDPOINT_EXPECTED}, got ${quote(url)}` },
  );
}

/** Where the registry itself is asked, a wildcard would let the image choose who is sent the token. */
function hostsAreNamedInFull(...[section, rule]: Parameters<ExchangeCheck>): ReturnType<ExchangeCheck> {
  const asked = vendorsIn(section).find(
    ({ settings, fields }) => fields.asksAt === 'the registry' && !('endpoint' in settings),
  );
  return asked === undefined || 'registry' in section
    ? []
    : (rule.matchImages ?? []).flatMap((pattern): Mistake[] => {
        if (pattern === undefined) return [];
        if (!namesFullHost(pattern)) {
          return [
            {
              path: [asked.kind, 'endpoint'],
              text: `missing; the pattern ${quote(pattern)} has a wildcard in its host, so that any such host would be sent the token`,
            },
          ];
        }
        const [host = ''] = pattern.split('/', 1);
        return isHost(host)
          ? []
          : [
              {
                path: [asked.kind, 'endpoint'],
                text: `missing; the pattern ${quote(pattern)} is of no host that could be asked`,
              },
            ];
      });
}
