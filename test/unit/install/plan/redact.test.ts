// For any spelling of a secret: it is in no line that is shown. What has no secret is shown as it is.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Document, parseDocument, Scalar } from 'yaml';
import { parseConfig } from '../../../../src/config/load.ts';
import { redact } from '../../../../src/install/plan/redact.ts';
import fc from '../../../support/property.ts';

const STYLES = ['PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'] as const;

const secret = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9#:'"\\/@%{}[\],&*!|>-]{7,24}$/),
  fc.stringMatching(/^[a-z]{3,8} [a-z]{3,8} [a-z]{3,8}$/),
  fc.tuple(fc.stringMatching(/^[A-Z]{7}$/), fc.stringMatching(/^[A-Z]{7}$/)).map((lines) => lines.join('\n')),
);

/** A configuration with the secret as a password, and in further places. */
function written(password: string, style: (typeof STYLES)[number], place: string, width: number): string {
  const scalar = new Scalar(password);
  scalar.type = style;
  const document = new Document({
    apiVersion: 'registry-credential-provider/v1alpha1',
    kind: 'RegistryCredentialProviderConfig',
    rules: [{ name: 'shown', matchImages: ['shown.example'], static: { username: 'u' } }],
  });
  document.setIn(['rules', 0, 'static', 'password'], scalar);
  if (place === 'alias') {
    scalar.anchor = 'p';
    document.setIn(['rules', 0, 'static', 'username'], scalar);
    document.setIn(['rules', 0, 'static', 'password'], document.createAlias(scalar, 'p'));
  }
  const text = document.toString({ lineWidth: width });
  const line = password.replaceAll('\n', ' ');
  if (place === 'comment') return `${text}# ${line}\n`;
  if (place === 'base64') return `${text}# ${Buffer.from(`u:${password}`).toString('base64')}\n`;
  return text;
}

test('whatever it is, and however it is written', () => {
  fc.assert(
    fc.property(
      secret,
      fc.constantFrom(...STYLES),
      fc.constantFrom('alias', 'comment', 'base64', 'plain'),
      fc.constantFrom(0, 20, 80),
      (password, style, place, width) => {
        const text = written(password, style, place, width);
        const read = (parseDocument(text).toJS() as { rules: { static: { password: string } }[] }).rules[0]
          ?.static.password;
        fc.pre(read === password);
        const [shown = ''] = redact('config', [text]) ?? [];
        const found = [
          password,
          ...password.split('\n'),
          JSON.stringify(password).slice(1, -1),
          password.replaceAll("'", "''"),
          Buffer.from(`u:${password}`).toString('base64'),
        ].filter((spelling) => shown.includes(spelling));
        assert.deepEqual(found, [], shown);
        assert.match(shown, /shown\.example/);
        if (width === 20)
          assert.ok(
            !password
              .split(' ')
              .some((word) => word.length > 5 && shown.includes(word) && place !== 'comment'),
            shown,
          );
      },
    ),
    { numRuns: 100 },
  );
});

describe('what has no secret is shown as it is', () => {
  for (const [name, form, text] of [
    [
      'a configuration',
      'config',
      'cache:\n  directory: /run/x\nrules:\n- static: {username: u, passwordFile: /etc/x} # why\n',
    ],
    [
      'an audience',
      'kubeletConfig',
      'providers:\n- tokenAttributes:\n    serviceAccountTokenAudience: x\n    requiredServiceAccountAnnotationKeys: [a/b]\n',
    ],
    [
      'an entry',
      'kubeletConfig',
      'providers:\n- args: [--authFlow=gcr, /etc/azure.json, --registry-mirror=a:b]\n  env: [{name: HTTPS_PROXY, value: "http://proxy:3128"}, {name: AWS_WEB_IDENTITY_TOKEN_FILE, value: /var/x}]\n',
    ],
    [
      'flags',
      'flags',
      'KUBELET_EXTRA_ARGS="--image-credential-provider-config=/etc/x --authentication-token-webhook=true --tls-private-key-file=/a --anonymous-auth=false"\n',
    ],
    [
      'a unit',
      'flags',
      '[Service]\n# the key of all\nEnvironment=ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap\n',
    ],
  ] as const) {
    test(name, () => {
      assert.deepEqual(redact(form, [text]), [text]);
    });
  }
});

describe('a secret goes by more names than one', () => {
  for (const [name, form, text] of [
    ['a flag of one letter', 'kubeletConfig', 'providers:\n- args: [-u, robot, -p, hunter2]\n'],
    ['the same in one word', 'kubeletConfig', 'providers:\n- args: [-p=hunter2]\n'],
    ['an abbreviation', 'kubeletConfig', 'providers:\n- args: [--db-pwd, hunter2]\n'],
    ['a variable', 'kubeletConfig', 'providers:\n- env: [{name: DB_PWD, value: hunter2}]\n'],
    ['a token by its form', 'kubeletConfig', 'providers:\n- env: [{name: VAULT_JWT, value: hunter2}]\n'],
    ['in JSON with escapes', 'kubeletConfig', '{"env":[{"name":"\\u004aWT","value":"\\u0068unter2"}]}'],
    ['a setting of the system', 'flags', 'PROXY_PWD=hunter2\n'],
  ] as const) {
    test(name, () => {
      const [shown = ''] = redact(form, [text]) ?? [];
      assert.match(shown, /\[redacted\]/);
      assert.doesNotMatch(shown, /unter2/);
    });
  }
});

test('a secret of odd characters ends nothing', () => {
  assert.deepEqual(redact('config', ['a:\n  password: "\\ud800%zz"\n']), ['a:\n  password: [redacted]\n']);
});

test('what is not sound is not shown at all', () => {
  assert.equal(redact('config', ['rules: [', '']), undefined);
  assert.equal(redact('kubeletConfig', ['', 'a: &x b\nc: *y\n']), undefined);
  assert.equal(redact('config', [`${'['.repeat(5000)}`, '']), undefined);
});

test('a configuration that holds is shown', () => {
  const text = written('hunter2-hunter2', 'PLAIN', 'plain', 0);
  assert.doesNotThrow(() => parseConfig('/c', text));
  assert.deepEqual(redact('config', [text]), [text.replace('hunter2-hunter2', '[redacted]')]);
});

describe('a file as large as install takes is read in proportion to its length', () => {
  const SIZE = 1024 * 1024;
  const repeated = (text: string) => text.repeat(Math.ceil(SIZE / text.length));
  // Of what takes the square of its length no run of a test would see the end.
  const texts: Readonly<Record<string, string>> = {
    'one long word': repeated('a'),
    'words with a colon': repeated('a:'),
    'URLs without a user': repeated('a://'),
    'URLs in one word': repeated('a://b@'),
    'names of secrets': repeated('token'),
    'names of secrets, with dots': repeated('key.'),
    'names of secrets, with signs': repeated('token="'),
    blanks: `token ${repeated(' ')}`,
    'a variable with a long name': `- name: ${repeated('KEY_')}\n  value: v\n`,
    'a password of blanks': `password: "a${repeated(' ')}b"\n`,
    'a password of lines': `password: |\n${repeated('  a\n')}`,
  };
  for (const [name, text] of Object.entries(texts)) {
    test(name, () => {
      for (const form of ['config', 'flags'] as const) {
        const shown = redact(form, [text]);
        assert.ok(shown === undefined || shown.length === 1);
      }
    });
  }
});

describe('the user and password of a URL', () => {
  const rows: readonly (readonly [url: string, shown: boolean])[] = [
    ['http://user:Xsecret@proxy:3128', false],
    ['see http://user:Xsecret@proxy:3128 and others', false],
    ['HTTP://user:Xsecret@proxy:3128/path@b', false],
    ['http://user:Xse/cret@proxy:3128', false],
    ['http://user:Xse@cret@proxy:3128', false],
    ['://a 1http://user:Xsecret@proxy', false],
    ['git+ssh://Xsecret@host', false],
    ['http://proxy:3128/Xsecret', true],
    ['Xsecret@host', true],
    ['http://@host/Xsecret', true],
  ];
  for (const [url, shown] of rows) {
    test(url, () => {
      const text = JSON.stringify({ env: [{ name: 'PROXY', value: url }] });
      assert.deepEqual(redact('config', [text]), [
        shown ? text : text.replace(JSON.stringify(url), '[redacted]'),
      ]);
    });
  }
});
