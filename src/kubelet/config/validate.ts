// The rules that the kubelet holds its decoded entries against, one function for each.
// https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/credentialprovider/plugin/config.go

import { quote } from '../../escape.ts';
import { lintPattern, withoutPassword } from '../../image/lint.ts';
import { patternProblem } from '../../image/pattern-parts.ts';
import { nearest } from '../../nearest.ts';
import type { Path } from '../../yaml/path.ts';
import type { KubeletProblem } from '../problem.ts';
import {
  formatRelease,
  type Release,
  STRICT_COLONS,
  TOKEN_GATE,
  TOKENS_KNOWN,
  TOKENS_ON,
} from '../release.ts';
import { annotationKeyProblem } from './annotation-key.ts';
import { EXEC_API_VERSIONS, EXEC_V1 } from './fields.ts';
import type { Provider, TokenAttributes } from './provider.ts';

export interface Kubelet {
  readonly release: Release;
  /** The feature gate of tokens, where it is known to be set; otherwise as the release has it. */
  readonly tokenGate?: boolean | undefined;
}

/** One complaint about an entry: the field within it, and what is wrong. */
interface Complaint {
  readonly field: Path;
  readonly what: string;
  readonly remedy: string;
}

type Rule = (
  provider: Provider,
  kubelet: Kubelet,
  /** The first entry of its name: itself, as a rule. */
  first: Provider,
) => readonly (Complaint | undefined)[];

const RULES: readonly (readonly [code: KubeletProblem['code'], rule: Rule])[] = [
  ['provider-name', nameIsAFileName],
  ['provider-name-repeated', nameIsItsOwn],
  ['provider-api-version', apiVersionIsKnown],
  ['provider-match-images', patternsAreThere],
  ['provider-match-images', patternsParse],
  ['provider-cache-duration', durationIsThere],
  ['provider-token-attributes', tokensAreOn],
  ['provider-token-attributes', ofTokens(audienceIsThere)],
  ['provider-token-attributes', ofTokens(requirementIsSaid)],
  ['provider-token-attributes', ofTokens(cacheTypeIsKnown)],
  ['provider-token-attributes', ofTokens(requiredKeysNeedAnAccount)],
  ['provider-token-attributes', ofTokens(keysAreAnnotationKeys)],
  ['provider-token-attributes', ofTokens(keysAreInOneList)],
];

/** What the kubelet has against the entries of all its files. `file`: what it was pointed at. */
export function validateProviders(
  file: string,
  providers: readonly Provider[],
  kubelet: Kubelet,
): KubeletProblem[] {
  if (providers.length === 0) {
    const remedy = 'add an entry, or remove both --image-credential-provider flags from the kubelet';
    return [
      { code: 'kubelet-config-no-providers', file, path: ['providers'], what: 'it has no entry', remedy },
    ];
  }
  // Of equal names, the first entry.
  const firsts = new Map([...providers].reverse().map((provider) => [provider.name, provider]));
  return providers.flatMap((provider) =>
    RULES.flatMap(([code, rule]) =>
      rule(provider, kubelet, firsts.get(provider.name) ?? provider)
        .filter((complaint) => complaint !== undefined)
        .map(({ field, what, remedy }) => ({
          code,
          file: provider.place.file,
          line: provider.place.lineOf(...field),
          path: [...provider.place.path, ...field],
          what,
          remedy,
        })),
    ),
  );
}

function nameIsAFileName({ name }: Provider): (Complaint | undefined)[] {
  const wrong = name.includes('/')
    ? 'it has a slash'
    : name.includes(' ')
      ? 'it has a space'
      : name === '.' || name === '..'
        ? 'it is a directory'
        : undefined;
  return [
    wrong === undefined
      ? undefined
      : {
          field: ['name'],
          what: `expected the name of a file in the directory of executables, got ${quote(name)}: ${wrong}`,
          remedy: 'write the name of the executable, without its directory',
        },
  ];
}

function nameIsItsOwn(provider: Provider, _kubelet: Kubelet, first: Provider): (Complaint | undefined)[] {
  return [
    first === provider
      ? undefined
      : {
          field: ['name'],
          what: `the entry at ${first.place.file}:${first.place.lineOf('name')} is named ${quote(first.name)} too`,
          remedy:
            'create a symbolic link to the executable in the same directory, and write the name of the link here',
        },
  ];
}

function apiVersionIsKnown({ apiVersion }: Provider): (Complaint | undefined)[] {
  return EXEC_API_VERSIONS.includes(apiVersion)
    ? []
    : [
        {
          field: ['apiVersion'],
          what: `expected one of ${EXEC_API_VERSIONS.join(', ')}, got ${apiVersion === '' ? 'none' : quote(apiVersion)}`,
          remedy: `write ${nearest(apiVersion, EXEC_API_VERSIONS) ?? EXEC_V1}`,
        },
      ];
}

function patternsAreThere({ matchImages }: Provider): (Complaint | undefined)[] {
  return matchImages.length > 0
    ? []
    : [
        {
          field: ['matchImages'],
          what: 'it has no pattern',
          remedy: 'list patterns of the images that the plugin serves, such as "*.azurecr.io"',
        },
      ];
}

function patternsParse({ matchImages }: Provider, { release }: Kubelet): (Complaint | undefined)[] {
  return matchImages.map((pattern, index) => {
    const problem = patternRefusal(pattern, release);
    const meant = problem === undefined ? undefined : lintPattern(pattern)?.meant;
    return problem === undefined
      ? undefined
      : {
          field: ['matchImages', index],
          what: `the pattern ${quote(withoutPassword(pattern))} is not the beginning of a URL: ${problem}`,
          remedy:
            meant === undefined
              ? 'correct it or remove it'
              : `write ${quote(meant)}, if that is what you mean`,
        };
  });
}

/** Why the kubelet refuses a pattern, as a clause. */
function patternRefusal(pattern: string, release: Release): string | undefined {
  const problem = patternProblem(pattern);
  if (problem === undefined || release >= STRICT_COLONS) {
    return problem;
  }
  // Before Go 1.26 only what follows the last colon of a host had to be a port.
  const [host = ''] = pattern.split(/[/?#]/, 1);
  const lastColon = host.lastIndexOf(':');
  const lenient = host.slice(0, lastColon).replaceAll(':', '') + pattern.slice(lastColon);
  return host.startsWith('[') || lastColon < 0 ? problem : patternProblem(lenient);
}

function durationIsThere({ defaultCacheDurationMs: duration }: Provider): (Complaint | undefined)[] {
  const field = ['defaultCacheDuration'];
  if (duration === undefined) {
    return [
      {
        field,
        what: 'it is missing',
        remedy: 'write "0s"; it applies only to responses without a duration of their own',
      },
    ];
  }
  return [duration < 0 ? { field, what: 'it is negative', remedy: 'write "0s" or more' } : undefined];
}

function tokensAreOn(
  { tokenAttributes, apiVersion }: Provider,
  { release, tokenGate = release >= TOKENS_ON }: Kubelet,
): (Complaint | undefined)[] {
  if (tokenAttributes === undefined) {
    return [];
  }
  return [
    release < TOKENS_KNOWN || tokenGate
      ? undefined
      : {
          field: ['tokenAttributes'],
          what: `kubelet ${formatRelease(release)} accepts it only with the feature gate ${TOKEN_GATE}, which is off`,
          remedy: `enable the gate, upgrade to ${formatRelease(TOKENS_ON)}, or remove it`,
        },
    apiVersion === EXEC_V1
      ? undefined
      : {
          field: ['tokenAttributes'],
          what: `only requests of ${EXEC_V1} carry tokens, and apiVersion is ${quote(apiVersion)}`,
          remedy: `write apiVersion: ${EXEC_V1} in this entry`,
        },
  ];
}

type TokenRule = (tokens: TokenAttributes, kubelet: Kubelet) => readonly (Complaint | undefined)[];

function ofTokens(rule: TokenRule): Rule {
  return ({ tokenAttributes }, kubelet) =>
    tokenAttributes === undefined
      ? []
      : rule(tokenAttributes, kubelet).map(
          (complaint) => complaint && { ...complaint, field: ['tokenAttributes', ...complaint.field] },
        );
}

function audienceIsThere({ serviceAccountTokenAudience }: TokenAttributes): (Complaint | undefined)[] {
  return [
    serviceAccountTokenAudience === ''
      ? {
          field: ['serviceAccountTokenAudience'],
          what: 'it is missing',
          remedy: 'write the audience of the token, such as sts.amazonaws.com or api://AzureADTokenExchange',
        }
      : undefined,
  ];
}

function requirementIsSaid({ requireServiceAccount }: TokenAttributes): (Complaint | undefined)[] {
  return [
    requireServiceAccount === undefined
      ? {
          field: ['requireServiceAccount'],
          what: 'it is missing, and has no default',
          remedy:
            'write true to skip the plugin for Pods without a service account (static Pods), or false to run it for them without a token',
        }
      : undefined,
  ];
}

const CACHE_TYPES = ['ServiceAccount', 'Token'];

function cacheTypeIsKnown({ cacheType }: TokenAttributes, { release }: Kubelet): (Complaint | undefined)[] {
  return release < TOKENS_ON || CACHE_TYPES.includes(cacheType)
    ? []
    : [
        {
          field: ['cacheType'],
          what: `expected ${CACHE_TYPES.join(' or ')}, got ${cacheType === '' ? 'none' : quote(cacheType)}`,
          remedy:
            'write ServiceAccount if the credentials are the same for all tokens of a service account, as those of this plugin are, or Token',
        },
      ];
}

function requiredKeysNeedAnAccount(tokens: TokenAttributes): (Complaint | undefined)[] {
  return [
    tokens.requireServiceAccount === false && tokens.requiredServiceAccountAnnotationKeys.length > 0
      ? {
          field: ['requiredServiceAccountAnnotationKeys'],
          what: 'requireServiceAccount is false, so no annotation can be required',
          remedy: 'move the keys to optionalServiceAccountAnnotationKeys',
        }
      : undefined,
  ];
}

const KEY_LISTS = ['requiredServiceAccountAnnotationKeys', 'optionalServiceAccountAnnotationKeys'] as const;

function keysAreAnnotationKeys(tokens: TokenAttributes): (Complaint | undefined)[] {
  return KEY_LISTS.flatMap((list) => {
    const seen = new Set<string>();
    return tokens[list].map((key, index) => {
      const problem = annotationKeyProblem(key);
      const isRepeated = seen.has(key);
      seen.add(key);
      const what =
        problem !== undefined
          ? `${quote(key)} is not an annotation key: ${problem}`
          : isRepeated
            ? `${quote(key)} is already in the list`
            : undefined;
      return what === undefined
        ? undefined
        : { field: [list, index], what, remedy: problem === undefined ? 'remove it' : 'correct it' };
    });
  });
}

function keysAreInOneList(tokens: TokenAttributes): (Complaint | undefined)[] {
  const required = new Set(tokens.requiredServiceAccountAnnotationKeys);
  return tokens.optionalServiceAccountAnnotationKeys.map((key, index) =>
    required.has(key)
      ? {
          field: ['optionalServiceAccountAnnotationKeys', index],
          what: `${quote(key)} is already required, and cannot be optional too`,
          remedy: 'keep it in one of the two lists',
        }
      : undefined,
  );
}
