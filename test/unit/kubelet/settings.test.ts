import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { flagValues, kubeletArguments, readSettings } from '../../../src/kubelet/settings.ts';

const GATE = 'KubeletServiceAccountTokenForCredentialProviders';

function settings(args: readonly string[], files: Readonly<Record<string, string>> = {}) {
  return readSettings(args, {
    directory: '/srv',
    read: (path) => files[path],
    list: (folder) =>
      Object.keys(files)
        .filter((path) => path.startsWith(`${folder}/`))
        .map((path) => path.slice(folder.length + 1)),
  });
}

describe('where the kubelet says that it is well', () => {
  for (const [name, args, files, expected] of [
    ['by default', [], {}, 'http://127.0.0.1:10248/healthz'],
    [
      'by its configuration',
      ['--config=/c'],
      { '/c': 'healthzPort: 1\nhealthzBindAddress: 10.0.0.1\n' },
      'http://10.0.0.1:1/healthz',
    ],
    ['as JSON', ['--config=/c'], { '/c': '{"healthzPort": 2}' }, 'http://127.0.0.1:2/healthz'],
    [
      'by a file beside it',
      ['--config=/c', '--config-dir=/d'],
      {
        '/c': 'healthzPort: 1\n',
        '/d/2.conf': 'healthzPort: 3\n',
        '/d/1.conf': 'healthzPort: 2\n',
        '/d/9.yaml': 'healthzPort: 9\n',
      },
      'http://127.0.0.1:3/healthz',
    ],
    [
      'by flags, which override',
      ['--config', 'c', '--healthz-port=5', '--healthz_bind_address=::1'],
      { '/srv/c': 'healthzPort: 1\n' },
      'http://[::1]:5/healthz',
    ],
    ['on all addresses', ['--healthz-bind-address=0.0.0.0'], {}, 'http://127.0.0.1:10248/healthz'],
    ['on all addresses of IPv6', ['--healthz-bind-address=::'], {}, 'http://[::1]:10248/healthz'],
    ['turned off', ['--config=/c'], { '/c': 'healthzPort: 0\n' }, undefined],
    ['turned off by a flag', ['--healthz-port=0', '--config=/c'], { '/c': 'healthzPort: 7\n' }, undefined],
    ['with a configuration that is none', ['--config=/c'], { '/c': '{' }, 'http://127.0.0.1:10248/healthz'],
  ] as const) {
    test(name, () => assert.equal(settings(args, files).healthUrl, expected));
  }
});

describe('what a command line says', () => {
  test("the kubelet's own files, whether they can be read or not", () => {
    const args = ['--config=c', '--config-dir=/d'];
    assert.deepEqual(settings(args, { '/d/1.conf': '', '/d/2.yaml': '' }).ownFiles, ['/srv/c', '/d/1.conf']);
    assert.deepEqual(settings([]).ownFiles, []);
  });

  test('kubeconfig and name', () => {
    const { kubeconfig, nodeName } = settings(['--kubeconfig=k', '--hostname-override', 'Node-1']);
    assert.deepEqual({ kubeconfig, nodeName }, { kubeconfig: '/srv/k', nodeName: 'Node-1' });
    assert.equal(settings(['--hostname-override=']).nodeName, undefined);
  });

  test('the gate: a file beside the configuration overrides it, a flag both', () => {
    const files = {
      '/c': `featureGates: {${GATE}: true}\n`,
      '/d/1.conf': `featureGates: {${GATE}: false}\n`,
    };
    assert.equal(settings(['--config=/c'], files).tokenGate, true);
    assert.equal(settings(['--config=/c', '--config-dir=/d'], files).tokenGate, false);
    assert.equal(settings(['--config-dir=/d', `--feature-gates=${GATE}=true`], files).tokenGate, true);
  });

  for (const [name, args, expected] of [
    ['both forms, in order', ['--a=1', '--a', '2', '--b=3'], ['1', '2']],
    ['underscores', ['--x=0', '--a_=1', '--a=2'], ['2']],
    ['nothing behind it', ['--a'], ['']],
    ['an equals sign in the value', ['--a=b=c'], ['b=c']],
    ['other flags', ['--ab=1', '-a=1', 'a=1'], []],
  ] as const) {
    test(`values of a flag: ${name}`, () => assert.deepEqual(flagValues(args, 'a'), expected));
  }

  test('whose command line it is', () => {
    assert.deepEqual(kubeletArguments(['/opt/bin/kubelet', '--a']), ['--a']);
    assert.deepEqual(kubeletArguments(['hyperkube', 'kubelet', '--a']), ['--a']);
    for (const words of [[], [''], ['hyperkube', 'proxy'], ['/bin/sh', 'kubelet'], ['kubelet-wrapper']]) {
      assert.equal(kubeletArguments(words), undefined);
    }
  });
});
