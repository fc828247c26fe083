// What a plan starts from: the files of the node, the record of what is ours, and the contents that are kept.

import { dirname, join, resolve } from 'node:path/posix';
import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { isConfigFile } from '../../kubelet/config/load.ts';
import { readBytes } from '../../system/files.ts';
import type { Standing } from '../../system/placing.ts';
import { decodeUtf8 } from '../../system/utf8.ts';
import type { NodeFiles } from '../node/node-files.ts';
import type { Content } from '../state/content.ts';
import type { Places } from '../state/places.ts';
import { type Installed, type Item, isKept, readBackup } from '../state/record.ts';

/** No file that a kubelet reads has a reason to be larger. */
export const MAX_BYTES = 16 * 1024 * 1024;

/** A file, a link, or nothing: what can be replaced and brought back. */
export type Replaceable = Exclude<Standing, { readonly kind: 'other' }>;

export class StartingPoint {
  readonly files: NodeFiles;
  readonly record: Installed | undefined;
  readonly places: Places;

  constructor(files: NodeFiles, record: Installed | undefined, places: Places) {
    this.files = files;
    this.record = record;
    this.places = places;
  }

  itemAt(path: string): Item | undefined {
    return this.record?.items.find((item) => item.path === path);
  }

  /** The recorded files of the kubelet's configuration. */
  get configItems(): readonly Item[] {
    return this.record?.items.filter(({ role }) => role === 'kubeletConfig') ?? [];
  }

  /** @throws {ProviderError} INSTALL_REFUSED for a folder, a device */
  replaceable(path: string): Replaceable {
    const current = this.files.standing(path);
    if (current.kind === 'other') {
      throw new ProviderError(`install: ${quote(path)} is neither a file nor a link`, {
        code: 'INSTALL_REFUSED',
        hint: 'move it away',
      });
    }
    return current;
  }

  /** What stands there, as something that can be put there again. */
  contentOf(path: string, standing: Replaceable): Content {
    return standing.kind === 'file' ? { ...standing, source: this.files.sourceOf(path) } : standing;
  }

  /** Text of a file that is to be edited; a byte order mark stays. @throws {ProviderError} FILE_UNREADABLE, CONFIG_INVALID */
  textAt(path: string): string {
    const what = "install: the kubelet's configuration";
    const text = decodeUtf8(readBytes(this.files.sourceOf(path), { what, maxBytes: MAX_BYTES }).bytes);
    if (text === undefined) {
      throw new ProviderError(`install: ${quote(path)} is not UTF-8 text`, {
        code: 'CONFIG_INVALID',
        hint: 'save it as UTF-8',
      });
    }
    return text;
  }

  /** The file before the first install. @throws {ProviderError} FILE_UNREADABLE, INSTALL_REFUSED */
  originalText(path: string): string | undefined {
    const original = this.itemAt(path)?.original;
    return original?.kind === 'file' ? this.#keptText(original.digest) : undefined;
  }

  /** The file as the last run has written it, where that is known. */
  writtenText(path: string): string | undefined {
    const ours = this.itemAt(path)?.ours;
    return ours?.kind === 'file' && isKept(this.places, ours.digest)
      ? this.#keptText(ours.digest)
      : undefined;
  }

  #keptText(digest: string): string {
    return readBackup(this.places, digest).toString('utf8');
  }

  /** The file itself, where a link leads to it: the link stays, also when a file that install wrote there has gone. */
  followed(path: string): string {
    return this.files.real(path) ?? this.#goneBehindLink(path) ?? path;
  }

  #goneBehindLink(path: string): string | undefined {
    const standing = this.files.standing(path);
    const target = standing.kind === 'link' ? resolve(dirname(path), standing.target) : undefined;
    return target === undefined ? undefined : this.itemAt(target)?.path;
  }

  configFilesIn(folder: string): readonly string[] {
    return this.files
      .entries(folder)
      .filter(({ name, isFolder }) => !isFolder && isConfigFile(name))
      .map(({ name }) => join(folder, name))
      .sort();
  }
}
