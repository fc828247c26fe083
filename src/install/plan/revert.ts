// Removes what install placed: what was there before is restored. From a file that was changed since, exactly the part of
// this plugin is removed.

import { applyPatch, reversePatch, structuredPatch } from 'diff';
import { addedAndGone } from '../../entries/entry/by-hand.ts';
import { takeOutEntries } from '../../entries/merge/take-out.ts';
import { isOurs } from '../../entries/text/names.ts';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { readBytes } from '../../system/files.ts';
import { isSame, type Standing } from '../../system/placing.ts';
import { takeOutFlags } from '../node/flags.ts';
import type { NodeSetup } from '../node/node-setup.ts';
import { ABSENT, type Content, withAttributes } from '../state/content.ts';
import { contentOf, type Installed, type Item, readBackup } from '../state/record.ts';
import { whyKept } from './command-link.ts';
import type { Change } from './node-plan.ts';
import { edit, problemsOf } from './refuse-broken.ts';
import { MAX_BYTES, type StartingPoint } from './starting-point.ts';

export interface Reverted {
  /** Undefined: nothing is to be done. */
  readonly change: Change | undefined;
  /** What an operator should know, as a whole sentence. */
  readonly note: string | undefined;
}

const UNCHANGED: Reverted = { change: undefined, note: undefined };

/**
 * Entries of others that were replaced are restored in the kubelet's configuration.
 * @throws {ProviderError} INSTALL_REFUSED when the part of this plugin cannot be told from the rest, CONFIG_INVALID when the
 * kubelet's configuration cannot be read any more
 */
export function revert(
  item: Item,
  { replaced, setup }: Pick<Installed, 'replaced' | 'setup'>,
  { files, places }: StartingPoint,
): Reverted {
  const { role, path, original, ours } = item;
  const current = files.standing(path);
  if (isSame(current, original)) {
    return UNCHANGED;
  }
  const textOf = (standing: Standing) =>
    standing.kind === 'file' ? readBackup(places, standing.digest).toString('utf8') : undefined;
  if (isSame(current, ours)) {
    const kept = whyKept(item, setup);
    if (kept !== undefined) return { ...UNCHANGED, note: kept };
    const gone =
      role === 'kubeletConfig' && current.kind === 'file'
        ? addedAndGone(readText(files.sourceOf(path)), textOf(original))
        : [];
    return {
      change: { role, path, before: current, after: contentOf(places, original), why: undefined },
      note: gone.length > 0 ? noteOf(path, gone) : undefined,
    };
  }
  if (current.kind !== 'file' || (role !== 'kubeletConfig' && role !== 'flags')) {
    const what = current.kind === 'absent' ? 'was removed' : 'was changed';
    return { ...UNCHANGED, note: `${path} ${what} after install wrote it, and is left as it is.` };
  }
  const text = readText(files.sourceOf(path));
  const left = withoutOurPart(role, path, setup, text, {
    before: textOf(original),
    after: role === 'flags' ? textOf(ours) : undefined,
    back: replaced,
  });
  if (left === text) {
    return {
      ...UNCHANGED,
      note: `${path} was changed after install wrote it, and has nothing of this plugin in it any more.`,
    };
  }
  return {
    change: { role, path, before: current, after: remaining(left, current), why: undefined },
    note: [
      `${path} was changed after install wrote it: only the part of this plugin is removed from it.`,
      ...(role === 'kubeletConfig' && addedAndGone(text, left).length > 0
        ? [noteOf(path, addedAndGone(text, left))]
        : []),
    ].join(' '),
  };
}

/** What goes with our entries, by name: a value may be a secret. */
function noteOf(path: string, gone: readonly string[]): string {
  return `${path}: removed together with what was added by hand: ${gone.join(', ')}.`;
}

function readText(path: string): string {
  return readBytes(path, { what: 'install:', maxBytes: MAX_BYTES }).bytes.toString('utf8');
}

interface OurPart {
  /** The file before install, and as install wrote it; undefined: there was none. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Names of entries that are restored from the text of before. */
  readonly back: readonly string[];
}

/**
 * What is left of a changed text without the part of this plugin; undefined: nothing.
 * @throws {ProviderError} INSTALL_REFUSED when our part cannot be found in it
 */
export function withoutOurPart(
  role: 'kubeletConfig' | 'flags',
  path: string,
  kubelet: Pick<NodeSetup, 'release' | 'tokenGate'>,
  text: string,
  { before, after, back }: OurPart,
): string | undefined {
  if (role === 'flags') {
    return withoutFlags(path, text, before, after ?? '');
  }
  const problems = problemsOf(path, text, kubelet).filter(({ breaks }) => breaks);
  if (problems.length > 0) {
    throw new ProviderError(
      `install: the kubelet's configuration cannot be read: ${problems.map(({ line }) => line).join('; ')}`,
      { code: 'CONFIG_INVALID', hint: 'correct it' },
    );
  }
  const giveBack = before === undefined ? undefined : { text: before, names: back };
  return edit(path, () => takeOutEntries({ text, goes: isOurs, giveBack }));
}

function remaining(text: string | undefined, attributes: Standing & { readonly kind: 'file' }): Content {
  return text === undefined ? ABSENT : withAttributes(text, attributes);
}

/** Our flags go out of the lines that they are in now; of a file of another form, the lines that we changed. */
function withoutFlags(
  path: string,
  text: string,
  before: string | undefined,
  after: string,
): string | undefined {
  const without = takeOutFlags({ path, before, written: after, now: text });
  if (without !== text) {
    return without;
  }
  const patch = structuredPatch(path, path, before ?? '', after, undefined, undefined, { context: 1 });
  const left = applyPatch(text, reversePatch(patch), { fuzzFactor: 1 });
  if (left === false) {
    throw new ProviderError(
      `install: ${quote(path)} was changed after install wrote it, and the flags of this plugin cannot be found in it any more`,
      {
        code: 'INSTALL_REFUSED',
        hint: 'remove both --image-credential-provider flags from it, restart the kubelet, and run the command again',
      },
    );
  }
  return before === undefined && left.trim() === '' ? undefined : left;
}
