// User names and passwords that a registry would hardly take as they are written: a variable that nothing expands, a line
// break at the end, quotes. Never the password itself.

import { loginOddities } from '../backend/login-oddities.ts';
import type { FileReference, Rule, StaticBackendConfig } from '../config/config.ts';
import { ProviderError } from '../errors.ts';
import { quote } from '../escape.ts';
import { Secret } from '../secret.ts';
import { readTextFile } from '../system/files.ts';
import { placeOf, rulesOf } from './checked-config.ts';
import { type Finding, finding } from './finding.ts';
import type { CheckSubject } from './subject.ts';

export function loginsAreLikely({ configs }: CheckSubject): Finding[] {
  return configs.flatMap((config) =>
    rulesOf(config).flatMap(({ rule, path }) =>
      odditiesOf(rule).map((odd) =>
        finding('login-odd', {
          ...placeOf(config, [...path, rule.backend.kind]),
          what: `rule ${quote(rule.name)}: ${odd}`,
          remedy: 'write the value itself, or name a file that holds it (passwordFile)',
        }),
      ),
    ),
  );
}

function odditiesOf({ backend }: Rule): readonly string[] {
  if (backend.kind !== 'static') return [];
  const login = loginOf(backend);
  return login === undefined ? [] : loginOddities(login.username, login.password);
}

/** Undefined where a file cannot be read, which another check says. */
function loginOf({
  username,
  password,
}: StaticBackendConfig): { readonly username: string; readonly password: Secret } | undefined {
  const name = 'text' in username ? username.text : contentOf(username);
  const secret = 'secret' in password ? password.secret.reveal() : contentOf(password);
  return name === undefined || secret === undefined || secret === ''
    ? undefined
    : { username: name, password: new Secret(secret) };
}

function contentOf({ file }: FileReference): string | undefined {
  try {
    return readTextFile(file, { what: 'file' }).text.replace(/\r?\n$/, '');
  } catch (error) {
    if (error instanceof ProviderError) return undefined;
    throw error;
  }
}
