// generate config as a command: files that are not what they should be, directories, and where the output goes.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { generateConfig, generateKubeletConfig } from '../../../src/commands/generate.ts';
import { parseConfig } from '../../../src/config/load.ts';
import { type ErrorCode, ProviderError } from '../../../src/errors.ts';
import { argumentsOf } from '../../support/arguments.ts';
import { configText, ROOT_ONLY, temporaryFolder } from '../../support/temporary.ts';
import { worldOf } from '../../support/world.ts';

const SECRET = 'canary-secret';

const entry = (name: string, fields: object = {}) => ({
  name,
  apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
  defaultCacheDuration: '0s',
  matchImages: ['*.dkr.ecr.*.amazonaws.com'],
  ...fields,
});

const kubelet = (...providers: object[]) =>
  JSON.stringify(
    { apiVersion: 'kubelet.config.k8s.io/v1', kind: 'CredentialProviderConfig', providers },
    null,
    1,
  );

const STATIC = entry('static', {
  matchImages: ['registry.example'],
  env: [
    { name: 'SCP_REGISTRY_USERNAME', value: 'me' },
    { name: 'SCP_REGISTRY_PASSWORD', value: SECRET },
  ],
});

async function generate(...words: string[]) {
  let notes = '';
  const stderr = { write: (text: string) => (notes += text), offer: () => {} };
  const args = argumentsOf('generate config', ['generate', 'config', ...words]);
  const { text, exitCode } = await generateConfig(args, worldOf({ stderr }));
  assert.equal(exitCode, 0);
  return { text, notes };
}

const REFUSED: readonly (readonly [name: string, text: string, code: ErrorCode, message: RegExp])[] = [
  [
    'YAML with a mistake',
    `apiVersion: kubelet.config.k8s.io/v1\nkind: CredentialProviderConfig\nproviders:\n  - name: x\n   env: ${SECRET}\n`,
    'CONFIG_INVALID',
    /FILE:[45]: /,
  ],
  ['JSON with a mistake', `{"providers": [\n "${SECRET}",,\n]}`, 'CONFIG_INVALID', /FILE:2: not JSON/],
  ['an empty file', '', 'CONFIG_INVALID', /FILE:1: is empty/],
  [
    'two entries of one name',
    kubelet(entry('ecr'), entry('ecr')),
    'CONFIG_INVALID',
    /FILE:[0-9]+: providers\[1\]\.name: /,
  ],
  [
    "this plugin's own file",
    'kind: RegistryCredentialProviderConfig\n',
    'CONFIG_INVALID',
    /this is the configuration of registry-credential-provider/,
  ],
  [
    "a type that is not the field's",
    kubelet(entry('static', { env: [{ name: 'PASSWORD', value: { of: SECRET } }] })),
    'CONFIG_INVALID',
    /FILE:[0-9]+: providers\[0\]\.env\[0\]\.value: expected text, got fields/,
  ],
  [
    'no entry of a plugin that is known',
    kubelet(entry('other', { matchImages: ['other.example'], args: [SECRET] })),
    'USAGE',
    /No rule for the entry "other" \(line 5\)/,
  ],
  [
    "no entry but this plugin's",
    kubelet(entry('registry-credential-provider')),
    'USAGE',
    /no entry of it has a counterpart/,
  ],
  [
    'more patterns than a node has',
    kubelet(entry('ecr', { matchImages: Array.from({ length: 1001 }, (_, index) => `r${index}.example`) })),
    'USAGE',
    /has 1001 patterns, and rules are proposed for at most 1000/,
  ],
  [
    'a setting that makes a rule that is refused',
    kubelet(
      entry('cloudsmith', {
        matchImages: ['docker.cloudsmith.io'],
        env: [
          { name: 'CLOUDSMITH_ORG_SLUG', value: `${SECRET} of another` },
          { name: 'CLOUDSMITH_API_HOST', value: `user:${SECRET}@api.example` },
        ],
        tokenAttributes: {
          serviceAccountTokenAudience: 'x.example',
          cacheType: 'Token',
          requireServiceAccount: true,
        },
      }),
    ),
    'USAGE',
    /a rule that is refused, by exchange\.cloudsmith\.endpoint, exchange\.cloudsmith\.organization/,
  ],
];

for (const [name, text, code, message] of REFUSED) {
  test(`refused: ${name}`, async (context) => {
    const file = temporaryFolder(context).write('kubelet.yaml', text);
    await assert.rejects(generate('--from-kubelet-config', file), (error) => {
      assert.ok(error instanceof ProviderError);
      assert.equal(error.code, code);
      assert.match(error.message.replaceAll(file, 'FILE'), message);
      assert.doesNotMatch(`${error.message} ${error.details?.join(' ')}`, new RegExp(SECRET));
      return true;
    });
  });
}

test('refused: a file that does not exist', async () => {
  await assert.rejects(
    generate('--from-kubelet-config', '/no/such/file'),
    /\/no\/such\/file: it cannot be read/,
  );
});

test("the files of a directory are read in the kubelet's order, and named with their lines", async (context) => {
  const folder = temporaryFolder(context);
  folder.write('20-static.json', kubelet(STATIC));
  folder.write('10-ecr.yaml', kubelet(entry('ecr-credential-provider')));
  folder.write('README', 'not one of them');
  const { text } = await generate('--from-kubelet-config', folder.path);
  const flat = text.replaceAll(/\n *# */g, ' ');
  assert.ok(flat.indexOf('10-ecr.yaml", line 5') < flat.indexOf('20-static.json", line 5'));
  await assert.rejects(
    generate('--from-kubelet-config', folder.path, '--kubelet-version', '1.33'),
    /kubelet 1\.33 reads only a file/,
  );
});

test('names, patterns and values that are hostile to YAML, to a shell and to a terminal', async (context) => {
  const folder = temporaryFolder(context);
  const hostile = `ecr'";$HOME#\u001b[31m`;
  const file = folder.write(
    'kubelet.json',
    kubelet(
      entry(hostile, {
        matchImages: ['*.dkr.ecr.*.amazonaws.com', `x.example/a"b: #'`, `u:${SECRET}@x.example`],
        env: [{ name: 'AWS_PROFILE', value: `a: b #"'\u0085` }],
      }),
    ),
  );
  const { text } = await generate('--from-kubelet-config', file);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is looked for
  assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028]/);
  assert.doesNotMatch(text, new RegExp(SECRET));
  assert.equal(parseConfig('/c', text).rules.length, 1);
});

test('one rule of an entry that is refused, beside one that is not', async (context) => {
  const file = temporaryFolder(context).write(
    'kubelet.json',
    kubelet(
      entry('quay', {
        matchImages: ['quay.io', 'localhost:99999'],
        tokenAttributes: {
          serviceAccountTokenAudience: 'quay',
          cacheType: 'Token',
          requireServiceAccount: true,
        },
      }),
    ),
  );
  const { text } = await generate('--from-kubelet-config', file);
  assert.match(
    text,
    /# A rule of it is left out: its settings make a rule that is refused, by\s+#?\s*exchange\.registry/,
  );
  assert.equal(parseConfig('/c', text).rules.length, 1);
});

test('--write: the file is replaced whole, and stdout is empty', async (context) => {
  const folder = temporaryFolder(context, ROOT_ONLY);
  const file = folder.write('kubelet.json', kubelet(entry('ecr-credential-provider'), STATIC));
  const out = folder.write('config.yaml', 'as it was\n');
  const printed = await generate('--from-kubelet-config', file);
  const written = await generate('--from-kubelet-config', file, '--write', out);
  assert.equal(written.text, '');
  assert.equal(readFileSync(out, 'utf8'), printed.text);
  assert.match(written.notes, /^To be filled in, marked "FILL IN": line [0-9]+\./);
  const link = join(folder.path, 'link.yaml');
  symlinkSync('new.yaml', link);
  await assert.rejects(
    generate('--from-kubelet-config', '/no/such/file', '--write', join(folder.path, 'none')),
  );
  assert.equal(existsSync(join(folder.path, 'none')), false);
});

test('two hundred patterns, many within others', async (context) => {
  const matchImages = Array.from(
    { length: 500 },
    (_, index) => `registry.example/${'a/'.repeat(index % 100)}${index}`,
  );
  const file = temporaryFolder(context).write(
    'kubelet.json',
    kubelet(
      { ...STATIC, matchImages },
      { ...STATIC, name: 'static-2', matchImages: matchImages.map((each) => `${each}/b`) },
    ),
  );
  const { text } = await generate('--from-kubelet-config', file);
  assert.equal(text, (await generate('--from-kubelet-config', file)).text);
});

const OURS = entry('registry-credential-provider', {
  matchImages: ['registry.example'],
  args: ['--config=CONFIG'],
});
const VENDOR = entry('vendor');

const OVERWRITES: readonly (readonly [
  name: string,
  there: string | undefined,
  options: readonly string[],
  refused: RegExp | undefined,
])[] = [
  ['nothing there', undefined, [], undefined],
  ['its own entries', kubelet(OURS), [], undefined],
  ['its own entries, for other rules', kubelet({ ...OURS, matchImages: ['old.example'] }), [], undefined],
  ['an entry of another plugin', kubelet(VENDOR, OURS), [], /its entries "vendor" would be lost/],
  [
    'a variable in its own entry',
    kubelet({ ...OURS, env: [{ name: 'HTTPS_PROXY', value: `http://u:${SECRET}@p` }] }),
    [],
    /what was added by hand to its entries of this plugin would be lost/,
  ],
  [
    'both, merged',
    kubelet(VENDOR, { ...OURS, env: [{ name: 'A', value: 'b' }] }),
    ['--merge=FILE'],
    undefined,
  ],
  [
    'an entry that is replaced',
    kubelet(VENDOR),
    ['--merge=FILE', '--replace=vendor', '--accept-loss'],
    undefined,
  ],
  ['an entry, and another file is merged', kubelet(VENDOR), ['--merge=OTHER'], /"vendor" would be lost/],
  ['what the kubelet cannot read', `{"${SECRET}`, [], undefined],
  ['an empty file', '', [], undefined],
];

for (const [name, there, options, refused] of OVERWRITES)
  test(`generate kubelet-config --write over ${name}`, async (context) => {
    const folder = temporaryFolder(context, ROOT_ONLY);
    const config = folder.write(
      'config.json',
      configText([
        { name: 'r', matchImages: ['registry.example'], static: { username: 'u', password: SECRET } },
      ]),
    );
    const file = join(folder.path, 'providers.json');
    const text = there?.replace('CONFIG', config);
    if (text !== undefined) folder.write('providers.json', text);
    const other = folder.write('other.json', kubelet(entry('other')));
    const paths = options.map((option) => option.replace('FILE', file).replace('OTHER', other));
    const words = ['generate', 'kubelet-config', '--config', config, '--write', file, ...paths];
    const run = generateKubeletConfig(
      argumentsOf('generate kubelet-config', words),
      worldOf({ stderr: { write: () => {}, offer: () => {} } }),
    );
    if (refused === undefined) {
      assert.equal((await run).exitCode, 0);
      assert.match(readFileSync(file, 'utf8'), /registry-credential-provider/);
      return;
    }
    await assert.rejects(run, (error) => {
      assert.ok(error instanceof ProviderError);
      assert.equal(error.code, 'USAGE');
      assert.match(error.message, refused);
      assert.match(
        error.hint ?? '',
        /^add --merge .*providers\.json to keep them, or write to another file$/,
      );
      assert.doesNotMatch(error.message, new RegExp(SECRET));
      return true;
    });
    assert.equal(readFileSync(file, 'utf8'), text);
  });
