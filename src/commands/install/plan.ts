// From what is wanted and what stands on the node to the changes, in their order, and to the record that holds after them.

import { dirname, join } from 'node:path/posix';
import { parse as parseYaml } from 'yaml';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { isConfigFile } from '../../kubelet/config/load.ts';
import { NEWEST_RELEASE } from '../../kubelet/release.ts';
import { readBytes } from '../../system/files.ts';
import { inspect, listFolder, realPath } from '../../system/inspect.ts';
import { otherWriterOf } from '../../system/other-writer.ts';
import { isSame, type Standing, standingAt } from '../../system/placing.ts';
import { VERSION } from '../../version.ts';
import { entryNames, isOurs, mergeKubeletConfig, takeOutEntries, toJson } from '../generate/merge.ts';
import { NAME } from '../ours.ts';
import {
  ABSENT,
  type Change,
  type Content,
  fileOf,
  needsRestart,
  ROLES,
  type Role,
  standingOf,
  withAttributes,
} from './change.ts';
import type { NodeSetup } from './node-setup.ts';
import type { Places } from './places.ts';
import { contentOf, type Installed, type Item, readBackup } from './record.ts';
import { revert } from './revert.ts';
import { refuseOpenPlaces } from './root-only-places.ts';
import type { Wanted } from './wanted.ts';

export interface Plan {
  /** In their order; what is taken away comes last. */
  readonly changes: readonly Change[];
  /** What holds after them. Undefined: nothing of ours is there any more. */
  readonly record: Installed | undefined;
  /** Contents for the backup folder, by digest: bytes, or the path of a file that has them. */
  readonly kept: ReadonlyMap<string, Uint8Array | string>;
  /** Whether the kubelet must read something again. */
  readonly restart: boolean;
  /** What an operator should know, in whole sentences. */
  readonly notes: readonly string[];
}

/** A place that is to be ours, with what comes back when it no longer is. */
interface Place {
  readonly role: Role;
  readonly path: string;
  readonly current: Standing;
  readonly after: Content;
  readonly original: Content;
  readonly why?: string;
}

/** @throws {ProviderError} INSTALL_REFUSED, or of the kubelet's configuration that is there */
export function planInstall(
  wanted: Wanted,
  { setup, record, places }: { setup: NodeSetup; record: Installed | undefined; places: Places },
): Plan {
  // A link on the way is looked at as such, before it is followed to a place of another name.
  refuseOtherWriters([setup.binDir, setup.kubeletConfig.path, places.config]);
  const node = new NodePlaces(setup, record, places);
  const found = [
    node.executable(wanted),
    ...wanted.links.map((name) => node.link(name)),
    ...(wanted.files ?? []).map((file) => node.text('file', file)),
    ...(wanted.config === undefined ? [] : [node.text('config', wanted.config)]),
    ...node.kubeletConfig(wanted),
    ...setup.flagFiles.map((file) => node.flags(file)),
  ];
  const paths = new Set(found.map(({ path }) => path));
  refuseOtherWriters([...paths]);
  const others = record?.items.filter(({ path }) => !paths.has(path)) ?? [];
  const staying = others.filter(
    ({ role, path }) =>
      role === 'flags' || path === wanted.configInForce || (role === 'file' && wanted.files === undefined),
  );
  const going = others.filter((item) => !staying.includes(item)).reverse();
  const reverted = going.map((item) => revert(item, record?.replaced ?? [], places));
  const items = [...found.map(itemOf), ...staying];
  const changes = [...found.flatMap(changeOf), ...reverted.flatMap(({ change }) => change ?? [])];
  const named = [setup.kubeletConfig.path, ...setup.flagFiles.map(({ path }) => path)];
  refuseOpenPlaces([...named, ...[...found, ...changes].map(({ path }) => path)], 'install');
  return {
    changes,
    record: {
      format: 1,
      version: VERSION,
      wanted: wanted.digest,
      // Which flags the kubelet lacked, and what was to be known then, says nothing of the node as it is.
      setup: { ...setup, flagFiles: [], notes: [] },
      config: wanted.configInForce,
      items: items.sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role)),
      folders: record?.folders ?? [],
      replaced: [...wanted.replace],
    },
    kept: keptOf(found),
    restart: changes.some(({ role }) => needsRestart(role)),
    notes: [...setup.notes, ...reverted.flatMap(({ note }) => note ?? [])],
  };
}

/** Who can write on the way to a place decides what is put there as root, and what is run. @throws {ProviderError} */
function refuseOtherWriters(paths: readonly string[]): void {
  for (const path of paths) {
    const who = otherWriterOf(path) ?? (isOpen(path) ? 'every user can write there' : undefined);
    if (who !== undefined) {
      throw new ProviderError(`install: nothing is written to ${quote(path)}: ${who}`, {
        code: 'INSTALL_REFUSED',
        hint: 'let only root write there: chown root: and chmod go-w what is named',
      });
    }
  }
}

/** A sticky folder too: what is not there yet, another user may put there first. */
function isOpen(path: string): boolean {
  return [path, dirname(path)].some((place) => {
    const facts = inspect(place);
    return !('problem' in facts) && facts.kind === 'directory' && (facts.mode & 0o002) !== 0;
  });
}

class NodePlaces {
  readonly #setup: NodeSetup;
  readonly #record: Installed | undefined;
  readonly #places: Places;

  constructor(setup: NodeSetup, record: Installed | undefined, places: Places) {
    this.#setup = setup;
    this.#record = record;
    this.#places = places;
  }

  executable({ executable }: Wanted): Place {
    const path = join(this.#setup.binDir, NAME);
    const after: Content = {
      kind: 'file',
      digest: executable.digest,
      source: executable.source,
      mode: 0o755,
      uid: 0,
      gid: 0,
    };
    return this.#place('executable', path, () => after);
  }

  link(name: string): Place {
    return this.#place('link', join(this.#setup.binDir, name), () => ({
      kind: 'link',
      target: NAME,
    }));
  }

  text(role: 'file' | 'config', { path, bytes, isSecret }: NonNullable<Wanted['config']>): Place {
    return this.#place(role, path, (current) => {
      const mode = current.kind === 'file' ? current.mode : isSecret ? 0o600 : 0o644;
      const attributes = { uid: 0, gid: 0, ...current, mode: isSecret ? mode & 0o700 : mode };
      return withAttributes(bytes, attributes);
    });
  }

  flags({ path, text, mode, why }: NodeSetup['flagFiles'][number]): Place {
    return {
      ...this.#place('flags', followed(path), (current) =>
        current.kind === 'file' ? withAttributes(text, current) : fileOf(text, mode),
      ),
      why,
    };
  }

  /** The file that has our entries, and in a directory the others that lose one. */
  kubeletConfig(wanted: Wanted): Place[] {
    const { path, form } = this.#setup.kubeletConfig;
    if (form === 'file') {
      return [this.#withEntries(followed(path), wanted)];
    }
    const files = this.#filesIn(path);
    const main = this.#mainFile(path, files);
    // One that has lost its only entry is gone, and still loses it.
    const recorded = this.#record?.items.filter((item) => item.role === 'kubeletConfig') ?? [];
    const gone = recorded.map((item) => item.path).filter((file) => dirname(file) === path);
    const losing = [...new Set([...files, ...gone])]
      .filter((file) => file !== main)
      .map((file) => this.#withoutEntries(file, wanted))
      .filter((place) => place !== undefined);
    return [this.#withEntries(main, wanted), ...losing];
  }

  #filesIn(folder: string): string[] {
    const entries = listFolder(folder);
    return 'problem' in entries
      ? []
      : entries
          .filter(({ name, isFolder }) => !isFolder && isConfigFile(name))
          .map(({ name }) => join(folder, name))
          .sort();
  }

  /** Where our entries are already; two files with the same entry would keep the kubelet from starting. */
  #mainFile(folder: string, files: readonly string[]): string {
    const having = files.filter((file) => entryNames(textAt(file)).some(isOurs));
    const recorded = having.find((file) => this.#itemAt(file) !== undefined);
    const usual = join(folder, `${NAME}.yaml`);
    const main = recorded ?? (having.length === 1 ? having[0] : undefined) ?? usual;
    const second = having.find((file) => file !== main);
    if (second !== undefined) {
      throw new ProviderError(`install: ${quote(second)} and ${quote(main)} both have entries of ours`, {
        code: 'INSTALL_REFUSED',
        hint: `take them out of ${second}`,
      });
    }
    return main;
  }

  #withEntries(path: string, { entries, replace }: Wanted): Place {
    const current = replaceable(path);
    const base = this.#baseOf(path, current);
    const text = path.endsWith('.json') ? toJson(entries) : entries;
    const merged =
      base === undefined
        ? text
        : mergeKubeletConfig({
            file: path,
            text: base.text,
            ours: entries,
            kubelet: {
              release: Math.min(this.#setup.release ?? NEWEST_RELEASE, NEWEST_RELEASE),
              // Whether it is set is for `check` to say, of the outcome.
              tokenGate: this.#setup.tokenGate ?? true,
            },
            replace,
            who: 'install',
          });
    return this.#kubeletPlace(path, current, base, merged);
  }

  /** Undefined: it has no such entry, and never had. */
  #withoutEntries(path: string, { replace }: Wanted): Place | undefined {
    const current = replaceable(path);
    const base = this.#baseOf(path, current);
    if (base === undefined || !entryNames(base.text).some((name) => replace.includes(name))) {
      return undefined;
    }
    const left = takeOutEntries({ text: base.text, goes: (name) => replace.includes(name) });
    return this.#kubeletPlace(path, current, base, left);
  }

  #kubeletPlace(path: string, current: Replaceable, base: Base | undefined, text: string | undefined): Place {
    const attributes = current.kind === 'file' ? current : base?.original;
    const wanted =
      text === undefined
        ? ABSENT
        : attributes === undefined
          ? fileOf(text, 0o644)
          : withAttributes(text, attributes);
    // What differs in words only is no reason to restart a kubelet.
    const isThere = current.kind === 'file' && meansSame(textAt(path), text);
    const after = isThere ? { ...current, source: path } : wanted;
    return {
      role: 'kubeletConfig',
      path,
      current,
      after,
      original: base?.original ?? (current.kind === 'link' ? current : ABSENT),
    };
  }

  /** The file as it would be without us; undefined: not there, or without an entry. */
  #baseOf(path: string, current: Standing): Base | undefined {
    const item = this.#itemAt(path);
    if (item === undefined) {
      return current.kind === 'file'
        ? { text: textAt(path), original: { ...current, source: path } }
        : undefined;
    }
    const original = item.original.kind === 'file' ? item.original : undefined;
    const earlier =
      original === undefined ? undefined : readBackup(this.#places, original.digest).toString('utf8');
    if (isSame(current, item.ours)) {
      const content = original && contentOf(this.#places, original);
      return earlier === undefined || content?.kind !== 'file'
        ? undefined
        : { text: earlier, original: content };
    }
    if (current.kind !== 'file') {
      return undefined;
    }
    // Somebody else has changed it since: what is theirs is in it now.
    const text = takeOutEntries({
      text: textAt(path),
      goes: isOurs,
      ...(earlier !== undefined && { giveBack: { text: earlier, names: this.#record?.replaced ?? [] } }),
    });
    return text === undefined ? undefined : { text, original: withAttributes(text, current) };
  }

  #place(role: Role, path: string, contentFor: (current: Standing) => Content): Place {
    const current = replaceable(path);
    const item = this.#itemAt(path);
    const ofOthers = item === undefined || (isContent(role) && !isSame(current, item.ours));
    const original: Content =
      item === undefined || (ofOthers && current.kind !== 'absent')
        ? asContent(path, current)
        : contentOf(this.#places, item.original);
    return { role, path, current, after: contentFor(current), original };
  }

  #itemAt(path: string): Item | undefined {
    return this.#record?.items.find((item) => item.path === path);
  }
}

interface Base {
  readonly text: string;
  readonly original: Content & { readonly kind: 'file' };
}

/** Whether somebody else's version of it is worth keeping; an executable or link of ours is ours in any version. */
function isContent(role: Role): boolean {
  return role !== 'executable' && role !== 'link';
}

type Replaceable = Exclude<Standing, { readonly kind: 'other' }>;

/** @throws {ProviderError} INSTALL_REFUSED for a folder, a device */
function replaceable(path: string): Replaceable {
  const current = standingAt(path);
  if (current.kind === 'other') {
    throw new ProviderError(`install: ${quote(path)} is neither a file nor a link`, {
      code: 'INSTALL_REFUSED',
      hint: 'move it away',
    });
  }
  return current;
}

function asContent(path: string, standing: Replaceable): Content {
  return standing.kind === 'file' ? { ...standing, source: path } : standing;
}

/** The file itself, where a link leads to it: the link stays. */
function followed(path: string): string {
  return realPath(path) ?? path;
}

function textAt(path: string): string {
  return readBytes(path, { what: "install: the kubelet's configuration" }).bytes.toString('utf8');
}

function meansSame(there: string, wanted: string | undefined): boolean {
  if (wanted === undefined) return false;
  try {
    return JSON.stringify(parseYaml(there)) === JSON.stringify(parseYaml(wanted));
  } catch {
    return false;
  }
}

function itemOf({ role, path, after, original }: Place): Item {
  return { role, path, original: standingOf(original), ours: standingOf(after) };
}

function changeOf({ role, path, current, after, why }: Place): Change[] {
  return isSame(current, standingOf(after))
    ? []
    : [{ role, path, before: current, after, ...(why !== undefined && { why }) }];
}

function keptOf(places: readonly Place[]): ReadonlyMap<string, Uint8Array | string> {
  return new Map(
    places.flatMap(({ role, original, after }) => [
      ...(original.kind === 'file' ? [[original.digest, original.source] as const] : []),
      // What we wrote is needed to take exactly that out again.
      ...(role === 'flags' && after.kind === 'file' ? [[after.digest, after.source] as const] : []),
    ]),
  );
}
