// What explain says of the node's identity, which it may not look up: by which variables or field it is named, never with
// a value of a secret; and that half of an identity has no entry of the cache in common with a whole one.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headOf } from '../../../../src/cache/key.ts';
import { backendOf, pullOf } from './pull.ts';

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'cAnArY' };
const WEB = { AWS_WEB_IDENTITY_TOKEN_FILE: '/t', AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/r' };

type Row = readonly [
  what: string,
  env: Readonly<Record<string, string>>,
  named: string | undefined,
  profile?: string,
];

const ROWS: readonly Row[] = [
  ['nothing', {}, undefined],
  ['empty variables', { AWS_PROFILE: '', AWS_ACCESS_KEY_ID: '' }, undefined],
  ['keys', KEYS, 'keys (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY)'],
  [
    'keys by old names',
    { AWS_ACCESS_KEY: 'AKIA', AWS_SECRET_KEY: 'cAnArY' },
    'keys (AWS_ACCESS_KEY and AWS_SECRET_KEY)',
  ],
  [
    'keys before all others',
    { ...KEYS, ...WEB, AWS_PROFILE: 'p' },
    'keys (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY)',
  ],
  [
    'a web identity',
    { ...WEB, AWS_PROFILE: 'p' },
    'web identity (AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN)',
  ],
  ['AWS_PROFILE', { AWS_PROFILE: 'hybrid', AWS_DEFAULT_PROFILE: 'x' }, 'profile "hybrid" (AWS_PROFILE)'],
  ['AWS_DEFAULT_PROFILE', { AWS_DEFAULT_PROFILE: 'a"\n' }, 'profile "a\\"\\u{a}" (AWS_DEFAULT_PROFILE)'],
  ["the rule's profile", KEYS, 'profile "p" (ecr.profile of the rule)', 'p'],
  [
    'files',
    { AWS_CONFIG_FILE: '/c', AWS_SHARED_CREDENTIALS_FILE: '/s' },
    'profile "default" (AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE)',
  ],
  [
    'a container',
    { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1/cAnArY' },
    'container credentials (AWS_CONTAINER_CREDENTIALS_FULL_URI)',
  ],
  [
    'a file, else a container',
    { AWS_CONFIG_FILE: '/c', AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/cAnArY' },
    'profile "default" (AWS_CONFIG_FILE), else container credentials (AWS_CONTAINER_CREDENTIALS_RELATIVE_URI)',
  ],
];

for (const [what, env, named, profile] of ROWS) {
  test(`explain names ${what}`, () => {
    const options = { env, ...(profile !== undefined && { settings: { profile } }) };
    const { details, warnings } = backendOf(options).describe(pullOf(options));
    assert.equal(details.named, named);
    assert.deepEqual(warnings, []);
    assert.doesNotMatch(JSON.stringify(details), /cAnArY/);
  });
}

const WHOLE: readonly (readonly [
  half: Readonly<Record<string, string>>,
  whole: Readonly<Record<string, string>>,
])[] = [
  [{ AWS_ACCESS_KEY_ID: 'AKIA' }, KEYS],
  [{ AWS_SECRET_ACCESS_KEY: 'cAnArY' }, KEYS],
  [{ AWS_SESSION_TOKEN: 'cAnArY' }, {}],
  [{ AWS_ROLE_ARN: WEB.AWS_ROLE_ARN }, WEB],
  [{ AWS_WEB_IDENTITY_TOKEN_FILE: '/t' }, WEB],
];

for (const [half, whole] of WHOLE) {
  test(`explain warns of ${Object.keys(half)} alone, and no kept answer is for it`, () => {
    const describe = (env: Readonly<Record<string, string>>) => backendOf({ env }).describe(pullOf({}));
    const { warnings, question } = describe(half);
    assert.match(warnings.join(), /^\S+ is set without .*: this identity is incomplete/);
    const nameOf = (of: typeof question) => headOf(of ?? assert.fail()).name;
    assert.notEqual(nameOf(question), nameOf(describe(whole).question));
    assert.notEqual(nameOf(question), nameOf(describe({}).question));
  });
}
