// Imports go one way, without a circle, and only main.ts knows the process. "Where things are" in CONTRIBUTING.md is the
// same table in words.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SourceFile, sourceFiles } from '../support/source-files.ts';

const files = sourceFiles();

/** Words that any file may use. */
const SHARED: readonly string[] = [
  'errors.ts',
  'escape.ts',
  'generated',
  'group-by.ts',
  'json.ts',
  'margin.ts',
  'names.ts',
  'nearest.ts',
  'paint.ts',
  'secret.ts',
  'sha256.ts',
  'version.ts',
  'wrap.ts',
];

const NODE = ['install/node', 'kubelet', 'system', 'yaml'];
// Where the configuration is, and how a path in a file is shown without a secret.
const STATE = [...NODE, 'config', 'install/kubelet', 'install/state'];
const CHECK = ['backend', 'config', 'entries', 'image', 'kubelet', 'mirrors', 'protocol', 'system', 'yaml'];
const PLAN = [...STATE, 'install/plan', ...CHECK, 'check'];
const INSTALL = [...PLAN, 'install/apply', 'install/outside'];

/** What a file besides main.ts may touch of the process, and why. */
const OF_THE_PROCESS: Readonly<Record<string, string>> = {
  // A signal to a process group is sent by nothing else than this method.
  'src/system/program.ts': 'process.kill(',
  // The handles below node:net are given away by nothing else.
  'src/system/network/tcp-handle.ts': 'process.binding?.(',
};

/** What an area of src/ may import beside itself and the shared words. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(SHARED.map((name) => [name, []])),
  system: [],
  protocol: [],
  image: [],
  yaml: [],
  config: ['image', 'protocol', 'system', 'yaml'],
  kubelet: ['image', 'protocol', 'system', 'yaml'],
  backend: ['config', 'image', 'kubelet', 'protocol', 'system', 'yaml'],
  cache: ['backend', 'system'],
  log: ['backend', 'cache', 'config', 'system'],
  entries: ['backend', 'config', 'image', 'kubelet', 'protocol', 'system', 'yaml'],
  // What an entry of the kubelet's makes the plugin do, its arguments say.
  check: [...CHECK, 'command-line'],
  'install/node': NODE,
  'install/kubelet': NODE,
  'install/state': STATE,
  'install/plan': PLAN,
  // What the runs of the configuration have cached goes with it.
  'install/apply': [...PLAN, 'install/apply', 'cache'],
  'install/outside': [...INSTALL, 'metrics'],
  // What pulls log and keep, and what the install has done.
  metrics: ['cache', 'config', 'install/state', 'system'],
  'command-line': ['kubelet'],
  commands: [
    ...INSTALL,
    'cache',
    'command-line',
    'explain',
    'logged-run.ts',
    'metrics',
    'surroundings.ts',
    'try',
    'verify',
    'world.ts',
  ],
  try: ['cache', 'image', 'kubelet', 'protocol', 'system', 'verify'],
  verify: ['system'],
  mirrors: ['image', 'system'],
  explain: ['answer.ts', 'backend', 'cache', 'config', 'image', 'kubelet', 'mirrors', 'protocol', 'system'],
  'answer.ts': ['backend', 'image', 'kubelet', 'protocol'],
  'provide.ts': ['answer.ts', 'backend', 'config', 'image', 'log', 'protocol', 'system'],
  'world.ts': ['command-line', 'system'],
  'surroundings.ts': ['backend', 'cache', 'config', 'system', 'world.ts'],
  'logged-run.ts': ['backend', 'config', 'log', 'protocol', 'surroundings.ts', 'system', 'world.ts'],
  'run.ts': ['command-line', 'config', 'logged-run.ts', 'protocol', 'provide.ts', 'system', 'world.ts'],
  'main.ts': ['command-line', 'commands', 'run.ts', 'system', 'world.ts'],
};

/** The folders of install/ are areas of their own. */
function areaOf(path: string): string {
  const [, ...parts] = path.split('/');
  return parts.slice(0, parts[0] === 'install' ? 2 : 1).join('/');
}

const importsOfOurs = ({ imports }: SourceFile) =>
  imports.map(({ target }) => target).filter((target) => target.startsWith('src/'));

test('every area of src/ has its rule', () => {
  const areas = new Set(files.map(({ path }) => areaOf(path)));
  assert.deepEqual(
    [...areas].filter((area) => MAY_IMPORT[area] === undefined),
    [],
  );
});

for (const file of files) {
  test(`${file.path} imports only what it may`, () => {
    const area = areaOf(file.path);
    const allowed = [area, ...SHARED, ...(MAY_IMPORT[area] ?? [])];
    const refused = importsOfOurs(file).filter((target) => !allowed.includes(areaOf(target)));
    assert.deepEqual(refused, [], `${area} may import ${allowed.join(', ')}`);
  });

  test(`${file.path} leaves the process and the network to those who own them`, () => {
    if (file.path !== 'src/main.ts') {
      const allowed = OF_THE_PROCESS[file.path];
      const code = file.text.replace(/\/\/.*|\/\*[\s\S]*?\*\//g, '').replaceAll(allowed ?? '\0', '');
      assert.doesNotMatch(code, /(?<!\/)\bprocess\s*[.[]|globalThis\.process|node:process/);
    }
    if (areaOf(file.path) !== 'system') {
      const foreign = file.imports
        .map(({ target }) => target)
        .filter((name) => /^node:(fs|net|tty|tls|https?|child_process|dns)/.test(name));
      assert.deepEqual(foreign, [], 'files and network are reached by src/system');
    }
  });
}

test('no circle of files, types included', () => {
  const graph = new Map(files.map((file) => [file.path, importsOfOurs(file)]));
  assert.deepEqual(circlesOf(graph), []);
});

test('no circle of areas, types included', () => {
  const graph = new Map<string, string[]>();
  for (const file of files) {
    const area = areaOf(file.path);
    const targets = importsOfOurs(file).map(areaOf);
    graph.set(area, [...(graph.get(area) ?? []), ...targets.filter((target) => target !== area)]);
  }
  assert.deepEqual(circlesOf(graph), []);
});

/** The strongly connected parts with more than one member, by Tarjan's algorithm: the names of each, sorted. */
function circlesOf(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[] = [];
  const lowest = (...nodes: readonly string[]) => Math.min(...nodes.map((node) => low.get(node) as number));
  const visit = (node: string): void => {
    index.set(node, index.size);
    low.set(node, index.get(node) as number);
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(node, lowest(node, next));
    }
    if (low.get(node) === index.get(node)) {
      const circle = stack.splice(stack.indexOf(node));
      if (circle.length > 1) circles.push(circle.sort().join(' '));
    }
  };
  for (const node of graph.keys()) {
    if (!index.has(node)) visit(node);
  }
  return circles;
}

/** The identities of a cloud are found in one way, also where their tokens are exchanged, and where they read secrets. */
const LENT: Readonly<Record<string, readonly string[]>> = {
  exchange: ['src/backend/ecr/aws-subject.ts', 'src/backend/ecr/web-identity-token.ts'],
  secret: [
    ...['ecr', 'acr', 'google'].flatMap((name) =>
      ['lent.ts', 'lent-refusals.ts', 'claims.ts'].map((file) => `src/backend/${name}/${file}`),
    ),
    ...['subject-token.ts', 'refusals.ts'].map((file) => `src/backend/exchange/${file}`),
  ],
};

test('a backend imports no other backend, but exchange and secret what these lend them', () => {
  const shared = ['backend.ts', 'cloud', 'docker-entries'];
  for (const file of files.filter(({ path }) => /^src\/backend\/(?!create\.ts|backends\.ts)/.test(path))) {
    const own = file.path.split('/')[2];
    for (const target of importsOfOurs(file)) {
      const [, area, folder, ...rest] = target.split('/');
      if (LENT[own ?? '']?.includes(target)) continue;
      if (area === 'backend' && rest.length > 0 && !shared.includes(folder as string)) {
        assert.equal(folder, own, `${file.path} imports ${target}`);
      }
    }
  }
});

test('a search by chance is repeated by the gate: fast-check is had of test/support/property.ts', () => {
  const own = sourceFiles('test').filter(({ imports }) =>
    imports.some(({ target }) => target === 'fast-check'),
  );
  assert.deepEqual(
    own.map(({ path }) => path),
    ['test/support/property.ts'],
  );
});

test('the cache knows what a backend is, and none of them', () => {
  for (const { path, imports } of files.filter((file) => areaOf(file.path) === 'cache')) {
    for (const { target, isType } of imports.filter((each) => areaOf(each.target) === 'backend')) {
      assert.deepEqual([target, isType], ['src/backend/backend.ts', true], path);
    }
  }
});

/** Packages for reading files, and for showing how they differ; all others are a cloud's SDK. */
const NOT_AN_SDK = ['yaml', 'diff'];

test('an SDK is imported by the sdk files of its backend only, and those import no other code of ours', () => {
  const isSdkFile = (path: string) => /^src\/backend\/\w+\/(?:.+\/)?sdk[^/]*$/.test(path);
  for (const { path, imports } of files) {
    const targets = imports.filter(({ isType }) => !isType).map(({ target }) => target);
    const packages = targets.filter((name) => !/^(src\/|node:)/.test(name) && !NOT_AN_SDK.includes(name));
    assert.ok(isSdkFile(path) || packages.length === 0, `${path} imports ${packages}`);
    if (path.endsWith('/sdk.ts')) {
      assert.deepEqual(
        targets.filter((name) => name.startsWith('src/') && !isSdkFile(name)),
        [],
        `${path} is a chunk of its own: what it imports is there twice`,
      );
    }
  }
});
