// What an operator has written into the kubelet's configuration, over installs, upgrades and the removal.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { FORMS, kubeletText, NAME, Node, type Wants } from './node.ts';

const NOT_ROOT = process.getuid?.() === 0 ? false : 'needs root, as install does';
const FILE = {
  file: 'kubelet/providers.yaml',
  directory: `kubelet/${NAME}.yaml`,
  nothing: 'kubelet/providers.yaml',
};
const ENV =
  '    # the way out\n    env:\n      - name: HTTPS_PROXY # squid\n        value: http://user:hunter2@proxy:3128\n';
/** The same in a file that was there, whose entries are indented more. */
const MORE = `${ENV.replaceAll(/^/gm, '  ').trimEnd()}\n`;

async function install(node: Node, wants: Omit<Wants, 'files'> = {}, images = ['a.example']) {
  const run = await node.run({ what: 'install', wants: node.wants(images, wants) });
  assert.ok(run.outcome === 'installed' || run.outcome === 'unchanged', run.message);
  return run;
}

const changesIn = (said: readonly string[]) =>
  said.filter((line) => line.includes('entry')).map((line) => line.replace(/^.*?: /, ''));

describe('what an operator wrote', { skip: NOT_ROOT }, () => {
  for (const form of FORMS) {
    test(`env and comments in our entry stay through install, upgrade and further rules: ${form}`, async (context) => {
      const node = await Node.make(context, form);
      const before = node.snapshot();
      await install(node);
      const env = form === 'file' ? MORE : ENV;
      const written = `${node.read(FILE[form]).trimEnd()}\n${env}`;
      node.write(FILE[form], written, form === 'file' ? 0o640 : 0o644);

      await install(node);
      assert.equal(node.read(FILE[form]), written);
      node.ship('2.0.0');
      await install(node, {}, ['a.example', 'b.example']);
      assert.ok(node.read(FILE[form]).includes(env));
      assert.match(node.read(FILE[form]), /"b\.example"/);
      assert.deepEqual(
        (await install(node, {}, ['b.example'])).said.filter((line) => /hunter2/.test(line)),
        [],
      );
      assert.ok(node.read(FILE[form]).includes(env));
      assert.deepEqual(node.whyNotLoaded(), []);

      const { outcome, said, message } = await node.run({ what: 'uninstall' });
      assert.equal(outcome, 'uninstalled', message);
      assert.ok(
        said.some((line) => line.includes(`entry "${NAME}": env: HTTPS_PROXY`)),
        said.join('\n'),
      );
      assert.doesNotMatch(said.join('\n'), /hunter2/);
      if (form !== 'file') assert.deepEqual(node.snapshot(), before);
      assert.deepEqual(node.whyNotLoaded(), []);
    });
  }

  test('a field of ours that was changed by hand is named, once; a change of rules is not one', async (context) => {
    const node = await Node.make(context, 'file');
    await install(node);
    assert.deepEqual(changesIn((await install(node, {}, ['a.example', 'b.example'])).said), []);
    node.write(
      FILE.file,
      node
        .read(FILE.file)
        .replace(/( *)- "b\.example"/, '$&\n$1- hand.example')
        .replace('"0s"', '5m'),
      0o640,
    );
    const { said } = await install(node, {}, ['a.example', 'c.example']);
    assert.deepEqual(changesIn(said), [
      `entry "${NAME}": matchImages: "hand.example" is removed`,
      `entry "${NAME}": defaultCacheDuration: "5m" becomes "0s"`,
    ]);
    assert.doesNotMatch(node.read(FILE.file), /hand\.example|5m/);
    assert.deepEqual(changesIn((await install(node, {}, ['a.example', 'c.example'])).said), []);
  });

  test('our own entry from before the first install keeps its env, and comes back as it was', async (context) => {
    const node = await Node.make(context, 'file');
    node.write(`bin/${NAME}`, '#!/bin/sh\nexit 1\n', 0o755);
    const own = kubeletText([NAME]).split('\n').slice(4).join('\n');
    node.write(FILE.file, node.read(FILE.file) + own + MORE, 0o640);
    const before = node.snapshot();
    const { said } = await install(node);
    assert.ok(node.read(FILE.file).includes(MORE));
    assert.ok(
      said.some((line) => /matchImages: .* is removed; "a\.example".* added/.test(line)),
      said.join('\n'),
    );
    assert.equal((await node.run({ what: 'uninstall' })).outcome, 'uninstalled');
    assert.deepEqual(node.snapshot()[FILE.file], before[FILE.file]);
  });

  test('an entry for tokens that is not wanted any more, with env of an operator: refused, until that may be lost', async (context) => {
    const node = await Node.make(context, 'file');
    const images = ['a.example', 'pods.example'];
    await install(node, { tokens: true }, images);
    const pods = new RegExp(`(name: ${NAME}-pods\\n)`);
    node.write(FILE.file, node.read(FILE.file).replace(pods, `$1${MORE}`), 0o640);
    const before = node.snapshot();
    const { code, message } = await node.run({ what: 'install', wants: node.wants(images) });
    assert.equal(code, 'INSTALL_REFUSED');
    assert.match(
      message,
      new RegExp(`entry "${NAME}-pods", which is removed: env: HTTPS_PROXY.*--accept-loss`),
    );
    assert.deepEqual(node.snapshot()[FILE.file], before[FILE.file]);
    await install(node, { acceptLoss: true }, images);
    assert.deepEqual(node.providers, ['vendor-plugin', 'other-plugin', NAME]);
  });
});

describe('an entry that is replaced', { skip: NOT_ROOT }, () => {
  const replace = { replace: ['vendor-plugin'] };
  const lost = 'replaced entry "vendor-plugin": pattern "vendor-plugin.example"; counterpart: none';

  for (const form of ['file', 'directory'] as const) {
    test(`a pattern that no rule has: refused, then accepted once and for all, kubelet with ${form}`, async (context) => {
      const node = await Node.make(context, form);
      const before = node.snapshot();
      const {
        code,
        message,
        said: ofRefused,
      } = await node.run({ what: 'install', wants: node.wants(['a.example'], replace) });
      assert.equal(code, 'INSTALL_REFUSED', message);
      assert.ok(message.includes(lost), message);
      assert.ok(
        ofRefused.some((line) =>
          /"vendor-plugin": defaultCacheDuration; counterpart: each response/.test(line),
        ),
        'what has a counterpart is said too',
      );
      assert.ok(node.providers.includes('vendor-plugin'));
      for (const [path, content] of Object.entries(before))
        assert.equal(node.snapshot()[path], content, path);

      const { said } = await install(node, { ...replace, acceptLoss: true });
      assert.ok(
        said.some((line) => line.startsWith(lost)),
        said.join('\n'),
      );
      assert.ok(!node.providers.includes('vendor-plugin'));
      node.ship('2.0.0');
      await install(node, replace, ['a.example', 'b.example']);
      await install(node, replace, ['a.example']);
      assert.equal((await node.run({ what: 'uninstall' })).outcome, 'uninstalled');
      assert.deepEqual(node.snapshot(), before);
    });
  }

  for (const form of ['file', 'directory'] as const) {
    test(`a name that no entry has is said, and what is replaced already is not such: ${form}`, async (context) => {
      const node = await Node.make(context, form);
      const { said } = await install(node, { replace: ['vendor-plugn', NAME] });
      const told = said.filter((line) => line.startsWith('--replace'));
      assert.deepEqual(
        told,
        ['vendor-plugn', NAME].map(
          (name) =>
            `--replace "${name}": this entry does not exist; the kubelet's configuration has "vendor-plugin", "other-plugin"`,
        ),
      );
      assert.ok(node.providers.includes('vendor-plugin'));
      const rules = ['a.example', 'vendor-plugin.example'];
      for (const _ of ['now', 'again', 'and again']) {
        const { said } = await install(node, replace, rules);
        assert.deepEqual(
          said.filter((line) => line.startsWith('--replace')),
          [],
        );
      }
    });
  }

  test('what a rule has served is lost with the rule: refused again', async (context) => {
    const node = await Node.make(context, 'file');
    await install(node, replace, ['a.example', 'vendor-plugin.example']);
    const before = node.snapshot();
    const { code, message } = await node.run({ what: 'install', wants: node.wants(['a.example'], replace) });
    assert.equal(code, 'INSTALL_REFUSED', message);
    assert.ok(message.includes(lost), message);
    assert.equal(node.snapshot()[FILE.file], before[FILE.file]);
    await install(node, { ...replace, acceptLoss: true });
  });

  test('its proxies are those of our entry from then on, also through upgrades', async (context) => {
    const node = await Node.make(context, 'file');
    const [first = '', ...others] = node.read(FILE.file).split(/(?=^ *- name: other)/m);
    node.write(FILE.file, `${first.trimEnd()}\n${MORE}${others.join('')}`, 0o640);
    assert.deepEqual(node.whyNotLoaded(), []);
    const images = ['a.example', 'vendor-plugin.example'];
    const { said } = await install(node, replace, images);
    assert.ok(
      said.some((line) => /variable "HTTPS_PROXY"; counterpart: env of/.test(line)),
      said.join('\n'),
    );
    assert.doesNotMatch(said.join('\n'), /hunter2/);
    assert.match(node.read(FILE.file), /"HTTPS_PROXY"/);
    node.ship('2.0.0');
    await install(node, replace, [...images, 'b.example']);
    assert.match(node.read(FILE.file), /"HTTPS_PROXY"/);
    await install(node, {}, images);
    assert.deepEqual(node.providers, ['vendor-plugin', 'other-plugin', NAME]);
  });
});
