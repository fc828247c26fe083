// The mirrors that a registries.conf names, which CRI-O reads; never its other settings.
// https://github.com/containers/image/blob/main/docs/containers-registries.conf.5.md

export interface RegistryTable {
  /** Of image names: `reg.example`, `reg.example/team`, `*.example`. */
  readonly prefix: string;
  /** Mirrors, then where the registry itself is; as the file writes them: `mirror.example:5000/hub`. */
  readonly locations: readonly string[];
}

interface RegistryTables {
  readonly tables: readonly RegistryTable[];
  /** The file names registries in a form that is not read here. */
  readonly isPartial: boolean;
}

/** A file of a megabyte could have many thousands. */
const MAX_TABLES = 1_000;

const HEADER = /^\[(\[)?\s*([\w"'-]+(?:\s*\.\s*[\w"'-]+)*)\s*\]/;
const FIELD = /^(prefix|location)\s*=\s*(?:"([^"\\]*)"|'([^']*)')/;
/** Inline tables, dotted keys, texts of several lines or with escapes. */
const OTHER_FORM =
  /^(?:registry|mirror)\s*[.=]|^(?:prefix|location)\s*=\s*(?:"""|'''|"[^"]*\\|[^"'\s])|^["'](?:prefix|location|mirror)["']/;

interface OpenTable {
  prefix: string | undefined;
  location: string | undefined;
  readonly mirrors: string[];
}

export function tablesIn(text: string): RegistryTables {
  const found: OpenTable[] = [];
  let isPartial = false;
  let at: 'top' | 'registry' | 'mirror' | 'other' = 'top';
  for (const line of text.split('\n').map((each) => each.trim())) {
    const [, , name] = HEADER.exec(line) ?? [];
    if (name !== undefined) {
      const table = name.replaceAll(/[\s"']/g, '');
      at = table === 'registry' ? 'registry' : table === 'registry.mirror' ? 'mirror' : 'other';
      if (at === 'registry') found.push({ prefix: undefined, location: undefined, mirrors: [] });
      if (found.length > MAX_TABLES) return { tables: tablesOf(found.slice(0, MAX_TABLES)), isPartial: true };
      continue;
    }
    if (at !== 'other' && OTHER_FORM.test(line)) isPartial = true;
    const [, field, double, single] = FIELD.exec(line) ?? [];
    const value = double ?? single;
    const open = found.at(-1);
    if (open === undefined || value === undefined) continue;
    if (at === 'mirror' && field === 'location') open.mirrors.push(value);
    else if (at === 'registry' && field === 'prefix') open.prefix = value;
    else if (at === 'registry' && field === 'location') open.location = value;
  }
  return { tables: tablesOf(found), isPartial };
}

function tablesOf(found: readonly OpenTable[]): RegistryTable[] {
  return found.flatMap(({ prefix, location, mirrors }) => {
    const own = prefix || location;
    return own === undefined || own === '' ? [] : [{ prefix: own, locations: [...mirrors, location || own] }];
  });
}

/**
 * The table whose prefix is the longest part of the image's name; a name before a wildcard, and of equal prefixes the one that
 * stands last.
 */
export function tableFor<T extends RegistryTable>(tables: readonly T[], image: string): T | undefined {
  const [longest] = [...new Map(tables.map((table) => [table.prefix, table])).values()]
    .map((table) => ({ table, length: matchedLength(image, table.prefix) }))
    .filter(({ length }) => length > 0)
    .toSorted(
      (a, b) =>
        b.length - a.length || Number(isWildcard(a.table.prefix)) - Number(isWildcard(b.table.prefix)),
    );
  return longest?.table;
}

function isWildcard(prefix: string): boolean {
  return prefix.startsWith('*.');
}

/** 0: it is no prefix of the image. */
function matchedLength(image: string, prefix: string): number {
  if (isWildcard(prefix)) {
    const host = image.slice(0, image.indexOf('/'));
    return host.endsWith(prefix.slice(1)) ? host.length : 0;
  }
  const matches = image.startsWith(prefix) && /^(?:$|[/:@])/.test(image.slice(prefix.length));
  return matches ? prefix.length : 0;
}
