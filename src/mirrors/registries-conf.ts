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

/** Slashes at the end do not count, and of tables with one prefix only the first does. */
function tablesOf(found: readonly OpenTable[]): RegistryTable[] {
  const tables = new Map<string, RegistryTable>();
  for (const { prefix = '', location = '', mirrors } of found) {
    const own = withoutSlash(prefix || location);
    if (own !== '' && !tables.has(own)) {
      const locations = [...mirrors, location || own].map(withoutSlash);
      tables.set(own, { prefix: own, locations });
    }
  }
  return [...tables.values()];
}

function withoutSlash(location: string): string {
  return location.replace(/\/+$/, '');
}

/**
 * The table with the longest prefix that matches the image, a `*` counted as one character, and of equally long ones the
 * first by its bytes. As CRI-O's library does it, a port may follow a prefix without one.
 */
export function tableFor<T extends RegistryTable>(tables: readonly T[], image: string): T | undefined {
  const [longest] = tables
    .filter(({ prefix }) => restBehind(prefix, image) !== undefined)
    .toSorted((a, b) => b.prefix.length - a.prefix.length || (a.prefix < b.prefix ? -1 : 1));
  return longest;
}

/** The hosts that are asked for an image of a table, in order: each location replaces the prefix. */
export function hostsFor({ prefix, locations }: RegistryTable, image: string): readonly string[] {
  const rest = restBehind(prefix, image) ?? '';
  // A prefix with a wildcard has no location of its own: the image's name stays as it is.
  const names = locations.map((location) => (location.startsWith('*.') ? image : `${location}${rest}`));
  return [...new Set(names.map((name) => name.split('/')[0] ?? name))];
}

/** What of the image's name comes after a prefix; undefined: it is not one of the image. */
function restBehind(prefix: string, image: string): string | undefined {
  const isWildcard = prefix.startsWith('*.');
  const part = isWildcard ? prefix.slice(1) : prefix;
  const start = image.indexOf(part);
  const isPlaced = isWildcard ? start >= 0 && !image.slice(0, start).includes('/') : start === 0;
  const rest = image.slice(start + part.length);
  return isPlaced && /^(?:$|[/:@])/.test(rest) ? rest : undefined;
}
