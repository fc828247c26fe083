// Hosts as the documentation of containerd writes them, and what is not read.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hostsIn } from '../../../src/mirrors/hosts-toml.ts';

const ROWS: readonly (readonly [name: string, text: string, urls: readonly string[], isPartial?: true])[] = [
  ['nothing', '', ['https://zot.example:5000']],
  ['a server', 'server = "https://origin.example"\n', ['https://origin.example']],
  ['a server without a scheme', "server = 'origin.example:8443/v2'", ['https://origin.example:8443']],
  ['an empty server', 'server = ""', ['https://zot.example:5000']],
  [
    'mirrors before the server',
    `# ours
server = "https://origin.example"

[host."https://mirror-1.example:5000"]
  capabilities = ["pull", "resolve"]
  ca = "/etc/certs/mirror.pem"

[host.'http://mirror-2.example/v2/prefix']
  override_path = true
  [host.'http://mirror-2.example/v2/prefix'.header]
    x-custom = ["a", "b"]
`,
    ['https://mirror-1.example:5000', 'http://mirror-2.example', 'https://origin.example'],
  ],
  [
    'a mirror and no server',
    '[host."mirror.example"]\r\n  skip_verify = true\r\n',
    ['https://mirror.example', 'https://zot.example:5000'],
  ],
  ['blanks in a header', '[ host . "https://m.example" ]', ['https://m.example', 'https://zot.example:5000']],
  ['a comment', '# [host."https://m.example"]', ['https://zot.example:5000']],
  [
    'a server of another table',
    '[host."m.example"]\nserver = "x"',
    ['https://m.example', 'https://zot.example:5000'],
  ],
  ['a user in a URL', '[host."https://u:p@m.example"]', ['https://m.example', 'https://zot.example:5000']],
  [
    'a host for pushes alone, which no pull asks',
    '[host."https://push.example"]\ncapabilities = ["push"]\n[host."https://m.example"]\ncapabilities = ["pull"]\n',
    ['https://m.example', 'https://zot.example:5000'],
  ],
  ['dotted keys', 'host."https://m.example".capabilities = ["pull"]', ['https://zot.example:5000'], true],
  ['an inline table', 'host = { "https://m.example" = {} }', ['https://zot.example:5000'], true],
  [
    'an empty table, as containerd 1.6 wants it',
    'server = "https://zot.example:5000"\n[host]\n\n# none\n',
    ['https://zot.example:5000'],
  ],
  [
    'an empty table before the others',
    '[host] # mirrors\n[host."https://m.example"]\n',
    ['https://m.example', 'https://zot.example:5000'],
  ],
  ['a table of tables', '[host]\n"https://m.example" = {}', ['https://zot.example:5000'], true],
  ['the lists of containerd 1.4', '[[host]]\nhost = "https://m.example"', ['https://zot.example:5000'], true],
  ['a text of several lines', 'server = """\nhttps://o.example"""', ['https://zot.example:5000'], true],
];

describe('hosts.toml', () => {
  for (const [name, text, urls, isPartial = false] of ROWS) {
    test(name, () => assert.deepEqual(hostsIn(text, 'zot.example:5000'), { urls, isPartial }));
  }

  test('the server of Docker Hub, if no other is named', () =>
    assert.deepEqual(hostsIn('[host."https://m.example"]\n', 'docker.io').urls, [
      'https://m.example',
      'https://registry-1.docker.io',
    ]));
});
