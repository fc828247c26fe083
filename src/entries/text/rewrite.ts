// A configuration written again from what it says, for a form that cannot be changed in its place.

import { isMap, isScalar, isSeq, type Node, type Pair, visit, type YAMLMap } from 'yaml';
import { type ConfigData, isDeepSame, nameOf } from './config-data.ts';
import { asList, documentOf, NotEditable } from './source.ts';

/** Written again from what it says, with the comments that the library keeps: for a form that is not changed in its place. */
export function rewrite(text: string, expected: ConfigData): string {
  const document = documentOf(text);
  if (document.errors.length > 0) throw new NotEditable();
  visit(document, {
    Alias: (_, alias) => alias.resolve(document)?.clone() as Node,
  });
  visit(document, {
    Node: (_, node) => {
      if ('anchor' in node) delete node.anchor;
    },
    Map: (_, map) => {
      flatten(map);
    },
  });
  const list = asList(document.get('providers', true));
  const byName = new Map(list.items.map((item) => [nameOf(item), item as YAMLMap]));
  list.flow = false;
  document.set('apiVersion', expected.apiVersion);
  list.items = expected.providers.map((entry) => {
    const map = byName.get(entry.name) ?? (document.createNode(entry) as YAMLMap);
    for (const [key, value] of Object.entries(entry)) {
      if (!isDeepSame(plain(map.get(key, true)), value)) map.set(key, document.createNode(value));
    }
    map.items = map.items.filter(({ key }) => Object.hasOwn(entry, String(key)));
    return map;
  });
  try {
    return document.toString({ lineWidth: 0 });
  } catch (error) {
    throw new NotEditable(String(error)); // an alias whose anchor went with an entry
  }
}

function plain(node: unknown): unknown {
  return isMap(node) || isSeq(node) || isScalar(node) ? JSON.parse(JSON.stringify(node)) : node;
}

/** Merge keys written out. */
function flatten(map: YAMLMap): void {
  const merged = map.items.filter(({ key }) => String(key) === '<<');
  if (merged.length === 0) return;
  const own = map.items.filter((pair) => !merged.includes(pair));
  const sources = merged
    .flatMap(({ value }) => (isSeq(value) ? value.items : [value]))
    .filter((each) => isMap(each));
  const names = new Set(own.map(({ key }) => String(key)));
  const further: Pair[] = [];
  for (const pair of sources.flatMap((each) => (each as YAMLMap).items)) {
    if (!names.has(String(pair.key))) {
      names.add(String(pair.key));
      further.push(pair);
    }
  }
  map.items = [...further, ...own];
}
