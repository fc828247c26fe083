// The kubelet's two flags on the way from files to its command line, and back out of them.

import { join } from 'node:path/posix';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import {
  BIN_DIR_FLAG,
  CONFIG_FLAG,
  flagValue,
  flagValues,
  kubeletArguments,
} from '../../kubelet/settings.ts';
import { type Host, withFiles } from './host.ts';
import type { WantedFile } from './node-setup.ts';
import { addToVariable, parseEnvironmentFile, takeFromVariable } from './systemd/environment-file.ts';
import { commandOf, findService, type SystemdService, splitPrefixes } from './systemd/service.ts';
import { splitWords, standingVariable } from './systemd/words.ts';

/** What the two flags are to name. */
export interface ProviderFlags {
  readonly config: string;
  readonly binDir: string;
}

export interface FlagPlan {
  readonly files: readonly WantedFile[];
  /** Whether a drop-in is written, or exists already: systemd reads it only after daemon-reload. */
  readonly byDropIn: boolean;
}

/** Behind all others, as of several ExecStart= the last counts. `systemctl edit` writes override.conf. */
const DROP_IN = 'zz-registry-credential-provider.conf';

export const HEADER =
  '# Written by registry-credential-provider install, which writes it again when the unit changes; uninstall removes it.';
/** As every version has written it. */
const HEADERS = /^# (?:Made|Written) by registry-credential-provider install, .*\n?/m;

/** Whether a file has the text already: a header of another version is no reason to restart the kubelet. */
export function hasText(standing: string | undefined, text: string): boolean {
  return standing?.replace(HEADERS, '') === text.replace(HEADERS, '');
}

function dropInPath(service: string): string {
  return join('/etc/systemd/system', `${service}.d`, DROP_IN);
}

/**
 * What has to be written so that a service's kubelet gets the flags that it has not got yet.
 * @param variables those by which this set-up lets further flags in, the preferred first
 * @throws {ProviderError} NODE_UNSUPPORTED, USAGE for a path that cannot be written down
 */
export function planFlags(
  host: Host,
  name: string,
  flags: ProviderFlags,
  variables: readonly string[],
): FlagPlan {
  const dropIn = dropInPath(name);
  const hasDropIn = host.facts(dropIn) !== undefined;
  const service = findService(host, name, dropIn);
  const args = kubeletArguments((service && commandOf(host, service)) ?? []);
  if (service === undefined || args === undefined) {
    return { files: [], byDropIn: hasDropIn };
  }
  const words = missingFlags(args, flags);
  if (words.length === 0) {
    return { files: [], byDropIn: hasDropIn };
  }
  const file = fileFor(host, service, words.map(written).join(' '), variables, hasDropIn);
  const files = hasText(host.read(file.path), file.text) ? [] : [file];
  const byDropIn = hasDropIn || file.path === dropIn;
  checkSeen(withFiles(host, files), name, words, file.path);
  return { files, byDropIn };
}

function missingFlags(args: readonly string[], flags: ProviderFlags): readonly string[] {
  return flagWords(flags).filter((word) => {
    const name = word.slice('--'.length, word.indexOf('='));
    return (flagValue(args, name) ?? '') === '';
  });
}

function flagWords({ config, binDir }: ProviderFlags): readonly string[] {
  return [`--${CONFIG_FLAG}=${config}`, `--${BIN_DIR_FLAG}=${binDir}`];
}

/** Unit, environment file and shell take such a word as it is. */
function written(word: string): string {
  if (!/^--[a-z-]+=\/[A-Za-z0-9._/@+,:~-]*$/.test(word)) {
    const path = word.slice(word.indexOf('=') + 1);
    throw new ProviderError(`path ${quote(path)} has characters that have a special meaning in a unit file`, {
      code: 'USAGE',
      hint: 'choose an absolute path of letters, digits and . _ - / @ + , : ~',
    });
  }
  return word;
}

function fileFor(
  host: Host,
  service: SystemdService,
  words: string,
  variables: readonly string[],
  hasDropIn: boolean,
): WantedFile {
  const { prefixes, command } = splitPrefixes(service.execStart ?? '');
  const standing = (splitWords(command) ?? []).map(standingVariable);
  const variable = prefixes.includes(':') ? undefined : variables.find((each) => standing.includes(each));
  const place = variable === undefined ? undefined : placeOf(host, service, variable);
  if (variable !== undefined && place !== undefined && !(hasDropIn && place !== 'unset')) {
    return place === 'unset'
      ? dropInFor(service, `Environment="${variable}=${words}"`, `the unit takes flags from $${variable}`)
      : {
          path: place,
          text: addToVariable(host.read(place) ?? '', variable, words),
          mode: 0o644,
          why: `the kubelet's unit takes ${variable} from this file`,
        };
  }
  const lines = `ExecStart=\nExecStart=${service.execStart} ${words}`;
  return dropInFor(
    service,
    lines,
    `the command line of ${service.path} and its drop-ins, with the flags added`,
  );
}

/** The file in which a variable is to be changed, or that nothing sets it; undefined where it is to be left alone. */
function placeOf(host: Host, service: SystemdService, variable: string): string | 'unset' | undefined {
  const setting = service.environmentFiles.findLast((path) =>
    parseEnvironmentFile(host.read(path) ?? '').some(({ name }) => name === variable),
  );
  if (setting !== undefined) {
    // A file elsewhere is another program's, which writes it again.
    return setting.startsWith('/etc/') ? setting : undefined;
  }
  if ((service.environment.get(variable) ?? '') !== '') {
    return undefined;
  }
  return (
    service.environmentFiles.findLast((path) => /^\/etc\/(default|sysconfig)\/kubelet$/.test(path)) ?? 'unset'
  );
}

function dropInFor(service: SystemdService, lines: string, why: string): WantedFile {
  return {
    path: dropInPath(service.name),
    text: `${HEADER}\n[Service]\n${lines}\n`,
    mode: 0o644,
    why,
  };
}

/** The kubelet must get each flag once: a file that systemd reads in another way than this program would stop it. */
function checkSeen(host: Host, name: string, words: readonly string[], path: string): void {
  const service = findService(host, name);
  const args = kubeletArguments((service && commandOf(host, service)) ?? []) ?? [];
  const unseen = words.filter((word) => {
    const [flag = '', value] = word.slice('--'.length).split('=');
    return flagValue(args, flag) !== value || flagValues(args, flag).length !== 1;
  });
  if (unseen.length > 0) {
    throw new ProviderError(
      `${unseen.join(' ')} cannot be set in ${quote(path)}: the kubelet's unit, or a later drop-in, overrides it`,
      {
        code: 'NODE_UNSUPPORTED',
        hint: 'add it where the kubelet gets its other flags, then run install again',
      },
    );
  }
}

/** What `uninstall` knows of a file by which the kubelet gets its flags. */
interface ChangedFile {
  readonly path: string;
  /** What was there before the install; undefined: nothing. */
  readonly before: string | undefined;
  /** What install wrote, */
  readonly written: string;
  /** and what stands there now, which is neither. */
  readonly now: string;
}

/**
 * The file without the part that install wrote, with all later changes of others; undefined: the file is to be removed. A
 * flag that was there before the install stays.
 */
export function takeOutFlags({ path, before = '', written: made, now }: ChangedFile): string | undefined {
  const there = wordsIn(before);
  const ours = wordsIn(made).filter((word) => !there.includes(word));
  if (/\.(?:conf|ya?ml)$/.test(path)) {
    return withoutLines(now, ours);
  }
  const names = new Set(parseEnvironmentFile(now).map(({ name }) => name));
  return [...names].reduce((text, name) => takeFromVariable(text, name, ours.join(' ')), now);
}

/** The two flags in a file, outside of comments, as they are on a command line. */
function wordsIn(text: string): readonly string[] {
  const flag = new RegExp(`(${CONFIG_FLAG}|${BIN_DIR_FLAG})(?:=|: ?")([^\\s"']+)`, 'g');
  const lines = text.split('\n').filter((line) => !/^\s*[#;]/.test(line));
  return [...lines.join('\n').matchAll(flag)].map(([, name, path]) => `--${name}=${path}`);
}

/** Of a file that install created: undefined unless another program or user has added something to it. */
function withoutLines(text: string, words: readonly string[]): string | undefined {
  const isOurs = (line: string) => HEADERS.test(line) || wordsIn(line).some((word) => words.includes(word));
  const rest = text.split('\n').filter((line) => !isOurs(line));
  const says = rest.filter((line) => !/^\s*(?:[#;].*|\[.*\]|ExecStart=|kubelet-arg\+:)?\s*$/.test(line));
  return says.length === 0 ? undefined : rest.filter((line) => line !== 'ExecStart=').join('\n');
}
