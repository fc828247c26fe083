// This executable called as docker-credential-registry-credential-provider: a credential helper of docker's, for the clients
// of the node that use such, nerdctl, skopeo and buildkit. Failures are told on stdout, as this protocol wants.
// https://github.com/docker/docker-credential-helpers/blob/master/credentials/credentials.go

import { Backends } from '../backend/backends.ts';
import { chooseRuleForRegistry } from '../config/choose-rule-for-registry.ts';
import { loadConfig } from '../config/load.ts';
import { asProviderError, formatError, ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import { type ImageName, parseImage } from '../image/reference.ts';
import { runLogged } from '../logged-run.ts';
import { decodeUtf8 } from '../system/utf8.ts';
import { NAME, VERSION } from '../version.ts';
import type { Outcome, World } from '../world.ts';

/** What clients look for, to the letter: they go on without a credential then. */
const NOT_FOUND = 'credentials not found in native keychain';
const NO_SERVER_URL = 'no credentials server URL';

const HELPER = `docker-credential-${NAME}`;
const MAX_URL_BYTES = 4096;

/** @param args the action, and nothing else */
export async function dockerCredential(args: readonly string[], world: World): Promise<Outcome> {
  try {
    return await act(args, world);
  } catch (error) {
    return failure(formatError(asProviderError(error)));
  }
}

async function act([action = '', ...more]: readonly string[], world: World): Promise<Outcome> {
  switch (more.length === 0 ? action : '') {
    case 'get':
      return get(world);
    case 'list':
      // Patterns have no end of registries, and a user name is known only when it has been asked for.
      return { text: '{}\n', exitCode: 0 };
    case 'version':
      return { text: `${HELPER} (${NAME}) ${VERSION}\n`, exitCode: 0 };
    case 'store':
    case 'erase':
      return failure(
        `${NAME} stores no credentials: the rules of its configuration say where each is from, so there is nothing to ${action}`,
      );
    default:
      return failure(`Usage: ${HELPER} <get|list|version>, with the registry on stdin for get`);
  }
}

const failure = (text: string): Outcome => ({ text: `${text}\n`, exitCode: 1 });

async function get(world: World): Promise<Outcome> {
  const serverUrl = await readServerUrl(world);
  if (serverUrl === '') {
    return failure(NO_SERVER_URL);
  }
  const image = registryIn(serverUrl);
  const config = loadConfig({ flag: undefined, env: world.env });
  const credential = await runLogged(config, world, async ({ deadline, notes, surroundings }) => {
    const pull = {
      image,
      serviceAccountToken: undefined,
      serviceAccount: () => undefined,
      serviceAccountAnnotations: new Map(),
    };
    notes.pull = pull;
    const backends = new Backends(surroundings, deadline);
    const choice = chooseRuleForRegistry(config.rules, image.registry, backends.patternsOf);
    if (choice === undefined) {
      return undefined;
    }
    const { rule, pathPattern } = choice;
    if (pathPattern !== undefined) {
      throw needsPath(rule.name, pathPattern, image.registry);
    }
    const backend = backends.of(rule);
    Object.assign(notes, { rule, backend });
    const credentials = await deadline.limit((stop) => backend.getCredentials(pull, stop));
    notes.credentials = credentials?.entries.length ?? 0;
    // A helper gives one: the one that the kubelet would try first.
    return credentials?.entries[0];
  });
  if (credential === undefined) {
    return failure(NOT_FOUND);
  }
  const { username, password } = credential;
  const answer = { ServerURL: serverUrl, Username: username, Secret: password.reveal() };
  return { text: `${JSON.stringify(answer)}\n`, exitCode: 0 };
}

async function readServerUrl({ readStdin }: World): Promise<string> {
  const limits = { maxBytes: MAX_URL_BYTES, timeoutMs: STDIN_TIMEOUT_MS };
  const input = await readStdin(limits).catch(() => undefined); // closed, or a folder
  const text = input?.kind === 'bytes' ? decodeUtf8(input.bytes) : undefined;
  if (text === undefined) {
    throw invalid('the server URL on stdin', 'is not a short text that ends');
  }
  return text.trim();
}

/** A client writes it at once. */
const STDIN_TIMEOUT_MS = 10_000;

/** Docker's own names of Docker Hub, whose images have another. */
const DOCKER_HUB: readonly string[] = ['index.docker.io', 'registry-1.docker.io'];

/** The registry as an image of which nothing else is known. A path is that of a registry's API, and says nothing of an image. */
function registryIn(serverUrl: string): ImageName {
  const [, host = ''] = /^(?:https?:\/\/)?([^/?#@]+)(?:\/[^?#]*)?$/.exec(serverUrl) ?? [];
  const registry = DOCKER_HUB.includes(host) ? 'docker.io' : host;
  if (host === '' || parseRegistry(registry) !== registry) {
    throw invalid(`the server URL ${quote(serverUrl)}`, 'names no registry');
  }
  return { name: `${registry}/`, registry, path: '' };
}

function parseRegistry(registry: string): string | undefined {
  try {
    return parseImage(`${registry}/image`).registry;
  } catch (error) {
    if (error instanceof ProviderError) return undefined;
    throw error;
  }
}

function invalid(what: string, problem: string): ProviderError {
  return new ProviderError(`${what} ${problem}`, {
    code: 'REQUEST_INVALID',
    hint: 'write the host of a registry to stdin, with its port, such as registry.example:5000',
  });
}

function needsPath(rule: string, pattern: string, registry: string): ProviderError {
  return new ProviderError(
    `rule ${quote(rule)} is for some images of ${registry} only (${quote(pattern)}), and a credential helper is told the registry alone`,
    {
      code: 'RULE_NEEDS_IMAGE',
      hint: `add a rule for the whole registry behind it: matchImages: [${quote(registry)}]`,
    },
  );
}
