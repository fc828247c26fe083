// Every mistake that a configuration can have, and the words for it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseConfig } from '../../../src/config/load.ts';
import { formatError, ProviderError } from '../../../src/errors.ts';
import { quote } from '../../../src/escape.ts';
import { lintPattern } from '../../../src/image/lint.ts';

const FILE = '/etc/registry-credential-provider/config.yaml';

const HEAD = 'apiVersion: registry-credential-provider/v1alpha1\nkind: RegistryCredentialProviderConfig\n';

/** A file whose first rule begins on line 4 and has these further lines, from line 5 on. */
const rule = (...lines: string[]) =>
  `${HEAD}rules:\n  - name: a\n${lines.map((line) => `    ${line}\n`).join('')}`;
const ecr = (...lines: string[]) => rule('matchImages: [gcr.io]', 'ecr: {}', ...lines);
const fixed = (...lines: string[]) =>
  rule('matchImages: [gcr.io]', 'static:', ...lines.map((line) => `  ${line}`));

/** What is said of a pattern that can never match. */
function unfit(pattern: string): string {
  const lint = lintPattern(pattern);
  assert.ok(lint !== undefined);
  const meant = lint.meant === undefined ? '' : `; did you mean "${lint.meant}"?`;
  return `expected a valid pattern, got ${quote(pattern)}: ${lint.problem}${meant}`;
}

/** The mistakes, without the name of the file. */
function mistakesOf(text: string): string[] {
  try {
    parseConfig(FILE, text);
  } catch (error) {
    assert.ok(error instanceof ProviderError, String(error));
    assert.equal(error.code, 'CONFIG_INVALID');
    assert.equal(error.exitCode, 2);
    const line = formatError(error);
    assert.doesNotMatch(line, /[\n\r]/);
    assert.match(
      line,
      /; (?:correct the file; run registry-credential-provider help config for every field|name the file that holds this plugin's configuration instead of this one) \[CONFIG_INVALID\]$/,
    );
    for (const detail of error.details) {
      assert.ok(detail.startsWith(`${FILE}:`), detail);
    }
    return error.details.map((detail) => detail.slice(FILE.length + 1));
  }
  return [];
}

type Row = readonly [name: string, text: string, ...mistakes: string[]];

const TABLES: Readonly<Record<string, readonly Row[]>> = {
  'top level': [
    ['nothing', '', '1: is empty; expected apiVersion, kind and rules'],
    ['white space', ' \n\n', '1: is empty; expected apiVersion, kind and rules'],
    ['a comment', '# rules\n', '1: is empty; expected apiVersion, kind and rules'],
    ['an empty document', '---\n', '1: is empty; expected apiVersion, kind and rules'],
    ['null', 'null', '1: is empty; expected apiVersion, kind and rules'],
    ['text', 'hunter2', '1: expected an object, got text'],
    ['a number', '5', '1: expected an object, got a number'],
    ['a list', '- a\n', '1: expected an object, got a list'],
    [
      'no fields',
      '{}',
      '1: apiVersion: missing; expected registry-credential-provider/v1alpha1',
      '1: kind: missing; expected RegistryCredentialProviderConfig',
      '1: rules: missing; expected a list of at least one rule',
    ],
    [
      "the kubelet's configuration",
      'apiVersion: kubelet.config.k8s.io/v1\nkind: CredentialProviderConfig\nproviders: []\n',
      "1: is the kubelet's configuration of credential providers (--image-credential-provider-config) (kind CredentialProviderConfig); expected kind RegistryCredentialProviderConfig",
    ],
    [
      'another version',
      ecr().replace('v1alpha1', 'v9'),
      '1: apiVersion: expected registry-credential-provider/v1alpha1, got "registry-credential-provider/v9"',
    ],
    [
      'another kind',
      ecr().replace('kind: R', 'kind: r'),
      '2: kind: expected RegistryCredentialProviderConfig, got "registryCredentialProviderConfig"',
    ],
    ['no rules', `${HEAD}rules: []\n`, '3: rules: expected a list of at least one rule, got an empty list'],
    ['rules without value', `${HEAD}rules:\n`, '3: rules: expected a list of at least one rule, got nothing'],
    ['rules as text', `${HEAD}rules: hunter2\n`, '3: rules: expected a list of at least one rule, got text'],
    ['a rule as text', `${HEAD}rules: [hunter2]\n`, '3: rules[0]: expected an object, got text'],
    [
      'a rule without value',
      `${HEAD}rules:\n  -\n`,
      '4: rules[0]: expected an object, got nothing; write {} if no field is needed, or move the fields that belong to it further in than its name',
    ],
  ],
  deadline: [
    [
      'no duration',
      `${ecr()}deadline: soon\n`,
      '7: deadline: expected a duration such as 45s, above 0 and below 60s, got "soon"',
    ],
    [
      'no unit',
      `${ecr()}deadline: 45\n`,
      '7: deadline: expected a duration such as 45s, above 0 and below 60s, got 45; did you mean 45s?',
    ],
    [
      'days',
      `${ecr()}deadline: 1d\n`,
      '7: deadline: expected a duration such as 45s, above 0 and below 60s, got "1d"',
    ],
    ['nothing', `${ecr()}deadline: 0s\n`, '7: deadline: expected a duration above 0 and below 60s, got "0s"'],
    [
      'negative',
      `${ecr()}deadline: -5s\n`,
      '7: deadline: expected a duration such as 45s, above 0 and below 60s, got "-5s"',
    ],
    [
      "the kubelet's own",
      `${ecr()}deadline: 60s\n`,
      '7: deadline: expected a duration above 0 and below 60s, got "60s"',
    ],
    ['below it', `${ecr()}deadline: 59.999s\n`],
    ['in two units', `${ecr()}deadline: 0m5s\n`],
  ],
  cache: [
    [
      'a grace in days',
      `${ecr()}cache: {graceAfterExpiry: 1d}\n`,
      '7: cache.graceAfterExpiry: expected a duration such as 24h, at most 168h, or 0s, got "1d"; did you mean 24h?',
    ],
    [
      'a grace of a moment more than a week',
      `${ecr()}cache: {graceAfterExpiry: 168h0m1s}\n`,
      '7: cache.graceAfterExpiry: expected a duration of at most 168h (a week), or 0s, got "168h0m1s"',
    ],
    ['no grace', `${ecr()}cache: {graceAfterExpiry: 0s}\n`],
    ['yes', `${ecr()}cache: {enabled: yes}\n`, '7: cache.enabled: expected true or false, got "yes"'],
    [
      'relative',
      `${ecr()}cache: {directory: run/x}\n`,
      '7: cache.directory: expected an absolute path, got "run/x"',
    ],
    [
      'no value',
      `${ecr()}cache:\n`,
      '7: cache: expected an object, got nothing; write {} if no field is needed, or move the fields that belong to it further in than its name',
    ],
  ],
  log: [
    ['to a file', `${ecr()}log: {file: /var/log/x, maxSize: 1Mi, level: warning}\n`],
    ['to the journal', `${ecr()}log: {journald: true}\n`],
    ['nowhere', `${ecr()}log: {}\n`, '7: log: expected exactly one of file, journald; got none'],
    ['not to the journal', `${ecr()}log: {journald: false}\n`, '7: log.journald: expected true, got false'],
    [
      'to both',
      `${ecr()}log: {file: /x, journald: true}\n`,
      '7: log: expected exactly one of file, journald; got file and journald',
    ],
    [
      'a size of the journal',
      `${ecr()}log: {journald: true, maxSize: 1Mi}\n`,
      '7: log.maxSize: has no effect without file: the journal has its own limits',
    ],
    ['relative', `${ecr()}log: {file: x}\n`, '7: log.file: expected an absolute path, got "x"'],
    [
      'a size without a unit',
      `${ecr()}log: {file: /x, maxSize: "10"}\n`,
      '7: log.maxSize: expected a size such as 10Mi or 512Ki, got "10"',
    ],
    [
      'an unknown level',
      `${ecr()}log: {file: /x, level: debug}\n`,
      '7: log.level: expected error, warning or info, got "debug"',
    ],
  ],
  'unknown fields': [
    ['misspelt', `${ecr()}dedline: 45s\n`, '7: dedline: unknown field; did you mean deadline?'],
    [
      'wrong case',
      ecr('onmissingServiceaccount: deny'),
      '7: rules[0].onmissingServiceaccount: unknown field; did you mean onMissingServiceAccount?',
    ],
    [
      'neighbours changed over',
      rule('mathcImages: [gcr.io]', 'ecr: {}'),
      '5: rules[0].mathcImages: unknown field; did you mean matchImages?',
    ],
    [
      'a misspelt backend is not missing too',
      rule('matchImages: [gcr.io]', 'statik: {}'),
      '6: rules[0].statik: unknown field; did you mean static?',
    ],
    [
      'a misspelt required field is not missing too',
      rule('dockerConfig: {paht: /a}'),
      '5: rules[0].dockerConfig.paht: unknown field; did you mean path?',
    ],
    [
      'a misspelt secret',
      fixed('username: a', 'pasword: hunter2'),
      '8: rules[0].static.pasword: unknown field; did you mean password?',
    ],
    [
      'one level too high',
      ecr('roleArn: arn:aws:iam::123456789012:role/pull'),
      '7: rules[0].roleArn: unknown field; it belongs under ecr or under secret.awsSecretsManager or under secret.awsParameterStore',
    ],
    [
      'in the wrong backend',
      rule('matchImages: [gcr.io]', 'google: {clientId: x}'),
      '6: rules[0].google.clientId: unknown field; it belongs under acr or under acr.managedIdentity or under acr.workloadIdentity or under acr.servicePrincipal or under exchange or under exchange.subject.azure or under secret.azureKeyVault or under secret.azureKeyVault.managedIdentity or under secret.azureKeyVault.workloadIdentity or under secret.azureKeyVault.servicePrincipal or under secret.vault.subject.azure',
    ],
    [
      'of several backends',
      ecr('cacheDuration: 5m'),
      '7: rules[0].cacheDuration: unknown field; it belongs under secret or under dockerConfig or under static',
    ],
    ['at the top', `${ecr()}matchImages: [gcr.io]\n`, '7: matchImages: unknown field; it belongs in a rule'],
    ['too deep', ecr('deadline: 45s'), '7: rules[0].deadline: unknown field; it belongs at the top level'],
    [
      'misspelt and elsewhere',
      ecr('rolearn: x'),
      '7: rules[0].rolearn: unknown field; did you mean roleArn, which belongs under ecr?',
    ],
    [
      'like nothing',
      `${ecr()}timeout: 45s\n`,
      '7: timeout: unknown field; expected one of apiVersion, kind, deadline, caFile, cache, log, rules',
    ],
    [
      'odd characters',
      `${ecr()}"a\\u001b[31m b": 1\n`,
      '7: ["a\\u{1b}[31m b"]: unknown field; expected one of apiVersion, kind, deadline, caFile, cache, log, rules',
    ],
    [
      '__proto__',
      `${ecr()}__proto__: {rules: []}\n`,
      '7: __proto__: unknown field; expected one of apiVersion, kind, deadline, caFile, cache, log, rules',
    ],
    [
      'constructor',
      ecr('constructor: x'),
      /* a field like any other */ '7: rules[0].constructor: unknown field; expected one of name, matchImages, matchServiceAccounts, identity, onMissingServiceAccount, continue, required, thenAnonymous, ecr, acr, google, serviceAccountToken, exchange, secret, dockerConfig, static',
    ],
  ],
  name: [
    [
      'missing',
      `${HEAD}rules:\n  - matchImages: [gcr.io]\n    google: {}\n`,
      '4: rules[0].name: missing; expected a name of at most 63 characters: a-z, 0-9, and - between them',
    ],
    [
      'upper case',
      ecr().replace('name: a', 'name: Ecr'),
      '4: rules[0].name: expected a name of at most 63 characters: a-z, 0-9, and - between them, got "Ecr"',
    ],
    [
      'a number',
      ecr().replace('name: a', 'name: 12'),
      '4: rules[0].name: expected a name of at most 63 characters: a-z, 0-9, and - between them, got 12; put it in quotes',
    ],
    ['a date is text', ecr().replace('name: a', 'name: 2026-01-31')],
    ['yes is text', ecr().replace('name: a', 'name: yes')],
    [
      '64 characters',
      ecr().replace('name: a', `name: ${'a'.repeat(64)}`),
      `4: rules[0].name: expected a name of at most 63 characters: a-z, 0-9, and - between them, got "${'a'.repeat(64)}"`,
    ],
    ['63 characters', ecr().replace('name: a', `name: ${'a'.repeat(63)}`)],
    [
      'a line break in it',
      ecr().replace('name: a', 'name: "a\\nb"'),
      '4: rules[0].name: expected a name of at most 63 characters: a-z, 0-9, and - between them, got "a\\u{a}b"',
    ],
    [
      'twice',
      `${ecr()}  - name: a\n    matchImages: [ghcr.io]\n    google: {}\n`,
      '7: rules[1].name: expected a unique name, got "a", which rules[0] has too',
    ],
  ],
  matchImages: [
    [
      'missing',
      rule('ecr: {}'),
      '4: rules[0]: matchImages is missing; only a rule with dockerConfig may omit it',
    ],
    ['missing with dockerConfig', rule('dockerConfig: {path: /a}')],
    [
      'empty',
      rule('matchImages: []', 'ecr: {}'),
      '5: rules[0].matchImages: expected a list of at least one pattern, got an empty list',
    ],
    [
      'empty with dockerConfig',
      rule('matchImages: []', 'dockerConfig: {path: /a}'),
      '5: rules[0].matchImages: expected a list of at least one pattern, got an empty list',
    ],
    [
      'text',
      rule('matchImages: gcr.io', 'ecr: {}'),
      '5: rules[0].matchImages: expected a list of at least one pattern, got "gcr.io"',
    ],
    [
      'an empty pattern',
      rule('matchImages: [""]', 'ecr: {}'),
      '5: rules[0].matchImages[0]: expected a pattern such as *.dkr.ecr.*.amazonaws.com or registry.example:5000/team, got ""',
    ],
    [
      'a number',
      rule('matchImages: [5]', 'ecr: {}'),
      '5: rules[0].matchImages[0]: expected a pattern such as *.dkr.ecr.*.amazonaws.com or registry.example:5000/team, got 5; put it in quotes',
    ],
    [
      'patterns that never match',
      rule('matchImages:', '  - gcr.io', '  - https://ghcr.io', '  - index.docker.io', 'ecr: {}'),
      `7: rules[0].matchImages[1]: ${unfit('https://ghcr.io')}`,
      `8: rules[0].matchImages[2]: ${unfit('index.docker.io')}`,
    ],
    [
      'beside a mistake in the same list',
      rule('matchImages: [5, gcr.io/a*]', 'ecr: {}'),
      '5: rules[0].matchImages[0]: expected a pattern such as *.dkr.ecr.*.amazonaws.com or registry.example:5000/team, got 5; put it in quotes',
      `5: rules[0].matchImages[1]: ${unfit('gcr.io/a*')}`,
    ],
  ],
  matchServiceAccounts: [
    ['both parts', ecr('matchServiceAccounts: ["team-a/*", "*/puller", "*-x/build-*.v1"]')],
    [
      'empty',
      ecr('matchServiceAccounts: []'),
      '7: rules[0].matchServiceAccounts: expected a list of at least one namespace/name, got an empty list',
    ],
    [
      'no namespace',
      ecr('matchServiceAccounts: [default]'),
      '7: rules[0].matchServiceAccounts[0]: expected namespace/name, where * stands for any text within either, such as team-a/*, got "default"',
    ],
    [
      'three parts',
      ecr('matchServiceAccounts: [a/b/c]'),
      '7: rules[0].matchServiceAccounts[0]: expected namespace/name, where * stands for any text within either, such as team-a/*, got "a/b/c"',
    ],
    [
      'upper case',
      ecr('matchServiceAccounts: [Team/x]'),
      '7: rules[0].matchServiceAccounts[0]: expected namespace/name, where * stands for any text within either, such as team-a/*, got "Team/x"',
    ],
    [
      'a dot in the namespace',
      ecr('matchServiceAccounts: [a.b/x]'),
      '7: rules[0].matchServiceAccounts[0]: expected namespace/name, where * stands for any text within either, such as team-a/*, got "a.b/x"',
    ],
    [
      'a dash at the end',
      ecr('matchServiceAccounts: [team-/x]'),
      '7: rules[0].matchServiceAccounts[0]: expected namespace/name, got "team-/x": both must begin and end with a letter or digit',
    ],
  ],
  identity: [
    ['another', ecr('identity: pod'), '7: rules[0].identity: expected node or serviceAccount, got "pod"'],
    [
      'wrong case',
      ecr('identity: serviceaccount'),
      '7: rules[0].identity: expected node or serviceAccount, got "serviceaccount"; did you mean serviceAccount?',
    ],
    [
      'of static',
      fixed('username: a', 'passwordFile: /p').concat('    identity: serviceAccount\n'),
      '9: rules[0].identity: static uses no cloud identity, so identity: serviceAccount has no effect; to limit the rule to some service accounts use matchServiceAccounts',
    ],
    [
      'of dockerConfig',
      rule('dockerConfig: {path: /a}', 'identity: serviceAccount'),
      '6: rules[0].identity: dockerConfig uses no cloud identity, so identity: serviceAccount has no effect; to limit the rule to some service accounts use matchServiceAccounts',
    ],
    ['node, of static', fixed('username: a', 'passwordFile: /p').concat('    identity: node\n')],
    [
      'onMissingServiceAccount without it',
      ecr('onMissingServiceAccount: anonymous'),
      '7: rules[0].onMissingServiceAccount: has an effect only with identity: serviceAccount',
    ],
    [
      'onMissingServiceAccount with node',
      ecr('identity: node', 'onMissingServiceAccount: deny'),
      '8: rules[0].onMissingServiceAccount: has an effect only with identity: serviceAccount',
    ],
    [
      'onMissingServiceAccount with a misspelt one',
      ecr('identity: Serviceaccount', 'onMissingServiceAccount: deny'),
      '7: rules[0].identity: expected node or serviceAccount, got "Serviceaccount"; did you mean serviceAccount?',
    ],
    [
      'onMissingServiceAccount of another kind',
      ecr('identity: serviceAccount', 'onMissingServiceAccount: fail'),
      '8: rules[0].onMissingServiceAccount: expected deny, node or anonymous, got "fail"',
    ],
    ['all is well', ecr('identity: serviceAccount', 'onMissingServiceAccount: anonymous')],
  ],
  'one backend': [
    [
      'none',
      rule('matchImages: [gcr.io]'),
      '4: rules[0]: expected exactly one of ecr, acr, google, serviceAccountToken, exchange, secret, dockerConfig, static; got none',
    ],
    [
      'two',
      ecr('google: {}'),
      '4: rules[0]: expected exactly one of ecr, acr, google, serviceAccountToken, exchange, secret, dockerConfig, static; got ecr and google',
    ],
    [
      'without value',
      rule('matchImages: [gcr.io]', 'google:'),
      '6: rules[0].google: expected an object, got nothing; write {} if no field is needed, or move the fields that belong to it further in than its name',
    ],
    [
      'a list',
      rule('matchImages: [gcr.io]', 'google: []'),
      '6: rules[0].google: expected an object, got an empty list',
    ],
  ],
  clouds: [
    [
      'a role',
      rule('matchImages: [gcr.io]', 'ecr: {roleArn: pull-role}'),
      '6: rules[0].ecr.roleArn: expected an IAM role ARN, got "pull-role"',
    ],
    [
      'no roles',
      rule('matchImages: [gcr.io]', 'ecr: {roleArn: []}'),
      '6: rules[0].ecr.roleArn: expected an IAM role ARN, got an empty list',
    ],
    [
      'one of two roles',
      rule(
        'matchImages: [gcr.io]',
        'ecr:',
        '  roleArn:',
        '    - arn:aws:iam::123456789012:role/a',
        '    - arn:aws:iam::123456789012:user/b',
      ),
      '9: rules[0].ecr.roleArn[1]: expected an IAM role ARN, got "arn:aws:iam::123456789012:user/b"',
    ],
    [
      'roles of another partition, with a path',
      rule(
        'matchImages: [gcr.io]',
        'ecr:',
        '  roleArn:',
        '    - arn:aws-cn:iam::123456789012:role/ci/a',
        '    - arn:aws-cn:iam::123456789012:role/b+c=d,e.f@g-h_i',
      ),
    ],
    [
      'a registry with a scheme',
      rule('matchImages: [gcr.io]', 'acr: {registry: "https://a.azurecr.io"}'),
      '6: rules[0].acr.registry: expected a registry\'s host, with its port if it has one, without scheme and path, got "https://a.azurecr.io"',
    ],
    [
      'a registry with a path',
      rule('matchImages: [gcr.io]', 'google: {registry: gcr.io/x}'),
      '6: rules[0].google.registry: expected a registry\'s host, with its port if it has one, without scheme and path, got "gcr.io/x"',
    ],
    [
      'a registry with a wildcard',
      rule('matchImages: [gcr.io]', 'google: {registry: "*.gcr.io"}'),
      '6: rules[0].google.registry: expected a registry\'s host, with its port if it has one, without scheme and path, got "*.gcr.io"',
    ],
    [
      'a registry with user information',
      rule('matchImages: [gcr.io]', 'google: {registry: gcr.io@evil.example}'),
      '6: rules[0].google.registry: expected a registry\'s host, with its port if it has one, without scheme and path, got "gcr.io@evil.example"',
    ],
    [
      'a port too high',
      rule('matchImages: [gcr.io]', 'google: {registry: "gcr.io:65536"}'),
      '6: rules[0].google.registry: expected a port of at most 65535, got "gcr.io:65536"',
    ],
    ['a port', rule('matchImages: [gcr.io]', 'google: {registry: "gcr.io:65535"}')],
    [
      'a registry of no host, since what ends in a number is an address',
      rule('matchImages: [gcr.io]', 'google: {registry: 1.2.3.4.5}'),
      '6: rules[0].google.registry: expected the name of a host, got "1.2.3.4.5"',
    ],
    [
      'a client id',
      rule('matchImages: [gcr.io]', 'acr: {managedIdentity: {clientId: me}}'),
      '6: rules[0].acr.managedIdentity.clientId: expected an ID such as 11111111-2222-3333-4444-555555555555, got "me"',
    ],
  ],
  dockerConfig: [
    [
      'no path',
      rule('dockerConfig: {}'),
      '5: rules[0].dockerConfig.path: missing; expected an absolute path',
    ],
    [
      'relative',
      rule('dockerConfig: {path: config.json}'),
      '5: rules[0].dockerConfig.path: expected an absolute path, got "config.json"',
    ],
    [
      'home',
      rule('dockerConfig: {path: ~/.docker/config.json}'),
      '5: rules[0].dockerConfig.path: expected an absolute path, got "~/.docker/config.json"',
    ],
    [
      'NUL',
      rule('dockerConfig: {path: "/a\\0b"}'),
      '5: rules[0].dockerConfig.path: expected an absolute path, got "/a\\u{0}b"',
    ],
    [
      'negative duration',
      rule('dockerConfig: {path: /a, cacheDuration: -1s}'),
      '5: rules[0].dockerConfig.cacheDuration: expected a duration such as 5m or 1h30m, not negative, got "-1s"',
    ],
    [
      'endless duration',
      rule('dockerConfig: {path: /a, cacheDuration: 99999999h}'),
      '5: rules[0].dockerConfig.cacheDuration: expected a duration of at most 290 years, got "99999999h"',
    ],
    [
      'longer than the cache keeps anything',
      rule(
        'matchImages: [a.example]',
        'secret: {cacheDuration: 24h1s, azureKeyVault: {vault: team, name: hub}}',
      ),
      '6: rules[0].secret.cacheDuration: expected at most 24h, got "24h1s"',
    ],
    [
      'as long as the cache keeps something',
      rule(
        'matchImages: [a.example]',
        'secret: {cacheDuration: 24h, azureKeyVault: {vault: team, name: hub}}',
      ),
    ],
    ['zero', rule('dockerConfig: {path: /a, cacheDuration: 0s}')],
    ['bare zero', rule('dockerConfig: {path: /a, cacheDuration: "0"}')],
  ],
  static: [
    [
      'nothing',
      rule('matchImages: [gcr.io]', 'static: {}'),
      '6: rules[0].static: expected exactly one of username, usernameFile; got none',
      '6: rules[0].static: expected exactly one of password, passwordFile; got none',
    ],
    [
      'both',
      fixed('username: a', 'usernameFile: /u', 'password: hunter2', 'passwordFile: /p'),
      '6: rules[0].static: expected exactly one of username, usernameFile; got username and usernameFile',
      '6: rules[0].static: expected exactly one of password, passwordFile; got password and passwordFile',
    ],
    [
      'an empty username',
      fixed('username: ""', 'password: hunter2'),
      '7: rules[0].static.username: expected a username that is not empty and has neither a colon nor control characters, got ""',
    ],
    [
      'a username with the password in it',
      fixed('username: robot:hunter2', 'passwordFile: /p'),
      '7: rules[0].static.username: expected a username that is not empty and has neither a colon nor control characters, got [redacted]',
    ],
    [
      'an empty password',
      fixed('username: a', 'password: ""'),
      '8: rules[0].static.password: expected a password that is not empty and has neither line breaks nor other control characters, got ""',
    ],
    [
      'a password with a line break',
      fixed('username: a', 'password: |', '  hunter2'),
      '8: rules[0].static.password: expected a password that is not empty and has neither line breaks nor other control characters, got [redacted]',
    ],
    [
      'a password that is a number',
      fixed('username: a', 'password: 12345'),
      '8: rules[0].static.password: expected a password that is not empty and has neither line breaks nor other control characters, got [redacted]; put it in quotes',
    ],
    [
      'a password in the place of its file',
      fixed('username: a', 'passwordFile: hunter2'),
      '8: rules[0].static.passwordFile: expected an absolute path, got [redacted]',
    ],
    [
      'text in the place of it all',
      rule('matchImages: [gcr.io]', 'static: robot:hunter2'),
      '6: rules[0].static: expected an object, got text',
    ],
    [
      'a password without its field',
      rule('matchImages: [gcr.io]', 'static: {username: a, passwordFile: /p, hunter2}'),
      '6: rules[0].static[redacted]: unknown field; expected one of username, usernameFile, password, passwordFile, cacheDuration',
    ],
    [
      'a password in an object',
      fixed('username: a', 'password: {hunter2: hunter2}'),
      '8: rules[0].static.password: expected a password that is not empty and has neither line breaks nor other control characters, got an object',
    ],
    [
      'a password in a list',
      fixed('username: a', 'password: [hunter2]'),
      '8: rules[0].static.password: expected a password that is not empty and has neither line breaks nor other control characters, got a list',
    ],
    ['a password with everything', fixed('username: a', 'password: "p: #\'\\\\ü €\\u0022 "')],
  ],
  YAML: [
    ['a repeated field', `${ecr()}kind: x\n`, '7: kind: repeats the field of line 2'],
    [
      'a repeated field in JSON',
      '{"apiVersion":"registry-credential-provider/v1alpha1","kind":"RegistryCredentialProviderConfig",\n"rules":[{"name":"a","name":"b","matchImages":["gcr.io"],"google":{}}]}',
      '2: rules[0].name: repeats the field of line 2',
    ],
    [
      'a repeated secret',
      fixed('username: a', 'password: x', 'password: hunter2'),
      '9: rules[0].static.password: repeats the field of line 8',
    ],
    [
      'a repeated field that is no field',
      fixed('username: a', 'password: x', 'hunter2: 1', 'hunter2: 1'),
      '9: rules[0].static[redacted]: unknown field; expected one of username, usernameFile, password, passwordFile, cacheDuration',
      '10: rules[0].static[redacted]: repeats the field of line 9',
    ],
    [
      'a merge key',
      ecr('<<: {acr: {}}'),
      '7: rules[0]: merge keys (<<) are not supported; write the fields out',
    ],
    [
      'a number as field',
      ecr('1: x'),
      '7: rules[0]: expected text as the name of a field, got a number; put it in quotes',
    ],
    ['nothing as field', ecr('~: x'), '7: rules[0]: expected text as the name of a field, got nothing'],
    [
      'a list as field',
      ecr('? [a]', ': x'),
      '7: rules[0]: expected text as the name of a field, got a list, fields or an alias',
    ],
    ['two documents', `${ecr()}---\n${ecr()}`, '7: a second document begins here; expected one'],
    [
      'an anchor and its alias',
      rule('matchImages: &images [gcr.io]', 'matchServiceAccounts: [a/b]', 'ecr: {}').concat(
        '  - name: b\n    matchImages: *images\n    google: {}\n',
      ),
    ],
    [
      'a mistake behind an alias',
      rule('matchImages: &images [gcr.io, 5]', 'ecr: {}').concat(
        '  - name: b\n    matchImages: *images\n    google: {}\n',
      ),
      ...[0, 1].map(
        (index) =>
          `5: rules[${index}].matchImages[1]: expected a pattern such as *.dkr.ecr.*.amazonaws.com or registry.example:5000/team, got 5; put it in quotes`,
      ),
    ],
    [
      'an alias of nothing',
      ecr('matchServiceAccounts: *hunter2'),
      '7: rules[0].matchServiceAccounts: an alias (*name) of an anchor that is not defined before it; put text that begins with * in quotes',
    ],
    [
      'an alias of itself',
      ecr('matchServiceAccounts: &a [*a]'),
      '7: rules[0].matchServiceAccounts[0]: an alias (*name) of an anchor that is not defined before it; put text that begins with * in quotes',
    ],
    [
      'a password that is an alias',
      fixed('username: a', 'password: *hunter2'),
      '6: rules[0].static: expected exactly one of password, passwordFile; got none',
      '8: rules[0].static.password: an alias (*name) of an anchor that is not defined before it; put text that begins with * in quotes',
    ],
    [
      'a password that is a tag',
      fixed('username: a', 'password: !hunter2'),
      '8: not YAML: a YAML tag (!); put text that begins with ! in quotes',
    ],
    [
      'a password with a reserved character',
      fixed('username: a', 'password: @hunter2'),
      '8: not YAML: text that begins with a character reserved by YAML; put it in quotes',
    ],
    [
      'a password with a colon',
      fixed('username: a', 'password: hunter2: x'),
      '8: not YAML: text with ": " or a list where YAML does not allow it; put text in quotes',
    ],
    [
      'a password with an escape',
      fixed('username: a', 'password: "hunter2\\q"'),
      '8: not YAML: an escape in double quotes that YAML does not know; single quotes take \\ as it is',
    ],
    [
      'a password with text behind it',
      fixed('username: a', 'password: "x" hunter2'),
      '8: not YAML: text that does not belong here; check quotes, brackets and indentation',
    ],
    [
      'a password after a block sign',
      fixed('username: a', 'password: |hunter2', '  x'),
      '8: not YAML: text that does not belong here; check quotes, brackets and indentation',
    ],
    [
      'binary',
      fixed('username: a', 'password: !!binary aHVudGVyMg=='),
      '8: not YAML: a YAML tag (!); put text that begins with ! in quotes',
    ],
    [
      'a tab in the indentation',
      `${HEAD}rules:\n\t- name: a\n`,
      '4: not YAML: a tab in the indentation; expected spaces',
    ],
    [
      'an open bracket',
      rule('matchImages: [gcr.io', 'ecr: {}'),
      '6: not YAML: wrong indentation, or a bracket or quote that is not closed',
    ],
    [
      'an open quote',
      rule('matchImages: ["gcr.io]', 'ecr: {}'),
      '7: not YAML: a missing colon, comma, quote, bracket or space',
    ],
    [
      'a field that is out of line',
      ecr(' google: {}'),
      '7: not YAML: wrong indentation, or a bracket or quote that is not closed',
    ],
    [
      'an unknown directive',
      `%YAML 3.0\n---\n${ecr()}`,
      '1: not YAML: a directive (%) that is not supported',
    ],
    ['YAML 1.1 changes nothing', `%YAML 1.1\n---\n${ecr().replace('name: a', 'name: on')}`],
    ['CRLF', ecr().replaceAll('\n', '\r\n')],
    [
      'CRLF and a mistake',
      ecr('identity: pod').replaceAll('\n', '\r\n'),
      '7: rules[0].identity: expected node or serviceAccount, got "pod"',
    ],
    ['a closing bracket at the margin', rule('matchImages: [', '  gcr.io', ']', 'ecr: {}')],
    ['NUL', rule('matchImages: ["gcr.io\0"]', 'ecr: {}'), `5: rules[0].matchImages[0]: ${unfit('gcr.io\0')}`],
  ],
};

for (const [table, rows] of Object.entries(TABLES)) {
  describe(table, () => {
    for (const [name, text, ...expected] of rows) {
      test(name, () => {
        assert.deepEqual(mistakesOf(text), expected);
      });
    }
  });
}

test('no secret is ever shown', () => {
  for (const [name, text, ...expected] of Object.values(TABLES).flat()) {
    if (text.includes('hunter2')) {
      assert.doesNotMatch(mistakesOf(text).join('\n'), /hunter2|aHVudGVyMg/, name);
      assert.notEqual(expected.length, 0);
    }
  }
});

describe('a password that an alias has put elsewhere is not shown there', () => {
  for (const [name, ...lines] of [
    ['in a name', 'static: {username: u, password: &p Hunter-2/*}', 'matchImages: [*p]'],
    ['in a name that stands first', 'matchImages: [&p Hunter-2/*]', 'static: {username: u, password: *p}'],
    ['as a field', 'static: {username: u, password: &p Hunter-2}', '*p : x', 'matchImages: [a]'],
    ['in an identity', 'static: {username: u, password: &p Hunter-2}', 'matchImages: [a]', 'identity: *p'],
    ['a number', 'static: {username: u, password: &p 94837261}', 'matchImages: [a]', 'identity: *p'],
    ['a short one', 'static: {username: u, password: &p Hx}', 'matchImages: [a]', 'identity: *p'],
    [
      'by a merge key',
      'x: &m {password: Hunter-2}',
      'static: {<<: *m, username: u}',
      'matchImages: [Hunter-2]',
    ],
    ['a long one', `static: {username: u, password: &p "Hunter-2${'H'.repeat(400)}/*"}`, 'matchImages: [*p]'],
    ['with a quote', `static: {username: u, password: &p 'Hunter-2"H'}`, 'matchImages: [*p]'],
  ] as const) {
    test(name, () => {
      const said = mistakesOf(rule(...lines));
      assert.notEqual(said.length, 0);
      assert.doesNotMatch(said.join('\n'), /Hunter-2|94837261|"Hx"/);
    });
  }
});

test('all mistakes of a file are said at once, in its order', () => {
  const text = `${HEAD}dedline: 1s\nrules:\n  - name: A\n    ecr: {roleArn: x}\n  - identity: pod\n    static: {username: "", password: hunter2}\n  - x\n`;
  assert.deepEqual(
    mistakesOf(text).map((mistake) => mistake.split(': ').slice(0, 2).join(' ')),
    [
      '3 dedline',
      '5 rules[0]',
      '5 rules[0].name',
      '6 rules[0].ecr.roleArn',
      '7 rules[1]',
      '7 rules[1].name',
      '7 rules[1].identity',
      '8 rules[1].static.username',
      '9 rules[2]',
    ],
  );
});

test('of very many mistakes the line has the first, the details have more', () => {
  const text = `${HEAD}rules:\n${'  - {}\n'.repeat(100)}`;
  assert.throws(
    () => parseConfig(FILE, text),
    (error) => {
      assert.ok(error instanceof ProviderError);
      assert.equal(error.details.length, 300);
      assert.match(error.message, /; and 280 more$/);
      assert.match(formatError(error), /; and 280 more; correct the file; .* \[CONFIG_INVALID\]$/);
      return true;
    },
  );
});
