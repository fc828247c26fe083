// One of the two shared AWS files, as AWS's SDK for Go reads it: sections, of which each line is `name = value`. Pure.
// https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html

/** Without a prototype, since names come from outside. */
export type AwsFields = Readonly<Record<string, string | undefined>>;

export type ParsedFile =
  /** By their names as they are written: `default`, `profile hybrid`, `sso-session corp`. */
  | { readonly sections: ReadonlyMap<string, AwsFields> }
  /** The first line that no reader of AWS's understands, counted from 1, and what is the matter with it. */
  | { readonly line: number; readonly problem: string };

export function parseSharedFile(text: string): ParsedFile {
  const sections = new Map<string, Record<string, string | undefined>>();
  let section: Record<string, string | undefined> | undefined;
  let last: string | undefined;
  for (const [index, whole] of text.split('\n').entries()) {
    const bad = (problem: string): ParsedFile => ({ line: index + 1, problem });
    const line = whole.trim();
    if (line === '' || /^[#;]/.test(line)) {
      continue;
    }
    if (line.startsWith('[')) {
      const name = sectionName(line);
      if (name === undefined) return bad('is not of the form [NAME]');
      section = sections.get(name) ?? Object.create(null);
      sections.set(name, section as Record<string, string>);
      last = undefined;
      continue;
    }
    if (section === undefined) return bad('is before the first [NAME]');
    const isIndented = /^[ \t]/.test(whole);
    const property = splitProperty(line);
    if (property === undefined) {
      if (!isIndented) return bad('is not of the form NAME = VALUE');
      // A value goes on.
      if (last !== undefined && section[last]) section[last] += `\n${line}`;
      continue;
    }
    const [name, value] = property;
    if (isIndented && last !== undefined && section[last] === '') {
      continue; // of a group, such as `s3 =`: nothing in one is about identities
    }
    last = name;
    section[name] = value;
  }
  return { sections };
}

function sectionName(line: string): string | undefined {
  const bare = (line.split(/[#;]/, 1)[0] as string).trim();
  const name = bare.endsWith(']') ? bare.slice(1, -1).trim() : '';
  return name === '' ? undefined : name.replace(/[ \t]+/, ' ');
}

function splitProperty(line: string): readonly [name: string, value: string] | undefined {
  const bare = line.split(/[ \t][#;]/, 1)[0] as string;
  const at = bare.search(/[=:]/);
  const name = bare.slice(0, Math.max(at, 0)).trim().toLowerCase();
  return name === '' ? undefined : [name, unquoted(bare.slice(at + 1).trim())];
}

function unquoted(value: string): string {
  return /^(["']).*\1$/.test(value) && value.length > 1 ? value.slice(1, -1) : value;
}
