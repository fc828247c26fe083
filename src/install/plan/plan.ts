// From what is wanted and what stands on the node to the changes, in their order, and to the record that holds after them.

import { dirname, join } from 'node:path/posix';
import { parse as parseYaml } from 'yaml';
import { BUILT_IN } from '../../config/built-in.ts';
import { describeChanges, type Variable } from '../../entries/entry.ts';
import {
  changesSince,
  entryNames,
  isOurs,
  type Merged,
  mergeKubeletConfig,
  refuseUnloadable,
  takeOutEntries,
  toJson,
} from '../../entries/merge.ts';
import {
  carriedVariables,
  describeNotThere,
  describeReplaced,
  isLost,
  judgeReplaced,
  keyOf,
} from '../../entries/replaced.ts';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { isConfigFile, type Kubelet, loadKubeletConfigText } from '../../kubelet/config/load.ts';
import { NEWEST_RELEASE } from '../../kubelet/release.ts';
import { listFolder, realPath } from '../../system/inspect.ts';
import type { Machine } from '../../system/permissions.ts';
import { isSame, type Standing, standingAt } from '../../system/placing.ts';
import { NAME, VERSION } from '../../version.ts';
import type { NodeSetup } from '../node/node-setup.ts';
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
} from '../state/content.ts';
import type { Places } from '../state/places.ts';
import { contentOf, type Installed, type Item, isKept, readBackup } from '../state/record.ts';
import { edit, editableText } from './refuse-broken.ts';
import { kubeletConfigFiles, refuseOpenFiles, refuseOpenPlaces } from './refuse-open.ts';
import { revert } from './revert.ts';
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

interface PlanOptions {
  readonly setup: NodeSetup;
  readonly record: Installed | undefined;
  readonly places: Places;
  readonly machine: Machine;
  /** Told what is known of a plan that is refused; that of another is in its notes. */
  readonly say: (line: string) => void;
}

/** @throws {ProviderError} INSTALL_REFUSED, or of the kubelet's configuration that is there */
export function planInstall(wanted: Wanted, { setup, record, places, machine, say }: PlanOptions): Plan {
  // By their own names: what they lead to is read and written next.
  refuseOpenPlaces(
    [
      setup.kubeletConfig.path,
      ...setup.flagFiles.map(({ path }) => path),
      ...(wanted.configInForce === BUILT_IN ? [] : [wanted.configInForce]),
    ],
    'install',
  );
  refuseOpenFiles(
    [
      ...kubeletConfigFiles(setup.kubeletConfig),
      // One that is placed becomes root's.
      ...(wanted.config === undefined ? [wanted.configInForce] : []),
    ],
    machine,
  );
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
  const others = record?.items.filter(({ path }) => !paths.has(path)) ?? [];
  const staying = others.filter(
    ({ role, path }) =>
      role === 'flags' || path === wanted.configInForce || (role === 'file' && wanted.files === undefined),
  );
  const accepted = refuseLoss(node, { wanted, record, say });
  const going = others.filter((item) => !staying.includes(item)).reverse();
  const reverted = record === undefined ? [] : going.map((item) => revert(item, record, places));
  const items = [...found.map(itemOf), ...staying];
  const changes = [...found.flatMap(changeOf), ...reverted.flatMap(({ change }) => change ?? [])];
  refuseOpenPlaces(
    [...found, ...changes].map(({ path }) => path),
    'install',
  );
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
      ...(wanted.replace.length > 0 && { accepted }),
    },
    kept: keptOf(found),
    restart: changes.some(({ role }) => needsRestart(role)),
    notes: [...setup.notes, ...node.notes, ...reverted.flatMap(({ note }) => note ?? [])],
  };
}

interface Loss {
  /** As it is recorded. */
  readonly key: string;
  /** Name of the entry that is replaced; undefined for an entry of ours. */
  readonly replaced?: string;
  /** In words. */
  readonly text: string;
}

/**
 * What goes for good needs a word: of this run, or of an earlier one for the same.
 * @returns keys of what was accepted so far @throws {ProviderError} INSTALL_REFUSED
 */
function refuseLoss(
  { lost, notes }: Pick<NodePlaces, 'lost' | 'notes'>,
  { wanted: { acceptLoss }, record, say }: Pick<PlanOptions, 'record' | 'say'> & { readonly wanted: Wanted },
): readonly string[] {
  const isOfBefore = ({ key, replaced }: Loss) =>
    record?.accepted?.includes(key) ??
    // It went before this was looked at, so that this run loses nothing.
    (replaced !== undefined && record?.replaced.includes(replaced) === true);
  const refused = acceptLoss ? [] : lost.filter((each) => !isOfBefore(each)).map(({ text }) => text);
  if (refused.length > 0) {
    for (const note of notes.filter((each) => !refused.includes(each))) say(note);
    throw new ProviderError(`install: nothing was changed, as this would be lost: ${refused.join(' | ')}`, {
      code: 'INSTALL_REFUSED',
      hint: 'do what each of them says, or lose it with --accept-loss',
      details: refused,
      summary: 'install: nothing was changed, as all of this would be lost',
    });
  }
  return [...new Set(lost.map(({ key }) => key))];
}

class NodePlaces {
  /** What an operator should know, and what goes for good; filled by `kubeletConfig`. */
  readonly notes: string[] = [];
  readonly lost: Loss[] = [];
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
      // It is root's, whoever had it: what is in it says what we do as root, or is a secret.
      const attributes = { gid: 0, ...current, uid: 0, mode: mode & (isSecret ? 0o700 : 0o755) };
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
      return [edit(path, () => this.#withEntries(followed(path), wanted))];
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
    return [edit(main, () => this.#withEntries(main, wanted)), ...losing];
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
    const having = files.filter((file) => entryNames(editableText(file)).some(isOurs));
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

  #withEntries(path: string, wanted: Wanted): Place {
    const { entries, replace } = wanted;
    const current = replaceable(path);
    const kubelet = this.#kubelet();
    if (current.kind !== 'file') {
      const env = this.#replacedEntries(wanted, path);
      const ours = path.endsWith('.json') ? toJson(entries) : entries;
      const { text } = mergeKubeletConfig({
        file: path,
        text: ours,
        ours: entries,
        kubelet,
        env,
        who: 'install',
      });
      return this.#kubeletPlace(path, current, undefined, text);
    }
    const there = editableText(path);
    refuseUnloadable({ file: path, text: there, kubelet, who: 'install' });
    const env = this.#replacedEntries(wanted, path);
    const merged = mergeKubeletConfig({
      file: path,
      text: this.#withBack(path, there, replace),
      ours: entries,
      kubelet,
      replace,
      env,
      who: 'install',
    });
    this.#sayByHand(path, current, there, merged);
    const base = this.#baseOf(path, current);
    return this.#kubeletPlace(path, current, base, merged.text);
  }

  #kubelet(): Kubelet {
    return {
      release: Math.min(this.#setup.release ?? NEWEST_RELEASE, NEWEST_RELEASE),
      // Whether it is set is for `check` to say, of the outcome.
      tokenGate: this.#setup.tokenGate ?? true,
    };
  }

  /** Entries that an earlier run has replaced, and that are not to be replaced any more, are back. */
  #withBack(path: string, text: string, replace: readonly string[]): string {
    const earlier = this.#earlierText(path);
    const names = this.#record?.replaced.filter((name) => !replace.includes(name)) ?? [];
    return earlier === undefined || names.length === 0
      ? text
      : (takeOutEntries({ text, goes: () => false, giveBack: { text: earlier, names } }) ?? text);
  }

  /** The file before the first install. */
  #earlierText(path: string): string | undefined {
    const original = this.#itemAt(path)?.original;
    return original?.kind === 'file' ? readBackup(this.#places, original.digest).toString('utf8') : undefined;
  }

  /** The file as the last run has written it, where that is known. */
  #writtenText(path: string): string | undefined {
    const ours = this.#itemAt(path)?.ours;
    return ours?.kind === 'file' && isKept(this.#places, ours.digest)
      ? readBackup(this.#places, ours.digest).toString('utf8')
      : undefined;
  }

  /** What somebody has changed in fields of ours is said before it is changed again. */
  #sayByHand(path: string, current: Standing, there: string, { changes, lost }: Merged): void {
    const item = this.#itemAt(path);
    const written = this.#writtenText(path);
    const known = written === undefined ? undefined : changesSince(there, written);
    const byHand =
      item !== undefined && isSame(current, item.ours)
        ? []
        : changes.filter(
            (change) =>
              known === undefined ||
              known.some(
                ({ entry, field, before }) =>
                  entry === change.entry && field === change.field && before === change.before,
              ),
          );
    this.notes.push(...describeChanges(byHand).map((change) => `${path}: ${change}`));
    this.lost.push(
      ...lost.map(({ entry, what }) => ({
        key: `${entry}: ${what}`,
        text: `entry ${quote(entry)}, which goes: ${what}`,
      })),
    );
  }

  /** What the entries that go have done, in whichever file they are; and the variables that ours get from them. */
  #replacedEntries({ replace, plan, patternsOf, entries }: Wanted, main: string): readonly Variable[] {
    if (replace.length === 0) return [];
    const { path, form } = this.#setup.kubeletConfig;
    const files = form === 'file' ? [main] : [...new Set([main, ...this.#filesIn(path)])];
    const present = files
      .filter((file) => standingAt(file).kind === 'file')
      .flatMap((file) => loadKubeletConfigText(file, editableText(file), this.#kubelet()).providers);
    const going = present.filter(({ name }) => replace.includes(name) && !isOurs(name));
    const recorded = this.#record?.items.filter(({ role }) => role === 'kubeletConfig') ?? [];
    const gone = recorded
      .flatMap((item) => {
        const text = this.#earlierText(item.path);
        return text === undefined ? [] : loadKubeletConfigText(item.path, text, this.#kubelet()).providers;
      })
      .filter(({ name }) => replace.includes(name) && !going.some((each) => each.name === name));
    const env = carriedVariables(going, main);
    const ours = present.filter(({ name }) => isOurs(name));
    const names = entryNames(entries);
    const surroundings = {
      plan,
      patternsOf,
      staying: present.filter(({ name }) => !isOurs(name) && !replace.includes(name)),
      env: [...ours.filter(({ name }) => names.includes(name)).flatMap((each) => each.env), ...env],
    };
    const found = going.flatMap((provider) => judgeReplaced(provider, surroundings));
    this.notes.push(
      ...found.map(describeReplaced),
      ...describeNotThere(
        replace.filter((name) => this.#record?.replaced.includes(name) !== true),
        present.map(({ name }) => name).filter((name) => !isOurs(name)),
      ),
    );
    // Their variables were looked at when they went; what is in our entries since then is the operator's.
    const before = gone.flatMap((provider) => judgeReplaced({ ...provider, env: [] }, surroundings));
    this.lost.push(
      ...[...found, ...before].filter(isLost).map((each) => ({
        key: keyOf(each),
        replaced: each.entry,
        text: describeReplaced(each),
      })),
    );
    return env;
  }

  /** Undefined: it has no such entry, and never had. */
  #withoutEntries(path: string, { replace }: Wanted): Place | undefined {
    const current = replaceable(path);
    const base = this.#baseOf(path, current);
    if (base === undefined || !entryNames(base.text).some((name) => replace.includes(name))) {
      return undefined;
    }
    const left = edit(path, () =>
      takeOutEntries({ text: base.text, goes: (name) => replace.includes(name) }),
    );
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
    const isThere = current.kind === 'file' && meansSame(editableText(path), text);
    const after = isThere ? { ...current, source: path } : wanted;
    return {
      role: 'kubeletConfig',
      path,
      current,
      after,
      original: base?.original ?? (current.kind === 'link' ? current : ABSENT),
    };
  }

  /** The file as it would be without us, to be put back by `uninstall`; undefined: not there, or without an entry. */
  #baseOf(path: string, current: Standing): Base | undefined {
    const item = this.#itemAt(path);
    if (item === undefined) {
      return current.kind === 'file'
        ? { text: editableText(path), original: { ...current, source: path } }
        : undefined;
    }
    const earlier = this.#earlierText(path);
    if (isSame(current, item.ours)) {
      const content = contentOf(this.#places, item.original);
      return earlier === undefined || content.kind !== 'file'
        ? undefined
        : { text: earlier, original: content };
    }
    if (current.kind !== 'file') {
      return undefined;
    }
    // Somebody else has changed it since: what is theirs is in it now.
    const text = edit(path, () =>
      takeOutEntries({
        text: editableText(path),
        goes: isOurs,
        ...(earlier !== undefined && { giveBack: { text: earlier, names: this.#record?.replaced ?? [] } }),
      }),
    );
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
      // What we wrote is needed to take exactly that out again, to tell what was changed by hand since, and to put it
      // back when the file was broken.
      ...((role === 'flags' || role === 'kubeletConfig') && after.kind === 'file'
        ? [[after.digest, after.source] as const]
        : []),
    ]),
  );
}
