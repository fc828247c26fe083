// Our entries as they are written where there are none yet: what an entry that is there takes its lines from.

import type { YAMLMap, YAMLSeq } from 'yaml';
import { type ConfigData, configOf, typedProviders } from '../text/config-data.ts';
import { blocksOf } from '../text/entry-list.ts';
import { asList, asMap, documentOf, Source, valueAt } from '../text/source.ts';
import type { Operation } from './operation.ts';

/** What `ours` has of each entry. */
export class Made {
  readonly config: ConfigData;
  readonly #source: Source;
  readonly #list: YAMLSeq;
  readonly #typed: readonly Record<string, unknown>[];

  constructor(ours: string) {
    this.config = configOf(ours);
    this.#source = new Source(ours);
    this.#list = asList(documentOf(ours).get('providers'));
    this.#typed = typedProviders(ours);
  }

  entry(name: string): MadeEntry {
    const index = this.config.providers.findIndex((entry) => entry.name === name);
    const map = asMap(this.#list.items[index]);
    const [block] = blocksOf(this.#source, this.#list).slice(index);
    const source = this.#source;
    return {
      comments: source.text
        .slice(block?.from, block?.to)
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line.startsWith('#')),
      typed: this.#typed[index] ?? {},
      linesOf: (path) => {
        const parent = path
          .slice(0, -1)
          .reduce((at: YAMLMap, key) => asMap(valueAt(at, String(key))?.value), map);
        const place = parent.items.findIndex((pair) => String(pair.key) === path.at(-1));
        if (place < 1) return undefined;
        return source.text.slice(
          source.lineEnd(source.endOf(parent.items[place - 1])),
          source.lineEnd(source.endOf(parent.items[place])),
        );
      },
    };
  }
}

export interface MadeEntry {
  readonly comments: readonly string[];
  readonly typed: Record<string, unknown>;
  /** The lines of a field, with the comments above them. */
  readonly linesOf: (path: Operation['path']) => string | undefined;
}
