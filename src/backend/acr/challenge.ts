// The challenges of a WWW-Authenticate header: https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1

export interface Challenge {
  /** In lower case. */
  readonly scheme: string;
  /** Names in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly token68: string | undefined;
}

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const QUOTED = '"((?:[\\t \\x21\\x23-\\x5b\\x5d-\\x7e\\x80-\\xff]|\\\\[\\t \\x21-\\x7e\\x80-\\xff])*)"';
const BLANK = '[ \\t]*';

/** All challenges of the header, however many fields it came in; undefined when it is not of the grammar. */
export function parseChallenges(header: string): readonly Challenge[] | undefined {
  const scan = scanner(header);
  const challenges: ReadChallenge[] = [];
  scan(/[ \t,]*/y);
  while (!scan.atEnd()) {
    // Behind a comma, a parameter belongs to the challenge before it; whatever is none begins another challenge.
    const last = challenges.at(-1);
    const open = last?.token68 === undefined ? last : undefined;
    const parameter = open && scan.parameter();
    if (open !== undefined && parameter !== undefined) {
      if (open.parameters.has(parameter.name)) {
        return undefined;
      }
      open.parameters.set(parameter.name, parameter.value);
    } else {
      const challenge = readChallenge(scan);
      if (challenge === undefined) {
        return undefined;
      }
      challenges.push(challenge);
    }
    // Elements of a list may be empty.
    if (!scan.atEnd() && scan(/[ \t]*(?:,[ \t]*)+|[ \t]+$/y) === undefined) {
      return undefined;
    }
  }
  return challenges;
}

interface ReadChallenge extends Challenge {
  readonly parameters: Map<string, string>;
}

/** A scheme with its first parameter, or with its token68, or alone. */
function readChallenge(scan: Scanner): ReadChallenge | undefined {
  const [, scheme] = scan(new RegExp(`(${TOKEN})`, 'y')) ?? [];
  if (scheme === undefined) {
    return undefined;
  }
  const more = scan(/[ \t]+/y) !== undefined;
  const first = more ? scan.parameter() : undefined;
  const parameters = new Map(first && [[first.name, first.value]]);
  const token68 =
    more && first === undefined ? scan(/[A-Za-z0-9\-._~+/]+=*(?=[ \t]*(?:,|$))/y)?.[0] : undefined;
  return { scheme: scheme.toLowerCase(), parameters, token68 };
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
