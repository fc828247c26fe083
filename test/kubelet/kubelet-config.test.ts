// What the kubelet refuses at its start is an error to `check`, and nothing else is: the same files to both.

import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { loadKubeletConfig } from '../../src/kubelet/config/load.ts';
import { executableProblems } from '../../src/kubelet/executable.ts';
import { parseRelease } from '../../src/kubelet/release.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { RELEASES, type Release, whyNoHarness } from './build.ts';
import { type ConfigPath, loadByKubelet } from './harness.ts';
import { CASES } from './kubelet-config-cases.ts';
import { generateConfigs } from './kubelet-config-generate.ts';

interface Case extends ConfigPath {
  readonly name: string;
}

/** What we say of a case: the names of the entries, and why the kubelet would not start. */
function load({ path, binDir, gate }: Case, release: Release) {
  const kubelet = { release: parseRelease(release) as number, tokenGate: gate };
  const { providers, problems } = loadKubeletConfig(path, kubelet);
  const missing = binDir === undefined ? [] : executableProblems(binDir, providers);
  const said = [...problems, ...missing].map(({ code, line, what }) => `${code}:${line ?? ''} ${what}`);
  return { names: providers.map(({ name }) => name), said };
}

/** Asks both, and gives how many files each way. */
async function compare(
  release: Release,
  cases: readonly Case[],
): Promise<{ taken: number; refused: number }> {
  const answers = await loadByKubelet(release, cases);
  const differences = cases.flatMap((one, index) => {
    const { error, providers = [] } = answers[index] ?? {};
    const { names, said } = load(one, release);
    const agree =
      error === undefined
        ? said.length === 0 && JSON.stringify(names) === JSON.stringify(providers)
        : said.length > 0;
    return agree
      ? []
      : [`${one.name}: kubelet: ${error ?? providers.join()}; we: ${said.join('; ') || names.join()}`];
  });
  assert.deepEqual(differences, []);
  const refused = answers.filter(({ error }) => error !== undefined).length;
  return { taken: answers.length - refused, refused };
}

function writeAll(context: TestContext, files: readonly (readonly [string, string | Uint8Array])[]): Case[] {
  const folder = temporaryFolder(context);
  return files.map(([name, content], index) => ({
    name,
    path: folder.write(`${index}.yaml`, content),
    gate: true,
  }));
}

describe('the kubelet and we agree', { skip: await whyNoHarness() }, () => {
  for (const release of RELEASES) {
    it(`on files made by hand, kubelet ${release}`, async (context) => {
      const cases = writeAll(context, CASES);
      const { taken, refused } = await compare(release, cases);
      assert.ok(taken > 80 && refused > 150, `${taken} taken, ${refused} refused`);
      await compare(
        release,
        cases.map((one) => ({ ...one, gate: false })),
      );
    });

    it(`on files that are generated, kubelet ${release}`, async (context) => {
      const cases = writeAll(context, generateConfigs(20261124, 3000));
      const { taken, refused } = await compare(release, cases);
      assert.ok(taken > 300 && refused > 300, `${taken} taken, ${refused} refused`);
    });

    it(`on directories and links, kubelet ${release}`, async (context) => {
      await compare(release, makePlaces(context));
    });

    it(`on executables, kubelet ${release}`, async (context) => {
      const { taken, refused } = await compare(release, makeExecutables(context));
      assert.deepEqual({ taken, refused }, { taken: 4, refused: 10 });
    });
  }
});

const CONFIG = (name: string, file = 'v1') =>
  JSON.stringify({
    apiVersion: `kubelet.config.k8s.io/${file}`,
    kind: 'CredentialProviderConfig',
    providers: [
      {
        name,
        apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
        matchImages: ['registry.example'],
        defaultCacheDuration: '0s',
      },
    ],
  });

/** Directories with what may stand in them. A name that ends with / is a folder, one with -> a link. */
function makePlaces(context: TestContext): Case[] {
  const folder = temporaryFolder(context);
  const elsewhere = folder.write('elsewhere/config.txt', CONFIG('linked'));
  const emptyFolder = join(folder.path, 'folder');
  mkdirSync(emptyFolder);
  const places: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    empty: {},
    'one file': { 'a.yaml': CONFIG('a') },
    'all three ends': { 'b.yml': CONFIG('b'), 'c.json': CONFIG('c'), 'a.yaml': CONFIG('a') },
    'in the order of bytes': {
      'é.yaml': CONFIG('e'),
      'Z.yaml': CONFIG('Z'),
      '~.yaml': CONFIG('t'),
      'a.yaml': CONFIG('a'),
      'a-b.yaml': CONFIG('ab'),
      'a.b.yaml': CONFIG('adb'),
    },
    'in the order of bytes beyond the basic plane': {
      '\uffee.yaml': CONFIG('x'),
      '\u{1f600}.yaml': CONFIG('y'),
    },
    'other ends': {
      'a.YAML': CONFIG('a'),
      'b.txt': CONFIG('b'),
      'c.yaml.bak': CONFIG('c'),
      'd.yaml~': CONFIG('d'),
    },
    'other ends that are broken beside one': { 'a.yaml': CONFIG('a'), 'b.YAML': '{', 'c.conf': '{' },
    'hidden files': { '.a.yaml': CONFIG('a'), '.yaml': CONFIG('b') },
    'a name twice': { 'a.yaml': CONFIG('a'), 'b.yaml': CONFIG('a') },
    'versions mixed': {
      'a.yaml': CONFIG('a', 'v1beta1'),
      'b.yaml': CONFIG('b'),
      'c.yaml': CONFIG('c', 'v1alpha1'),
    },
    'one broken': { 'a.yaml': CONFIG('a'), 'b.yaml': '{' },
    'one empty': { 'a.yaml': CONFIG('a'), 'b.yaml': '' },
    'one without entries': { 'a.yaml': CONFIG('a'), 'b.yaml': CONFIG('b').replace(/\[.*\]/, '[]') },
    'a folder with such a name': { 'a.yaml': CONFIG('a'), 'b.yaml/': '' },
    'only a folder with such a name': { 'b.yaml/': '' },
    'a link to a file': { 'a.yaml->': elsewhere },
    'a file beside a link to nothing': { 'a.yaml': CONFIG('a'), 'b.yaml->': '/no/such/file' },
    'a link to nothing of another end': { 'a.yaml': CONFIG('a'), 'b.txt->': '/no/such/file' },
    'a file beside a link to a folder': { 'a.yaml': CONFIG('a'), 'b.yaml->': emptyFolder },
    'a link to a device': { 'a.yaml->': '/dev/null' },
  };
  const cases = Object.entries(places).map(([name, files]) => {
    const path = join(folder.path, name);
    mkdirSync(path);
    for (const [file, content] of Object.entries(files)) {
      if (file.endsWith('/')) mkdirSync(join(path, file));
      else if (file.endsWith('->')) symlinkSync(content, join(path, file.slice(0, -2)));
      else writeFileSync(join(path, file), content);
    }
    return { name, path, gate: true };
  });
  const link = (name: string, to: string) => {
    symlinkSync(to, join(folder.path, name));
    return { name, path: join(folder.path, name), gate: true };
  };
  return [
    ...cases,
    link('a link to a file of any end', elsewhere),
    link('a link to a directory', join(folder.path, 'one file')),
    link('a link to nothing', '/no/such/file'),
    { name: 'nothing', path: join(folder.path, 'nothing'), gate: true },
    { name: 'below a file', path: join(elsewhere, 'x'), gate: true },
    { name: 'no path', path: '', gate: true },
    { name: 'a device', path: '/dev/null', gate: true },
  ];
}

function makeExecutables(context: TestContext): Case[] {
  const folder = temporaryFolder(context);
  const binDir = join(folder.path, 'bin');
  const script = '#!/bin/sh\n';
  folder.write('bin/executable', script, 0o755);
  folder.write('bin/for-its-owner', script, 0o700);
  folder.write('bin/for-others', script, 0o001);
  folder.write('bin/not', script, 0o644);
  mkdirSync(join(binDir, 'folder'));
  symlinkSync('executable', join(binDir, 'link'));
  symlinkSync('missing', join(binDir, 'link-to-nothing'));
  symlinkSync('folder', join(binDir, 'link-to-folder'));
  chmodSync(binDir, 0o755);
  const names = [
    'executable',
    'for-its-owner',
    'for-others',
    'not',
    'folder',
    'link',
    'link-to-nothing',
    'link-to-folder',
    'missing',
    '',
    'x'.repeat(300),
    'a\\b',
  ];
  return [
    ...names.map((name, index) => ({
      name: `the executable ${name}`,
      path: folder.write(`${index}.yaml`, CONFIG(name)),
      binDir,
      gate: true,
    })),
    {
      name: 'a folder that is none',
      path: folder.write('x.yaml', CONFIG('x')),
      binDir: join(binDir, 'not'),
      gate: true,
    },
    {
      name: 'a folder that is not there',
      path: folder.write('y.yaml', CONFIG('x')),
      binDir: join(binDir, 'no'),
      gate: true,
    },
  ];
}
