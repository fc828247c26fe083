// This executable called as docker-credential-registry-credential-provider: a credential helper of docker's, for the clients
// of the node that use such, nerdctl, skopeo and buildkit. Failures are told on stdout, as this protocol wants.
// https://github.com/docker/docker-credential-helpers/blob/master/credentials/credentials.go

import { Backends } from '../backend/backends.ts';
import { NOT_FOUND } from '../backend/docker-config/helper-program.ts';
import { chooseRules, type PatternsOf } from '../config/choose-rule.ts';
import type { Rule } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import { asProviderError, formatError, ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import { coverage } from '../image/pattern.ts';
import { type ImageName, parseImage } from '../image/reference.ts';
import { runLogged } from '../logged-run.ts';
import { decodeUtf8 } from '../system/utf8.ts';
import { NAME, VERSION } from '../version.ts';
import type { Outcome, World } from '../world.ts';

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
    const choice = chooseRules(config.rules, pull, backends.patternsOf);
    if (choice === undefined) {
      refuseForPaths(config.rules, image.registry, backends.patternsOf);
      return undefined;
    }
    const backend = backends.serving(choice);
    Object.assign(notes, { rule: choice.rules[0], backend });
    const credentials = await deadline.limit((stop) => backend.getCredentials(pull, stop));
    notes.credentials = credentials?.entries.length ?? 0;
    // A client is given one: that which the kubelet would try first, and none where it would try without.
    const [first] = credentials?.entries ?? [];
    return first?.username === '' ? undefined : first;
  });
  if (credential === undefined) {
    // Clients look for these words: they go on without a credential then.
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

/**
 * The registry as an image of which nothing else is known: patterns for the whole registry match it, those with a path do
 * not. The path of a server URL is that of an API, and says nothing of an image.
 */
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

/**
 * Rules for some images of the registry do not serve it as a whole, and which image is pulled is not told.
 * @throws {ProviderError} RULE_NEEDS_IMAGE where there are such
 */
function refuseForPaths(rules: readonly Rule[], registry: string, patternsOf: PatternsOf): void {
  for (const rule of rules.filter(({ matchServiceAccounts }) => matchServiceAccounts === undefined)) {
    const pattern = patternsOf(rule).find((each) => coverage(each, registry) === 'some');
    if (pattern !== undefined) {
      throw new ProviderError(
        `rule ${quote(rule.name)} is for some images of ${registry} only (${quote(pattern)}), and a credential helper is told the registry alone`,
        {
          code: 'RULE_NEEDS_IMAGE',
          hint: `add a rule for the whole registry behind it: matchImages: [${quote(registry)}]`,
        },
      );
    }
  }
}
