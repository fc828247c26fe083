// What is odd about a user name and a password as they are written: what a registry would hardly take. For `explain` and
// `check`; never the password itself.

import type { Secret } from '../secret.ts';

/** Clauses such as `the password ends in a line break`; empty: nothing is odd. */
export function loginOddities(username: string, password: Secret): readonly string[] {
  const secret = password.reveal();
  if (username === '' && secret === '') {
    return ['no user name and no password: the kubelet pulls anonymously with this entry'];
  }
  return [
    ...textOddities('user name', username),
    ...(username.includes(':')
      ? ['the user name has a colon in it, where a registry begins the password']
      : []),
    ...(secret === '' ? ['the password is empty'] : []),
    // The key file of a Google service account is JSON of several lines.
    ...(secret === '' || username === '_json_key' ? [] : textOddities('password', secret)),
  ];
}

function textOddities(what: string, text: string): string[] {
  return [
    /[\r\n]$/.test(text) && `the ${what} ends in a line break`,
    /^[\r\n]/.test(text) && `the ${what} begins with a line break`,
    (/^[^\S\r\n]/.test(text) || /[^\S\r\n]$/.test(text)) && `the ${what} has white space around it`,
    // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is looked for
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|[\r\n](?=[^\r\n])/.test(text.trim()) &&
      `the ${what} has a line break or control character in it`,
    isVariable(text) && `the ${what} is written like a variable, and variables are not expanded`,
    /^(["']).+\1$/s.test(text) && `the ${what} has quotes around it, which are part of it`,
  ].filter((each) => each !== false);
}

/**
 * A reference that a shell, Helm, CI or Windows would replace. `$oauthtoken` and `robot$name` are names of users, which a
 * registry gives; variables of the environment are written in capitals.
 */
function isVariable(text: string): boolean {
  return /\$\{\w[^}]*\}|\$\([^)]+\)|\{\{.*\}\}|^\$[A-Z_][A-Z0-9_]*$|^%[A-Z_][A-Z0-9_]*%$/.test(text.trim());
}
