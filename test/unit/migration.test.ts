// docs/migration.md: the kubelet's configuration of each section, after our rules have been installed into it, is what the
// section shows; and whatever the plugin before was asked about, so are we. RCP_WRITE_DOCS=1 writes it anew.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { RulePatterns } from '../../src/backend/rule-patterns.ts';
import { loadConfig, parseConfig } from '../../src/config/load.ts';
import { mergeKubeletConfig } from '../../src/entries/merge/merge.ts';
import { proposeConfig } from '../../src/entries/proposed/propose.ts';
import { wantedEntries } from '../../src/entries/wanted/wanted-entries.ts';
import { matchesPattern } from '../../src/image/pattern.ts';
import { loadKubeletConfigText } from '../../src/kubelet/config/load.ts';
import { NEWEST_RELEASE } from '../../src/kubelet/release.ts';
import { ROOT } from '../support/executable.ts';
import { temporaryFolder } from '../support/temporary.ts';

const FILE = join(ROOT, 'docs/migration.md');
const KUBELET = { release: NEWEST_RELEASE, tokenGate: true };

interface Section {
  readonly heading: string;
  /** As the section says. */
  readonly replace?: string;
  readonly tokens?: boolean;
  /** That the plugin before, or the pull secret, was for. */
  readonly images: readonly string[];
  /** Whether `generate config` has rules for it; by default for each section with `replace`. */
  readonly isProposed?: false;
}

const SECTIONS: readonly Section[] = [
  {
    heading: '## From `ecr-credential-provider`',
    replace: 'ecr-credential-provider',
    images: [
      '210987654321.dkr.ecr.eu-west-1.amazonaws.com/app',
      '210987654321.dkr.ecr.cn-north-1.amazonaws.com.cn/app',
      '210987654321.dkr.ecr-fips.us-gov-west-1.amazonaws.com/app',
      '210987654321.dkr.ecr.us-iso-east-1.c2s.ic.gov/app',
      '210987654321.dkr.ecr.us-isob-east-1.sc2s.sgov.gov/app',
    ],
  },
  {
    heading: '### With service account tokens',
    replace: 'ecr-credential-provider',
    tokens: true,
    images: ['210987654321.dkr.ecr.eu-west-1.amazonaws.com/app'],
  },
  {
    heading: '## From `acr-credential-provider`',
    replace: 'acr-credential-provider',
    images: ['corp.azurecr.io/app', 'corp.azurecr.cn/app', 'corp.azurecr.us/app'],
  },
  {
    heading: '### With identity bindings',
    replace: 'acr-credential-provider',
    tokens: true,
    images: ['corp.azurecr.io/app'],
  },
  {
    heading: '## From `auth-provider-gcp`',
    replace: 'auth-provider-gcp',
    images: [
      'container.cloud.google.com/app',
      'gcr.io/project/app',
      'eu.gcr.io/project/app',
      'europe-docker.pkg.dev/project/repository/app',
    ],
  },
  {
    heading: '## From `quay-credential-provider`',
    replace: 'quay-credential-provider',
    tokens: true,
    images: ['quay.io/my-team/app'],
  },
  {
    heading: '## From a plugin for Vault',
    replace: 'vault',
    tokens: true,
    images: ['registry.example.com/app'],
  },
  {
    heading: '## From `jfrog-credentials-provider`',
    replace: 'jfrog-credentials-provider',
    tokens: true,
    images: ['acme.jfrog.io/docker/app'],
  },
  {
    heading: '## From `cloudsmith-kubernetes-credential-provider`',
    replace: 'cloudsmith-kubernetes-credential-provider',
    tokens: true,
    images: ['docker.cloudsmith.io/acme/main/app'],
  },
  {
    heading: '## From a plugin with static credentials',
    replace: 'static-credential-provider',
    images: ['harbor.corp.example:8443/team/app'],
  },
  {
    heading: '## From `dynamic-credential-provider`',
    replace: 'dynamic-credential-provider',
    images: ['docker.io/library/nginx', '210987654321.dkr.ecr.eu-west-1.amazonaws.com/app'],
    isProposed: false,
  },
  {
    heading: '## From `credential-provider-harbor`',
    replace: 'credential-provider-harbor',
    tokens: true,
    images: ['harbor.example.com/team/app'],
  },
  {
    heading: '## From pull secrets',
    tokens: true,
    images: ['vendor.example/premium/app', 'registry.example/app', 'docker.io/library/nginx'],
  },
  {
    heading: '## From `docker login` with a credential helper',
    images: ['harbor.example/app', 'docker.io/library/nginx'],
  },
  {
    heading: "## From D2iQ's `dynamic-credential-provider`",
    images: ['210987654321.dkr.ecr.eu-west-1.amazonaws.com/app', 'docker.io/library/nginx'],
  },
];

/** In which file the configuration of the first example is. */
const NODE_FILE = '/etc/kubernetes/credential-providers.yaml';

let document = readFileSync(FILE, 'utf8');

after(() => {
  if (process.env.RCP_WRITE_DOCS) writeFileSync(FILE, document);
});

for (const { heading, replace, tokens = false, images } of SECTIONS) {
  test(`docs/migration.md, ${heading.replace(/^#+ /, '')}`, (context) => {
    const before = block(heading, 'before');
    const file = temporaryFolder(context).write('config.yaml', block(heading, 'ours'));
    const config = loadConfig({ flag: file, env: {} });
    const { text: ours } = wantedEntries(config, {
      release: NEWEST_RELEASE,
      tokens,
      audiences: new Map(),
      patterns: new RulePatterns([config], () => ({
        env: {},
        network: { calls: [], send: () => Promise.reject(new Error('nobody is asked')) },
        now: () => 0,
      })),
      source: '/etc/registry-credential-provider/config.yaml',
      madeBy: 'install',
    });
    const merged =
      before === ''
        ? ours
        : mergeKubeletConfig({
            file: 'before',
            text: before,
            ours,
            kubelet: KUBELET,
            ...(replace !== undefined && { replace: [replace] }),
          }).text;
    show(heading, 'after', merged);

    const { problems, providers } = loadKubeletConfigText('after', merged, KUBELET);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      providers.map(({ name }) => name).filter((name) => !name.startsWith('registry-credential-provider')),
      [],
    );
    const patterns = providers.flatMap(({ matchImages }) => matchImages);
    for (const image of images) {
      assert.ok(
        patterns.some((pattern) => matchesPattern(pattern, image)),
        `nobody is asked about ${image}`,
      );
    }
  });
}

test('docs/migration.md, generate config', () => {
  const kubelet = loadKubeletConfigText(NODE_FILE, block('', 'node'), KUBELET);
  assert.deepEqual(kubelet.problems, []);
  const { text } = proposeConfig(kubelet);
  assert.doesNotMatch(text, /never-shown/);
  show('', 'proposed', text);
});

for (const { heading, replace, images } of SECTIONS.filter(
  (section) => section.replace !== undefined && section.isProposed !== false,
)) {
  test(`docs/migration.md, ${heading.replace(/^#+ /, '')}: what generate config proposes`, () => {
    const { text } = proposeConfig(loadKubeletConfigText('before', block(heading, 'before'), KUBELET));
    const rules = (proposed: string) =>
      parseConfig('/c', proposed.replaceAll(/"FILL IN: [^"]*"/g, '"team-*/*"')).rules;
    const serving = (all: ReturnType<typeof rules>, image: string) =>
      all.find(({ matchImages = [] }) => matchImages.some((pattern) => matchesPattern(pattern, image)));
    for (const image of images) {
      const ours = serving(rules(block(heading, 'ours')), image);
      const proposed = serving(rules(text), image);
      assert.ok(ours && proposed, image);
      assert.equal(proposed.identity, ours.identity, image);
      assert.equal(proposed.onMissingServiceAccount, ours.onMissingServiceAccount, image);
      if (ours.backend.kind === 'static') assert.equal(proposed.backend.kind, 'static');
      else assert.deepEqual(proposed.backend, ours.backend, `${image}, by the proposal for ${replace}`);
    }
  });
}

/** The fenced text of a section with that word after its language. */
function block(heading: string, word: string): string {
  return fence(heading, word)[2] as string;
}

function fence(heading: string, word: string): RegExpExecArray {
  const begin = heading === '' ? 0 : document.indexOf(`\n${heading}\n`);
  assert.notEqual(begin, -1, heading);
  const found = new RegExp(`(\`\`\`[a-z]+ ${word}\\n)([^]*?)\`\`\``).exec(document.slice(begin));
  assert.ok(found, `${heading}: no ${word}`);
  found.index += begin;
  return found;
}

function show(heading: string, word: string, text: string): void {
  const { index, 0: whole, 1: head = '', 2: shown } = fence(heading, word);
  if (process.env.RCP_WRITE_DOCS) {
    document = `${document.slice(0, index)}${head}${text}\`\`\`${document.slice(index + whole.length)}`;
  } else {
    assert.equal(shown, text, `to renew it: RCP_WRITE_DOCS=1 npm test -- unit`);
  }
}
