// What a registry asks for in WWW-Authenticate. https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1
// https://distribution.github.io/distribution/spec/auth/token/

export interface RegistryChallenge {
  /** In lower case. */
  readonly scheme: 'basic' | 'bearer';
  /** By their names in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
}

const PARAMETER = /([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g;

/** The one that containerd answers: Bearer comes before Basic. Undefined: neither is asked for. */
export function parseChallenge(header: string): RegistryChallenge | undefined {
  // Of one that follows another, the scheme stands behind a comma; a parameter has an equals sign behind its name.
  const starts = [...header.matchAll(/(?:^|,)\s*(basic|bearer)(?=\s|,|$)/gi)];
  const found = starts.map(({ 0: text, 1: scheme = '', index }, at): RegistryChallenge => {
    const rest = header.slice(index + text.length, starts[at + 1]?.index);
    const parameters = [...rest.matchAll(PARAMETER)].map(
      ([, name = '', quoted, bare = '']) =>
        [name.toLowerCase(), quoted === undefined ? bare : quoted.replace(/\\(.)/g, '$1')] as const,
    );
    return { scheme: scheme.toLowerCase() as RegistryChallenge['scheme'], parameters: new Map(parameters) };
  });
  return found.find(({ scheme }) => scheme === 'bearer') ?? found[0];
}
