// The challenges of a WWW-Authenticate header: https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1

export interface Challenge {
  /** In lower case. */
  readonly scheme: string;
  /** Names in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly token68?: string;
}

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const QUOTED = '"((?:[\\t \\x21\\x23-\\x5b\\x5d-\\x7e\\x80-\\xff]|\\\\[\\t \\x21-\\x7e\\x80-\\xff])*)"';
const BLANK = '[ \\t]*';

/** All challenges of the header, however many fields it came in; undefined when it is not of the grammar. */
export function parseChallenges(header: string): readonly Challenge[] | undefined {
  const scan = scanner(header);
  const challenges: Challenge[] = [];
  let parameters = new Map<string, string>();
  let current: 'none' | 'empty' | 'parameters' | 'token68' = 'none';
  scan(/[ \t,]*/y);
  while (!scan.atEnd()) {
    const parameter = current === 'none' || current === 'token68' ? undefined : scan.parameter();
    if (parameter !== undefined) {
      if (parameters.has(parameter.name)) {
        return undefined;
      }
      parameters.set(parameter.name, parameter.value);
      current = 'parameters';
    } else {
      const [, scheme] = scan(new RegExp(`(${TOKEN})`, 'y')) ?? [];
      if (scheme === undefined) {
        return undefined;
      }
      parameters = new Map();
      const spaced = scan(/[ \t]+/y) !== undefined;
      const first = spaced ? scan.parameter() : undefined;
      const [, token68] =
        spaced && first === undefined ? (scan(/([A-Za-z0-9\-._~+/]+=*)(?=[ \t]*(?:,|$))/y) ?? []) : [];
      if (first !== undefined) {
        parameters.set(first.name, first.value);
      }
      current = first !== undefined ? 'parameters' : token68 === undefined ? 'empty' : 'token68';
      challenges.push({
        scheme: scheme.toLowerCase(),
        parameters,
        ...(token68 !== undefined && { token68 }),
      });
    }
    // Elements of a list may be empty.
    if (!scan.atEnd() && scan(/[ \t]*(?:,[ \t]*)+|[ \t]+$/y) === undefined) {
      return undefined;
    }
  }
  return challenges;
}

interface Scanner {
  /** Moves behind what the pattern, a sticky one, matches here. */
  (pattern: RegExp): RegExpExecArray | undefined;
  parameter(): { readonly name: string; readonly value: string } | undefined;
  atEnd(): boolean;
}

function scanner(text: string): Scanner {
  let at = 0;
  const scan = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const match = pattern.exec(text) ?? undefined;
    if (match !== undefined) {
      at = pattern.lastIndex;
    }
    return match;
  };
  return Object.assign(scan, {
    atEnd: () => at === text.length,
    parameter: () => {
      const pattern = `(${TOKEN})${BLANK}=${BLANK}(?:(${TOKEN})|${QUOTED})(?=${BLANK}(?:,|$))`;
      const match = scan(new RegExp(pattern, 'y'));
      if (match === undefined) {
        return undefined;
      }
      const [, name = '', token, quoted = ''] = match;
      return { name: name.toLowerCase(), value: token ?? quoted.replace(/\\(.)/gs, '$1') };
    },
  });
}
