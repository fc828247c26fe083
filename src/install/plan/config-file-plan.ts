// One file of the kubelet's configuration as it is to be: with the entries of this plugin, or without those it replaces.

import { parse as parseYaml } from 'yaml';
import { changesSince } from '../../entries/entry/by-hand.ts';
import { describeChanges } from '../../entries/entry/field-change.ts';
import { type Merged, mergeKubeletConfig } from '../../entries/merge/merge.ts';
import { refuseUnloadable } from '../../entries/merge/refuse.ts';
import { takeOutEntries } from '../../entries/merge/take-out.ts';
import { toJson } from '../../entries/text/config-data.ts';
import { entryNames, isOurs } from '../../entries/text/names.ts';
import { quote } from '../../escape.ts';
import type { Kubelet } from '../../kubelet/config/load.ts';
import { NEWEST_RELEASE } from '../../kubelet/release.ts';
import { isSame, type Standing } from '../../system/placing.ts';
import type { NodeSetup } from '../node/node-setup.ts';
import { ABSENT, type Content, fileOf, withAttributes } from '../state/content.ts';
import { contentOf } from '../state/record.ts';
import type { Loss } from './losses.ts';
import type { Placement } from './placement.ts';
import { edit } from './refuse-broken.ts';
import { judgeReplacedEntries } from './replaced-entries.ts';
import type { Replaceable, StartingPoint } from './starting-point.ts';
import type { Wanted } from './wanted.ts';

export class ConfigFilePlan {
  readonly notes: string[] = [];
  readonly losses: Loss[] = [];
  readonly #start: StartingPoint;
  readonly #wanted: Wanted;
  readonly #kubelet: Kubelet;

  constructor(setup: NodeSetup, start: StartingPoint, wanted: Wanted) {
    this.#start = start;
    this.#wanted = wanted;
    this.#kubelet = {
      release: Math.min(setup.release ?? NEWEST_RELEASE, NEWEST_RELEASE),
      // Whether it is set is for `check` to say, of the outcome.
      tokenGate: setup.tokenGate ?? true,
    };
  }

  withEntries(path: string, files: readonly string[]): Placement {
    const start = this.#start;
    const { entries, replace } = this.#wanted;
    const current = start.replaceable(path);
    const kubelet = this.#kubelet;
    const options = { file: path, ours: entries, kubelet, who: 'install' };
    const there = current.kind === 'file' ? start.textAt(path) : this.#keptText(path);
    if (there === undefined) {
      const env = this.#replace(path, files);
      const text = path.endsWith('.json') ? toJson(entries) : entries;
      return this.#placement(path, current, undefined, mergeKubeletConfig({ ...options, text, env }).text);
    }
    refuseUnloadable({ file: path, text: there, kubelet, who: 'install' });
    const env = this.#replace(path, files);
    const text = this.#withBack(path, there);
    const merged = mergeKubeletConfig({ ...options, text, replace, env });
    this.#sayByHand(path, current, there, merged);
    const base = current.kind === 'file' ? this.#baseOf(path, current) : this.#recordedBase(path);
    return this.#placement(path, current, base, merged.text);
  }

  /** Of a file that install has written and that has gone: what it had, the entries of others included. */
  #keptText(path: string): string | undefined {
    const text = this.#start.writtenText(path) ?? this.#start.originalText(path);
    if (text !== undefined) {
      this.notes.push(`${path} is missing: it is written again as it was after the last install.`);
    }
    return text;
  }

  #replace(main: string, files: readonly string[]) {
    const { env, notes, losses } = judgeReplacedEntries(this.#start, this.#wanted, this.#kubelet, {
      files,
      main,
    });
    this.notes.push(...notes);
    this.losses.push(...losses);
    return env;
  }

  /** Entries that an earlier run has replaced, and that are not to be replaced any more, are back. */
  #withBack(path: string, text: string): string {
    const earlier = this.#start.originalText(path);
    const { replace } = this.#wanted;
    const names = this.#start.record?.replaced.filter((name) => !replace.includes(name)) ?? [];
    return earlier === undefined || names.length === 0
      ? text
      : (takeOutEntries({ text, goes: () => false, giveBack: { text: earlier, names } }) ?? text);
  }

  /** What was changed by hand in fields of ours is said before it is changed again. */
  #sayByHand(path: string, current: Standing, there: string, { changes, lost }: Merged): void {
    const item = this.#start.itemAt(path);
    const written = this.#start.writtenText(path);
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
    this.losses.push(
      ...lost.map(({ entry, what }) => ({
        key: `${entry}: ${what}`,
        replaced: undefined,
        text: `entry ${quote(entry)}, which is removed: ${what}`,
      })),
    );
  }

  /** Undefined: it has no such entry, and never had. */
  withoutEntries(path: string): Placement | undefined {
    const { replace } = this.#wanted;
    const current = this.#start.replaceable(path);
    const base = this.#baseOf(path, current);
    if (base === undefined || !entryNames(base.text).some((name) => replace.includes(name))) {
      return undefined;
    }
    const left = edit(path, () =>
      takeOutEntries({ text: base.text, goes: (name) => replace.includes(name) }),
    );
    return this.#placement(path, current, base, left);
  }

  #placement(
    path: string,
    current: Replaceable,
    base: Base | undefined,
    text: string | undefined,
  ): Placement {
    const attributes = current.kind === 'file' ? current : base?.original;
    // What differs in words only is no reason to restart a kubelet.
    const isThere = current.kind === 'file' && meansSame(this.#start.textAt(path), text);
    return {
      role: 'kubeletConfig',
      path,
      current,
      after: isThere ? this.#start.contentOf(path, current) : contentWith(text, attributes),
      original: base?.original ?? (current.kind === 'link' ? current : ABSENT),
      why: undefined,
    };
  }

  /** The file as it would be without this plugin, which `uninstall` restores; undefined: not there, or without an entry. */
  #baseOf(path: string, current: Replaceable): Base | undefined {
    const start = this.#start;
    const item = start.itemAt(path);
    if (item === undefined) {
      return current.kind === 'file'
        ? { text: start.textAt(path), original: { ...current, source: start.files.sourceOf(path) } }
        : undefined;
    }
    if (isSame(current, item.ours)) return this.#recordedBase(path);
    if (current.kind !== 'file') {
      return undefined;
    }
    const earlier = start.originalText(path);
    // It was changed since, and what others have put into it is not in the file of before.
    const giveBack =
      earlier === undefined ? undefined : { text: earlier, names: start.record?.replaced ?? [] };
    const text = edit(path, () => takeOutEntries({ text: start.textAt(path), goes: isOurs, giveBack }));
    return text === undefined ? undefined : { text, original: withAttributes(text, current) };
  }

  /** The file before the first install, as the record has it. */
  #recordedBase(path: string): Base | undefined {
    const start = this.#start;
    const item = start.itemAt(path);
    const text = start.originalText(path);
    if (item === undefined || text === undefined) return undefined;
    const original = contentOf(start.places, item.original);
    return original.kind === 'file' ? { text, original } : undefined;
  }
}

interface Base {
  readonly text: string;
  readonly original: Content & { readonly kind: 'file' };
}

function contentWith(
  text: string | undefined,
  attributes: Parameters<typeof withAttributes>[1] | undefined,
): Content {
  if (text === undefined) return ABSENT;
  return attributes === undefined ? fileOf(text, 0o644) : withAttributes(text, attributes);
}

function meansSame(there: string, wanted: string | undefined): boolean {
  if (wanted === undefined) return false;
  try {
    return JSON.stringify(parseYaml(there)) === JSON.stringify(parseYaml(wanted));
  } catch {
    return false;
  }
}
