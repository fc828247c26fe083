// Runs the harness of go/: questions to the kubelet's code, and lookups through its exec plugin code.

import { spawn } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { SigningKey } from '../clouds/jwt.ts';
import { buildHarness, type Release } from './build.ts';

/** The executable under test. */
export const EXECUTABLE = resolve(
  process.env.RCP_EXECUTABLE ?? join(import.meta.dirname, '../../dist/registry-credential-provider'),
);

/** Name in the kubelet's configuration and in its bin dir. */
const NAME = 'registry-credential-provider';

const HARNESS_TIMEOUT_MS = 180_000;

export const API_VERSIONS = ['v1', 'v1beta1', 'v1alpha1'] as const;
export type ApiVersion = (typeof API_VERSIONS)[number];

export interface Credential {
  readonly username: string;
  readonly password: string;
}

/** One line to `harness compare`; see question in go/compare.go. */
export type Question =
  | { readonly match: { readonly pattern: string; readonly image: string } }
  | { readonly image: string }
  | { readonly key: string }
  | { readonly keyring: { readonly keys: readonly string[]; readonly image: string } }
  | { readonly duration: string }
  | { readonly nodeConfig: { readonly dir: string; readonly image: string } }
  | { readonly proxy: { readonly url: string; readonly proxy: string; readonly noProxy: string } }
  | { readonly object: string }
  | { readonly ownConfig: { readonly path: string; readonly dropIn: boolean } };

export interface Answer {
  readonly matched?: boolean;
  readonly name?: string;
  readonly key?: string;
  readonly keys?: readonly string[];
  readonly nanoseconds?: string;
  readonly json?: string;
  readonly credentials?: readonly Credential[];
  readonly error?: string;
}

/**
 * What the kubelet's code says to each question, in order. Go 1.26 refuses a host with several colons; the default
 * of `godebug` has a release that was made for an older Go refuse it too.
 */
export async function askKubelet(
  release: Release,
  questions: readonly Question[],
  godebug = 'urlstrictcolons=1',
): Promise<readonly Answer[]> {
  const { code, stdout, stderr } = await runHarness(release, ['compare'], questions, { GODEBUG: godebug });
  if (code !== 0) throw new Error(`harness compare: exit ${code}: ${stderr}`);
  const answers = parseLines<Answer>(stdout);
  if (answers.length !== questions.length) throw new Error(`harness compare: ${answers.length} answers`);
  return answers;
}

/** An image of a Pod, as the kubelet looks it up. */
export interface Pull {
  readonly image: string;
  readonly namespace?: string;
  readonly serviceAccount?: string;
  /** Of the service account. */
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface Lookup {
  readonly release: Release;
  readonly apiVersion: ApiVersion;
  /** Our configuration: its `rules`, or the whole text of the file. */
  readonly rules: readonly object[] | string;
  readonly pulls: readonly Pull[];
  /** The provider's `matchImages`; by default the registries of the pulls. */
  readonly matchImages?: readonly string[] | undefined;
  readonly tokenAttributes?: object;
  /** The provider's `env`. */
  readonly env?: Readonly<Record<string, string>>;
  /** Who issues the service accounts' tokens; somebody of no worth, when absent. */
  readonly issuer?: { readonly issuer: string; readonly key: SigningKey };
  readonly parallel?: boolean;
}

export interface LookedUp {
  /** Credentials of each pull, in the order in which the kubelet would try them. */
  readonly credentials: readonly (readonly Credential[])[];
  /** The kubelet's log, whose lines also hold what our executable wrote to stderr. */
  readonly log: string;
}

/** Registers our executable as the kubelet does at its start and looks up the credentials of each pull. */
export async function lookUp(lookup: Lookup): Promise<LookedUp> {
  return withTemporaryDirectory(async (directory) => {
    const ours = join(directory, 'ours.json');
    await writeFile(
      ours,
      typeof lookup.rules === 'string'
        ? lookup.rules
        : JSON.stringify({
            apiVersion: 'registry-credential-provider/v1alpha1',
            kind: 'RegistryCredentialProviderConfig',
            // The node's own directory is not for tests.
            cache: { enabled: false },
            rules: lookup.rules,
          }),
    );
    const provider = {
      name: NAME,
      apiVersion: `credentialprovider.kubelet.k8s.io/${lookup.apiVersion}`,
      matchImages: lookup.matchImages ?? [...new Set(lookup.pulls.map(({ image }) => registryOf(image)))],
      defaultCacheDuration: '12h',
      args: ['--config', ours],
      ...(lookup.env && { env: Object.entries(lookup.env).map(([name, value]) => ({ name, value })) }),
      ...(lookup.tokenAttributes && { tokenAttributes: lookup.tokenAttributes }),
    };
    const { code, stdout, stderr } = await register(
      lookup.release,
      directory,
      JSON.stringify({
        apiVersion: 'kubelet.config.k8s.io/v1',
        kind: 'CredentialProviderConfig',
        providers: [provider],
      }),
      lookup.pulls,
      [
        ...(lookup.parallel ? ['-parallel'] : []),
        ...(lookup.issuer ? await issuerFlags(lookup.issuer, directory) : []),
      ],
    );
    if (code !== 0) throw new Error(`harness lookup: exit ${code}: ${stderr}`);
    const credentials = parseLines<{ credentials: Credential[] }>(stdout).map((line) => line.credentials);
    return { credentials, log: stderr };
  });
}

/** The same for the plugins that a test has put into the folder, under the configuration's text. */
export async function lookUpIn(
  directory: string,
  { release, config, pulls }: { release: Release; config: string; pulls: readonly Pull[] },
): Promise<LookedUp> {
  const { code, stdout, stderr } = await register(release, directory, config, pulls, [], []);
  if (code !== 0) throw new Error(`harness lookup: exit ${code}: ${stderr}`);
  const credentials = parseLines<{ credentials: Credential[] }>(stdout).map((line) => line.credentials);
  return { credentials, log: stderr };
}

async function issuerFlags(
  { issuer, key }: NonNullable<Lookup['issuer']>,
  directory: string,
): Promise<string[]> {
  const file = join(directory, 'signing-key.pem');
  await writeFile(file, key.privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return ['-issuer', issuer, '-signing-key', file];
}

/** What a kubelet's two flags name, and its feature gate of tokens; without a folder no executable is looked for. */
export interface ConfigPath {
  readonly path: string;
  readonly binDir?: string;
  readonly gate: boolean;
}

/** What the kubelet makes of each configuration: why it would not start, and the entries that it has read. */
export async function loadByKubelet(
  release: Release,
  paths: readonly ConfigPath[],
): Promise<readonly { readonly error?: string; readonly providers?: readonly string[] }[]> {
  const { code, stdout, stderr } = await runHarness(release, ['load'], paths);
  if (code !== 0) throw new Error(`harness load: exit ${code}: ${stderr}`);
  return parseLines(stdout);
}

/** The kubelet's reason not to start with this configuration, or undefined when it takes it. */
export async function whyKubeletRefuses(
  release: Release,
  config: string,
  names: readonly string[],
): Promise<string | undefined> {
  return withTemporaryDirectory(async (directory) => {
    const { code, stderr } = await register(release, directory, config, [], [], names);
    return code === 0 ? undefined : stderr;
  });
}

async function register(
  release: Release,
  directory: string,
  config: string,
  pulls: readonly Pull[],
  flags: readonly string[],
  names: readonly string[] = [NAME],
): Promise<Finished> {
  const kubeletConfig = join(directory, 'kubelet.yaml');
  await writeFile(kubeletConfig, config);
  for (const name of names) await symlink(EXECUTABLE, join(directory, name));
  return runHarness(release, ['lookup', '-config', kubeletConfig, '-bin-dir', directory, ...flags], pulls);
}

/** Runs the work with a directory that is gone afterwards. */
export async function withTemporaryDirectory<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'rcp-kubelet-'));
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function runHarness(
  release: Release,
  args: readonly string[],
  lines: readonly object[],
  environment: NodeJS.ProcessEnv = {},
): Promise<Finished> {
  const child = spawn(await harnessOf(release), args, {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', ...environment },
    timeout: HARNESS_TIMEOUT_MS,
    killSignal: 'SIGKILL',
  });
  const closed = new Promise<number | null>((resolveClosed, reject) => {
    child.once('error', reject).once('close', resolveClosed);
  });
  child.stdin.on('error', () => {}); // a harness that ends early says why on stderr
  child.stdin.end(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { code, stdout, stderr };
}

const harnesses = new Map<Release, Promise<string>>();

function harnessOf(release: Release): Promise<string> {
  const harness = harnesses.get(release) ?? buildHarness(release);
  harnesses.set(release, harness);
  return harness;
}

function parseLines<T>(output: string): T[] {
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

/** Host and port of an image as the kubelet asks for it. */
function registryOf(image: string): string {
  const first = image.slice(0, Math.max(image.indexOf('/'), 0));
  return /[.:]/.test(first) || first === 'localhost' ? first : 'docker.io';
}
