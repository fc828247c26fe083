// Many pulls at once: as many processes of ours as images, each with the right answer.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { RELEASES, whyNoHarness } from './build.ts';
import { lookUp, withTemporaryDirectory } from './harness.ts';

const IMAGES = 50;

describe('50 pulls at once', { skip: await whyNoHarness() }, () => {
  for (const release of RELEASES) {
    it(`of images of one registry and of others, kubelet ${release}`, async () => {
      await withTemporaryDirectory(async (directory) => {
        const path = join(directory, 'config.json');
        const numbers = Array.from({ length: IMAGES }, (_, number) => number);
        const auths = Object.fromEntries(
          numbers.map((number) => [
            `reg.example/team-${number}/`,
            { username: `u${number}`, password: `p${number}` },
          ]),
        );
        await writeFile(path, JSON.stringify({ auths }));
        // Even numbers are answered by the docker config, each differently; odd ones by a rule of their registry.
        const { credentials, log } = await lookUp({
          release,
          apiVersion: 'v1',
          rules: [
            { name: 'docker-config', dockerConfig: { path } },
            { name: 'static', matchImages: ['*.static.example'], static: { username: 'u', password: 'p' } },
          ],
          pulls: numbers.map((number) => ({
            image: number % 2 === 0 ? `reg.example/team-${number}/app` : `r${number}.static.example/app`,
          })),
          parallel: true,
        });
        const expected = numbers.map((number) =>
          number % 2 === 0
            ? [{ username: `u${number}`, password: `p${number}` }]
            : [{ username: 'u', password: 'p' }],
        );
        assert.deepEqual(credentials, expected, log);
        assert.doesNotMatch(log, /^E/m);
      });
    });
  }
});
