// One run of a provider, as the kubelet runs it, and what the kubelet makes of how it ended.
// https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/credentialprovider/plugin/plugin.go (ExecPlugin)

import { quote } from '../escape.ts';
import { parseJson } from '../json.ts';
import type { ResponseRefusal } from '../kubelet/response/decode.ts';
import { type AcceptedResponse, judgeResponse } from '../kubelet/response/judge.ts';
import { REPORT_VARIABLE } from '../protocol/request.ts';
import { Secret } from '../secret.ts';
import type { Environment } from '../system/environment.ts';
import { type PluginOptions, type PluginRun, runPlugin } from '../system/program.ts';
import type { TriedEntry } from './entries.ts';
import { type OwnReport, readOwnReport } from './own-report.ts';
import { redactor, shownLines } from './redact.ts';
import type { RequestToken } from './token.ts';

export interface RunPlace {
  readonly env: Environment;
  readonly directory: string;
  readonly clock: () => number;
  /** The kubelet's minute, but in tests. */
  readonly timeoutMs: number;
  readonly forward: PluginOptions['forward'];
}

export interface EntryRun {
  readonly ms: number;
  /** `exit status 0`. */
  readonly ending: string;
  readonly verdict: AcceptedResponse | ResponseRefusal;
  /** Bytes that the provider wrote to stdout. */
  readonly stdoutBytes: number;
  /** Fit to be shown. */
  readonly stderr: readonly string[];
  /** What this plugin tells of its run; undefined: another plugin, or an executable of a version that does not tell. */
  readonly report: OwnReport | undefined;
  /** What it left running. */
  readonly notes: readonly string[];
}

/** More than any answer, and any explanation of a failure. */
const MAX_BYTES = 1024 * 1024;
const DRAIN_MS = 2_000;

/** @param image full name */
export async function runEntry(
  { provider, path, own }: TriedEntry,
  image: string,
  { env, directory, clock, timeoutMs, forward }: RunPlace,
  given: RequestToken | undefined,
): Promise<EntryRun> {
  const run = await runPlugin([path, ...provider.args], {
    // Of a variable that is there twice the last counts.
    env: {
      ...env,
      ...Object.fromEntries(provider.env.map(({ name, value }) => [name, value])),
      [REPORT_VARIABLE]: own ? '3' : undefined,
    },
    directory,
    stdin: requestFor(provider.apiVersion, image, given),
    timeoutMs,
    drainMs: DRAIN_MS,
    maxBytes: MAX_BYTES,
    clock,
    forward,
  });
  const secrets = [
    ...(given === undefined ? [] : [given.token]),
    ...passwordsIn(run.stdout.bytes),
    ...secretsOf([...Object.entries(env), ...provider.env.map(({ name, value }) => [name, value] as const)]),
  ];
  return {
    ms: Math.round(run.ms),
    ending: run.problem ?? 'exit status 0',
    verdict: failureOf(run, timeoutMs) ?? judgeResponse(run.stdout.bytes, provider, image, given?.token),
    stdoutBytes: run.stdout.length,
    stderr: shownLines(run.stderr.bytes, redactor(secrets)),
    report: own ? readOwnReport(run.report.bytes) : undefined,
    notes: notesOf(run, timeoutMs),
  };
}

const SECRET_NAME =
  /secret|passw|token|key|credential|auth|(?:^|[_-])(?:pass|pwd|pat|dsn|jwt|sas|creds?)(?:[_-]|$)|(?:Pass|Pwd)$/i;
/** A shorter value is a switch. */
const MIN_SECRET = 8;

/** Such a variable has a path, which is no secret; other values may begin with a slash too, as a key in base64. */
const PATH_NAME = /file|path|dir|sock|_CREDENTIALS$|^(?:OLD)?PWD$/i;

/** Of variables whose names say so. */
function secretsOf(variables: readonly (readonly [name: string, value: string | undefined])[]): Secret[] {
  return variables.flatMap(([name, value = '']) =>
    SECRET_NAME.test(name) && value.length >= MIN_SECRET && !(value.startsWith('/') && PATH_NAME.test(name))
      ? [new Secret(value)]
      : [],
  );
}

/** One line, as the kubelet's encoder writes it. */
function requestFor(apiVersion: string, image: string, given: RequestToken | undefined): string {
  const annotations = Object.fromEntries(given?.annotations ?? []);
  const request = {
    kind: 'CredentialProviderRequest',
    apiVersion,
    image,
    serviceAccountToken: given?.token.reveal(),
    serviceAccountAnnotations: Object.keys(annotations).length === 0 ? undefined : annotations,
  };
  return `${JSON.stringify(request)}\n`;
}

function failureOf(run: PluginRun, timeoutMs: number): ResponseRefusal | undefined {
  const { problem, started, late, heldOpen, stdout } = run;
  const logged = (error: string) => `error execing credential provider plugin … ${error}`;
  const seconds = `${timeoutMs / 1000} s`;
  if (!started) {
    return {
      logged: logged(problem ?? 'unknown error'),
      reason: `the executable could not be started (${problem})`,
      remedy: 'run check: it tells whether the executable fits this machine',
    };
  }
  if (late || heldOpen) {
    return {
      logged: logged('context deadline exceeded'),
      reason: late
        ? `it did not end within ${seconds}, and was killed`
        : `it ended, but a process that it has started keeps its output open for more than ${seconds}`,
      remedy: late
        ? 'look at its stderr below, and at what it asks on the network'
        : 'have the plugin end what it starts, or close its output',
    };
  }
  if (problem !== undefined) {
    return {
      logged: logged(problem),
      reason: `it failed (${problem}); the kubelet reads its stdout only after exit status 0`,
      remedy: 'do what its stderr says',
    };
  }
  if (stdout.length > MAX_BYTES) {
    return {
      logged: 'not known',
      reason: `stdout has ${stdout.length} bytes, of which this command reads ${MAX_BYTES}; the kubelet has no such limit`,
      remedy: 'answer with the keys of one registry',
    };
  }
  return undefined;
}

function notesOf({ late, heldOpen, stderr }: PluginRun, timeoutMs: number): string[] {
  return [
    ...(late && heldOpen
      ? [
          `a process that it has started kept its output open when it was killed: the kubelet would wait for that too, beyond the ${timeoutMs / 1000} s`,
        ]
      : []),
    ...(stderr.length > MAX_BYTES ? [`stderr has ${stderr.length} bytes; its end is not looked at`] : []),
  ];
}

/** Whatever may be one, also where the response is refused. */
function passwordsIn(stdout: Buffer): Secret[] {
  const found: Secret[] = [];
  const visit = (value: unknown, name: string, depth: number): void => {
    if (
      typeof value === 'string' &&
      !/^(?:kind|apiVersion|cacheKeyType|cacheDuration|username)$/.test(name)
    ) {
      found.push(new Secret(value));
    } else if (typeof value === 'object' && value !== null && depth < 8) {
      for (const [key, each] of Object.entries(value)) visit(each, key, depth + 1);
    }
  };
  visit(parseJson(stdout.toString('utf8')), '', 0);
  return found;
}

/** For a reader: how the request's token looks, without the token. */
export function describeRequestToken({ account, audience, from }: RequestToken): string {
  const where = from === 'file' ? 'from --token-file' : 'from the API server';
  return `of ${account.namespace}/${account.name}, audience ${quote(audience)}, ${where}`;
}
