// Runs what was built, the way the kubelet does: its own environment and nothing of ours, a pipe for each stream.

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const EXECUTABLE = process.env.RCP_EXECUTABLE ?? `${ROOT}dist/registry-credential-provider`;
export const BUNDLE = `${ROOT}dist/registry-credential-provider.cjs`;

export interface RunOptions {
  readonly args?: readonly string[];
  /** Undefined: the writer never closes. */
  readonly input?: string | Uint8Array | undefined;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** What to run instead of the executable. */
  readonly command?: readonly [string, ...string[]];
  /** When it is killed, as it would never end; far more than a deadline's 45 s, for a busy machine. */
  readonly timeoutMs?: number;
  /** Ends it by SIGKILL. */
  readonly kill?: AbortSignal;
  /** Told of the process as soon as there is one. */
  readonly started?: (pid: number) => void;
}

export interface RunResult {
  /** Null when a signal ended it. */
  readonly exit: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

export function run(options: RunOptions): Promise<RunResult> {
  const [file, ...first] = options.command ?? [EXECUTABLE];
  const started = performance.now();
  const child = spawn(file, [...first, ...(options.args ?? [])], {
    env: options.env ?? {},
    cwd: options.cwd ?? '/',
    stdio: 'pipe',
  });
  if (child.pid !== undefined) {
    options.started?.(child.pid);
  }
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  child.stdin.on('error', () => {}); // it may end before it has read everything
  if ('input' in options && options.input === undefined) {
    child.stdin.write('{');
  } else {
    child.stdin.end(options.input ?? '');
  }
  const timer = setTimeout(() => child.kill('SIGKILL'), options.timeoutMs ?? 120_000);
  options.kill?.addEventListener('abort', () => child.kill('SIGKILL'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exit, signal) => {
      clearTimeout(timer);
      child.stdin.destroy();
      resolve({ exit, signal, ...output, ms: performance.now() - started });
    });
  });
}

/** A request as the kubelet writes it: one line. */
export function request(image: string, extra: Readonly<Record<string, unknown>> = {}): string {
  return `${JSON.stringify({
    kind: 'CredentialProviderRequest',
    apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
    image,
    ...extra,
  })}\n`;
}

/** A service account token as the API server forms it. Nobody checks its signature here. */
export function serviceAccountToken(
  namespace: string,
  name: string,
  signature = 'c2lnbmF0dXJl',
  claims: Readonly<Record<string, unknown>> = {},
): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return [
    part({ alg: 'RS256', kid: 'test' }),
    part({
      iss: 'https://kubernetes.test',
      sub: `system:serviceaccount:${namespace}:${name}`,
      aud: ['test'],
      ...claims,
    }),
    signature,
  ].join('.');
}
