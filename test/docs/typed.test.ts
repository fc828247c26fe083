// What README.md and the quick starts show is typed, in its order, on a node of the distribution that the page is for, and
// prints what it is shown to print. Where a line of a transcript has `…`, anything may stand; a line that is only `…` stands
// for any lines. RCP_WRITE_DOCS=1 writes the transcripts that differ.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { build } from 'esbuild';
import { createAuthority } from '../clouds/authority.ts';
import { placePrograms, startDistribution, whyNoDistribution } from '../install/distribution-node.ts';
import { EXECUTABLE, ROOT } from '../support/executable.ts';
import { type Block, blocksOf, placeOf, transcriptOf } from '../support/page.ts';
import { temporaryFolder } from '../support/temporary.ts';
import type { TestEnd } from '../support/test-end.ts';
import { isTyped, NODES } from './pages.ts';

/** What every node has at /mnt, and where it leaves what was printed. */
const programs = temporaryFolder({ after });

/** In which a page's commands are typed: a checkout in which the executable was built. */
const FOLDER = '/root/registry-credential-provider';
const CHECKOUT = `set -e && mkdir -p ${FOLDER} && cd ${FOLDER} &&
  ln -s /mnt/checkout/* /mnt/checkout/dist/${basename(EXECUTABLE)} . &&
  chmod go-w /usr/local /usr/local/bin && set +e`; // which older releases of Debian give to a group

/** The reader's own registry is the node itself, and trusted. */
const IMAGE = 'registry.corp.example/team/app:1.0';
const REGISTRY = `echo 127.0.0.1 ${IMAGE.split('/')[0]} >>/etc/hosts && export NODE_EXTRA_CA_CERTS=/mnt/ca.pem
/mnt/node /mnt/registry.mjs /mnt/certificate /mnt/key ${IMAGE} 'robot$puller:not-a-real-password' >/tmp/registry 2>&1 &
until grep -q ready /tmp/registry; do sleep 0.05; done`;

/** What a page tells its reader to have. */
const FILES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'README.md': {
    'secrets/harbor.password': 'not-a-real-password\n',
    'secrets/dockerconfig.json': JSON.stringify({
      auths: { 'registry.example': { username: 'puller', password: 'not-real' } },
    }),
  },
};

interface Step {
  readonly block: Block;
  readonly typed: string;
  /** Of a transcript: what is shown. */
  readonly shown?: string;
}

const stepsOf = (page: string): Step[] =>
  blocksOf(page)
    .filter(isTyped)
    .flatMap((block): Step[] =>
      block.language === 'console'
        ? transcriptOf(block).map(({ command, output }) => ({ block, typed: command, shown: output }))
        : [{ block, typed: block.language === 'sh' ? block.text : writing(block.name, block.text) }],
    );

/** A reader does so with an editor. */
const writing = (file: string, text: string): string =>
  `mkdir -p "$(dirname ${file})" && cat >${file} <<'END OF THE FILE'\n${text.replace(/\n?$/, '\n')}END OF THE FILE\n`;

/** Whether a transcript may be shown so. */
function isShown(printed: string, shown: string): boolean {
  const pattern = shown
    .trimEnd()
    .split('\n')
    .map((line) => (line === '…' ? '(?:.*\\n)*?' : `${line.split('…').map(literally).join('.*')}\\n`))
    .join('');
  return new RegExp(`^${pattern}$`).test(`${printed.trimEnd()}\n`);
}

const literally = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** Types it all; what each step printed. */
async function type(context: TestEnd, page: string, steps: readonly Step[]) {
  const folder = `page-${basename(page, '.md')}`;
  const file = (index: number, what: string) => `${folder}/${String(index).padStart(3, '0')}.${what}`;
  steps.forEach(({ typed }, index) => {
    programs.write(file(index, 'sh'), typed);
  });
  const { node } = await startDistribution(context, NODES[page] ?? '', programs);
  const given = Object.entries(FILES[page] ?? {}).map(([name, text]) => writing(name, text));
  programs.write(
    `${folder}/begin`,
    [CHECKOUT, ...given, REGISTRY, `. /mnt/type.sh /mnt/${folder}`].join('\n'),
  );
  await node.run('bash', `/mnt/${folder}/begin`);
  const left = (index: number, what: string): string => {
    const path = join(programs.path, file(index, what));
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  };
  return steps.map((_, index) => ({
    text: left(index, 'out'),
    failed: left(index, 'failed'),
    exit: left(index, 'exit').trim(),
  }));
}

/** Writes what was printed into the page, where it is not what is shown. */
function writeTranscripts(page: string, steps: readonly Step[], printed: readonly string[]): void {
  const path = join(ROOT, page);
  for (const block of new Set(steps.map((step) => step.block))) {
    if (block.language !== 'console') continue;
    const text = steps
      .map(({ block: other, typed, shown = '' }, index) => {
        const output = printed[index] ?? '';
        return other === block ? `$ ${typed}${isShown(output, shown) ? shown : varying(output)}` : '';
      })
      .join('');
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(fenced(block.text), () => fenced(text)),
    );
  }
}

const RENEW = 'to renew it: RCP_WRITE_DOCS=1 npm test -- docs';

/** What differs from run to run. */
const varying = (output: string): string =>
  output.replaceAll(/\bprocess \d+/g, 'process …').replaceAll(/\bafter \d+ ms\b/g, 'after … ms');

const fenced = (text: string): string => `\`\`\`console\n${text}\`\`\``;

describe('typed on a node', { concurrency: 2, skip: await whyNoDistribution() }, () => {
  before(
    async () => {
      await placePrograms(programs);
      copyFileSync(join(import.meta.dirname, 'type.sh'), join(programs.path, 'type.sh'));
      const authority = createAuthority();
      const { certificate, key } = authority.issue([IMAGE.split('/')[0] ?? '']);
      for (const [name, text] of Object.entries({ 'ca.pem': authority.certificate, certificate, key })) {
        programs.write(name, text);
      }
      await build({
        absWorkingDir: ROOT,
        entryPoints: ['test/docs/registry.ts'],
        bundle: true,
        platform: 'node',
        format: 'esm',
        outfile: join(programs.path, 'registry.mjs'),
        logLevel: 'error',
      });
      execFileSync(process.execPath, ['scripts/demo.mjs', '--built'], { cwd: ROOT, stdio: 'ignore' });
      // Copied: on the node another file system may stand where the checkout is, as at /tmp.
      const checkout = (path: string) => join(programs.path, 'checkout', path);
      for (const path of ['build/demo', 'deploy']) {
        cpSync(join(ROOT, path), checkout(path), { recursive: true });
      }
      const config = checkout('build/demo/config.yaml');
      writeFileSync(config, readFileSync(config, 'utf8').replaceAll(ROOT, `${FOLDER}/`));
      cpSync(EXECUTABLE, checkout(`dist/${basename(EXECUTABLE)}`));
    },
    { timeout: 60 * 60_000 },
  );

  for (const page of Object.keys(NODES)) {
    test(page, { timeout: 15 * 60_000 }, async (context) => {
      const steps = stepsOf(page);
      const outcomes = await type(context, page, steps);
      const printed = outcomes.map(({ text, exit }) =>
        exit === '0' ? text : `${text.replace(/\n?$/, '\n')}exit code ${exit}\n`,
      );
      for (const [index, { block, typed, shown }] of steps.entries()) {
        const { failed = '', exit = '' } = outcomes[index] ?? {};
        const problem = exit === '' ? 'it was never typed' : shown === undefined ? failed : '';
        assert.equal(problem, '', `${placeOf(block)}: ${typed}${printed[index]}`);
      }
      if (process.env.RCP_WRITE_DOCS) return writeTranscripts(page, steps, printed);
      for (const [index, { block, typed, shown }] of steps.entries()) {
        const output = printed[index] ?? '';
        if (shown !== undefined && !isShown(output, shown)) {
          assert.equal(output, shown, `${placeOf(block)}: ${typed}${RENEW}`);
        }
      }
    });
  }
});
