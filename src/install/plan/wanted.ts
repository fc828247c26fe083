// What is wanted on a node, whatever stands there now: the executable, our configuration, its files, and our entries.

import { basename, extname, join } from 'node:path/posix';
import type { Surroundings } from '../../backend/backend.ts';
import { RulePatterns } from '../../backend/rule-patterns.ts';
import { BUILT_IN, BUILT_IN_CONFIG } from '../../config/built-in.ts';
import type { PatternsOf } from '../../config/choose-rule.ts';
import type { Config } from '../../config/config.ts';
import { findConfig } from '../../config/find.ts';
import { inspectText } from '../../config/inspect.ts';
import { invalidConfig } from '../../config/mistake.ts';
import type { EntryPlan } from '../../entries/wanted/plan.ts';
import { wantedEntries } from '../../entries/wanted/wanted-entries.ts';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { NEWEST_RELEASE } from '../../kubelet/release.ts';
import { readBytes } from '../../system/files.ts';
import { digestOf, digestOfFile } from '../../system/placing.ts';
import { decodeUtf8 } from '../../system/utf8.ts';
import { NAME } from '../../version.ts';
import type { NodeFiles } from '../node/node-files.ts';
import type { NodeSetup } from '../node/node-setup.ts';
import type { Places } from '../state/places.ts';
import { placeableFilesIn } from './sources.ts';

export interface InstallOptions {
  /** Source of our configuration; undefined: what is on the node already, or else the built-in rules. */
  readonly config: string | undefined;
  /** Folder of further files; undefined: those that are there stay. */
  readonly files: string | undefined;
  readonly tokens: boolean;
  /** By cloud. */
  readonly audiences: ReadonlyMap<string, string>;
  /** Names of entries of others that go. */
  readonly replace: readonly string[];
  /** Whether what has no counterpart here may go with them. */
  readonly acceptLoss: boolean;
}

export interface Wanted {
  readonly executable: { readonly source: string; readonly digest: string };
  /** Names of links to it. */
  readonly links: readonly string[];
  /** Our configuration, where a source was named. */
  readonly config: WantedText | undefined;
  /** Path of the configuration that will hold, or `built-in`. */
  readonly configInForce: string;
  readonly files: readonly WantedText[] | undefined;
  /** A configuration of the kubelet's with our entries and nothing else. */
  readonly entries: string;
  /** What the entries are made from. */
  readonly plan: EntryPlan;
  readonly patternsOf: PatternsOf;
  readonly replace: readonly string[];
  readonly acceptLoss: boolean;
  /** Over all of this. */
  readonly digest: string;
}

export interface WantedText {
  readonly path: string;
  readonly bytes: Buffer;
  readonly isSecret: boolean;
}

interface WantedOptions {
  readonly setup: NodeSetup;
  readonly files: NodeFiles;
  readonly places: Places;
  /** This executable. */
  readonly ownPath: string;
  readonly surroundingsOf: (config: Config) => Surroundings;
}

/** @throws {ProviderError} of our configuration, and USAGE */
export function findWanted(
  options: InstallOptions,
  { setup, files: node, places, ownPath, surroundingsOf }: WantedOptions,
): Wanted {
  const files = options.files === undefined ? undefined : filesOf(options.files, places);
  const source =
    options.config ??
    findConfig({
      flag: undefined,
      env: {},
      directory: places.config,
      sourceOf: node.sourceOf,
    });
  const target =
    options.config === undefined ? source : join(places.config, `config${extensionOf(options.config)}`);
  const bytes =
    source === undefined ? undefined : readBytes(node.sourceOf(source), { what: 'configuration' }).bytes;
  const placed = new Map(files?.map(({ path }) => [path, join(options.files ?? '', basename(path))]));
  const { config: readable, holdsSecret } =
    source === undefined || bytes === undefined
      ? { config: BUILT_IN_CONFIG, holdsSecret: false }
      : readableConfig(source, textOf(source, bytes), (path) => placed.get(path) ?? node.sourceOf(path));
  const isThere = target !== undefined && source !== undefined && node.real(target) === node.real(source);
  const config =
    bytes === undefined || target === undefined || isThere
      ? undefined
      : { path: target, bytes, isSecret: holdsSecret };
  const clash = files?.find(({ path }) => path === target);
  if (clash !== undefined) {
    throw new ProviderError(
      `--files: ${quote(basename(clash.path))} is the name of the configuration of this plugin`,
      {
        code: 'USAGE',
        hint: 'remove it from the folder, or rename it',
      },
    );
  }
  const configInForce = target ?? BUILT_IN;
  const patterns = new RulePatterns([readable], surroundingsOf);
  const { plan, text } = wantedEntries(readable, {
    release: releaseFor(options, setup),
    tokens: options.tokens,
    audiences: options.audiences,
    patterns,
    source: configInForce,
    madeBy: 'install',
  });
  const own = node.sourceOf(ownPath);
  const executable = { source: own, digest: digestOfFile(own) };
  return {
    executable,
    links: plan.entries.map(({ name }) => name).filter((name) => name !== NAME),
    config,
    configInForce,
    files,
    entries: text,
    plan,
    patternsOf: patterns.patternsOf,
    replace: options.replace,
    acceptLoss: options.acceptLoss,
    digest: digestOf(
      JSON.stringify([
        executable.digest,
        configInForce,
        bytes === undefined ? null : digestOf(bytes),
        files?.map(({ path, bytes: content }) => [path, digestOf(content)]) ?? null,
        text,
        options.replace,
        ...(options.acceptLoss ? ['accept-loss'] : []),
        setup.kubeletConfig,
        setup.binDir,
        setup.commandDir ?? null,
      ]),
    ),
  };
}

/** Tokens are what the releases differ in; without them any release reads the same entries. */
function releaseFor({ tokens }: InstallOptions, { release }: NodeSetup): number {
  if (release === undefined && tokens) {
    throw new ProviderError('--tokens: the version of the kubelet is not known', {
      code: 'USAGE',
      hint: 'set --kubelet-version',
    });
  }
  return Math.min(release ?? NEWEST_RELEASE, NEWEST_RELEASE);
}

function extensionOf(path: string): string {
  const extension = extname(path);
  return ['.yml', '.json'].includes(extension) ? extension : '.yaml';
}

function textOf(path: string, bytes: Buffer): string {
  const text = decodeUtf8(bytes);
  if (text === undefined) {
    throw new ProviderError(`configuration ${quote(path)} is not UTF-8 text`, {
      code: 'CONFIG_UNREADABLE',
      hint: 'save it as UTF-8',
    });
  }
  return text.replace(/^\ufeff/, '');
}

/** Reads each file from where `pathOf` has it. @throws {ProviderError} CONFIG_INVALID (with all mistakes) */
function readableConfig(source: string, text: string, pathOf: (path: string) => string) {
  const { config, mistakes, secrets, lineOf } = inspectText(source, text, pathOf);
  if (config === undefined) {
    throw invalidConfig(source, mistakes, lineOf);
  }
  return { config, holdsSecret: secrets.size > 0 };
}

function filesOf(folder: string, places: Places): WantedText[] {
  return placeableFilesIn(folder).map((path) => ({
    path: join(places.config, basename(path)),
    bytes: readBytes(path, { what: '--files:' }).bytes,
    isSecret: true,
  }));
}
