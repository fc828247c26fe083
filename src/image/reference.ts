// Image names as the kubelet writes them when it asks for credentials: complete, without tag and digest.
// https://github.com/distribution/reference/blob/v0.6.0/normalize.go

import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';

export interface ImageName {
  /** `registry/path`, what the kubelet sends. */
  readonly name: string;
  /** `host` or `host:port`. */
  readonly registry: string;
  /** What follows the first slash. */
  readonly path: string;
}

// No host has more than 253 characters, no path more than 255, no tag more than 128, a digest at most 135.
const MAX_LENGTH = 1024;
const MAX_PATH = 255;

const DEFAULT_REGISTRY = 'docker.io';
const LEGACY_DEFAULT_REGISTRY = 'index.docker.io';
const OFFICIAL_PREFIX = 'library/';

// Runs of one class each, divided by what is in no other run: a text can be read in one way only, in linear time.
const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const REPOSITORY = `${COMPONENT}(?:/${COMPONENT})*`;
const HOST_LABEL = '[a-zA-Z0-9]+(?:-+[a-zA-Z0-9]+)*';
const HOST_NAME = `${HOST_LABEL}(?:\\.${HOST_LABEL})*`;
const IPV6_LITERAL = '\\[[a-fA-F0-9:]+\\]';
const REGISTRY = `(?:${HOST_NAME}|${IPV6_LITERAL})(?::[0-9]+)?`;
const TAG = '\\w[\\w.-]{0,127}';
// The grammar knows more algorithms; opencontainers/go-digest then refuses all but these.
const DIGEST = '(?:sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})';

/** Completes, checks and shortens an image reference. Throws IMAGE_INVALID where the kubelet would refuse it. */
export function parseImage(text: string): ImageName {
  if (text.length > MAX_LENGTH) throw invalid(text, `it has more than ${MAX_LENGTH} characters`);
  if (text.length === 64 && /^[a-f0-9]*$/.test(text)) {
    throw invalid(
      text,
      'it is an image ID (64 hexadecimal digits), which no registry knows',
      'name the repository',
    );
  }
  const { registry, rest } = splitRegistry(text);
  const { path, tag, digest } = splitSuffixes(rest);

  // A first part that cannot be a host, such as "foo_bar.example", is still taken when it can begin a path.
  const isHost = new RegExp(`^${REGISTRY}$`).test(registry);
  const repository = isHost ? path : `${registry}/${path}`;
  if (!new RegExp(`^${REPOSITORY}$`).test(repository)) throw invalidName(text, registry, isHost, path);
  if (tag !== undefined && !new RegExp(`^${TAG}$`).test(tag))
    throw invalid(text, `${quote(tag)} is not a valid tag`);
  if (digest !== undefined && !new RegExp(`^${DIGEST}$`).test(digest)) {
    throw invalid(text, `${quote(digest)} is not a valid sha256, sha384 or sha512 digest`);
  }
  if (repository.length > MAX_PATH) {
    throw invalid(
      text,
      `its repository name has ${repository.length} characters, at most ${MAX_PATH} are allowed`,
    );
  }
  return { name: `${registry}/${path}`, registry, path };
}

/** The first part is a registry when it cannot be a Docker Hub account: a dot, a colon, upper case, localhost. */
function splitRegistry(text: string): { registry: string; rest: string } {
  const slash = text.indexOf('/');
  const first = text.slice(0, Math.max(slash, 0));
  const isRegistry =
    first === 'localhost' || first.includes('.') || first.includes(':') || first.toLowerCase() !== first;
  const isDefault = !isRegistry || first === DEFAULT_REGISTRY || first === LEGACY_DEFAULT_REGISTRY;
  const rest = isRegistry ? text.slice(slash + 1) : text;
  if (!isDefault) return { registry: first, rest };
  return { registry: DEFAULT_REGISTRY, rest: rest.includes('/') ? rest : OFFICIAL_PREFIX + rest };
}

/** Divides `path[:tag][@digest]`. A path has neither colon nor at sign, a tag no at sign. */
function splitSuffixes(text: string): { path: string; tag: string | undefined; digest: string | undefined } {
  const at = text.indexOf('@');
  const digest = at === -1 ? undefined : text.slice(at + 1);
  const tagged = at === -1 ? text : text.slice(0, at);
  const colon = tagged.indexOf(':');
  if (colon === -1) return { path: tagged, tag: undefined, digest };
  return { path: tagged.slice(0, colon), tag: tagged.slice(colon + 1), digest };
}

function invalidName(text: string, registry: string, isHost: boolean, path: string): ProviderError {
  const isRepository = new RegExp(`^${REPOSITORY}$`);
  if (text === '') return invalid(text, 'it is empty');
  if (text.trim() !== text) return invalid(text, 'it has white space around it', `use ${quote(text.trim())}`);
  if (text.includes('://')) return invalid(text, 'it has a scheme', 'leave the scheme out');
  if (!isHost && isRepository.test(path)) {
    return invalid(
      text,
      `${quote(registry)} is not a valid registry, which is a host with or without a port`,
    );
  }
  const lower = path.toLowerCase();
  if (lower !== path && isRepository.test(lower)) {
    return invalid(text, 'its repository name must be lowercase', `use ${quote(`${registry}/${lower}`)}`);
  }
  return invalid(
    text,
    `${quote(path)} is not a valid repository name`,
    'use lowercase letters, digits, . _ - and /',
  );
}

function invalid(text: string, reason: string, hint?: string): ProviderError {
  const message = `image ${quote(text)} is not valid: ${reason}`;
  return new ProviderError(
    message,
    hint === undefined ? { code: 'IMAGE_INVALID' } : { code: 'IMAGE_INVALID', hint },
  );
}
