// An image has the name under which the kubelet asks for it, or none when the kubelet refuses it.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ProviderError } from '../../src/errors.ts';
import { parseImage } from '../../src/image/reference.ts';
import { RELEASES, whyNoHarness } from './build.ts';
import { randomReference } from './generate.ts';
import { askKubelet } from './harness.ts';
import { createRandom } from './random.ts';

const REFERENCES = 30_000;

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** The name that the kubelet asks for; undefined: it refuses the image. */
const ROWS: readonly (readonly [image: string, name: string | undefined])[] = [
  ['nginx', 'docker.io/library/nginx'],
  ['nginx:1.29', 'docker.io/library/nginx'],
  [`nginx@${DIGEST}`, 'docker.io/library/nginx'],
  [`reg.example:5000/team/app:1.0@${DIGEST}`, 'reg.example:5000/team/app'],
  ['team/app', 'docker.io/team/app'],
  ['docker.io/nginx', 'docker.io/library/nginx'],
  ['index.docker.io/nginx', 'docker.io/library/nginx'],
  ['index.docker.io/team/app', 'docker.io/team/app'],
  ['registry-1.docker.io/library/nginx', 'registry-1.docker.io/library/nginx'],
  ['localhost/app', 'localhost/app'],
  ['localhost:5000/app', 'localhost:5000/app'],
  ['localhost', 'docker.io/library/localhost'],
  ['reg:5000/app', 'reg:5000/app'],
  ['reg:5000', 'docker.io/library/reg'],
  ['Reg/app', 'Reg/app'],
  ['REG.Example/app', 'REG.Example/app'],
  ['reg.example/App', undefined],
  ['[::1]:5000/app', '[::1]:5000/app'],
  ['[fe80::1%25eth0]/app', undefined],
  ['reg.example/a__b/c-d.e', 'reg.example/a__b/c-d.e'],
  ['reg.example/a___b', undefined],
  ['reg.example/a..b', undefined],
  ['reg.example//app', undefined],
  ['reg.example/app/', undefined],
  ['https://reg.example/app', undefined],
  ['user@reg.example/app', undefined],
  [DIGEST.slice('sha256:'.length), undefined],
  [DIGEST, 'docker.io/library/sha256'],
  [`app@${DIGEST.slice(0, -1)}`, undefined],
  [`reg.example/${'a'.repeat(255)}`, `reg.example/${'a'.repeat(255)}`],
  [`reg.example/${'a'.repeat(256)}`, undefined],
  ['', undefined],
  [' nginx', undefined],
  ['nginx\n', undefined],
  ['reg.example/ünï', undefined],
];

describe('image names', { skip: await whyNoHarness() }, () => {
  for (const release of RELEASES) {
    it(`by hand, kubelet ${release}`, async () => {
      const answers = await askKubelet(
        release,
        ROWS.map(([image]) => ({ image })),
      );
      for (const [index, [image, name]] of ROWS.entries()) {
        assert.equal(answers[index]?.name, name, `the kubelet's name of ${JSON.stringify(image)}`);
        assert.equal(nameOf(image), name, `our name of ${JSON.stringify(image)}`);
      }
    });

    it(`generated, kubelet ${release}`, async (t) => {
      const random = createRandom(1);
      const images = Array.from({ length: REFERENCES }, () => randomReference(random));
      const answers = await askKubelet(
        release,
        images.map((image) => ({ image })),
      );
      const differences = images.flatMap((image, index) => {
        const [kubelet, ours] = [answers[index]?.name, nameOf(image)];
        return kubelet === ours ? [] : [{ image, kubelet, ours }];
      });
      assert.deepEqual(differences.slice(0, 20), [], `${differences.length} of ${REFERENCES} images differ`);

      const valid = answers.filter(({ name }) => name !== undefined).length;
      t.diagnostic(`${REFERENCES} references, ${valid} valid`);
      assert.ok(valid > REFERENCES / 5 && valid < (REFERENCES * 9) / 10, `${valid} valid references`);
    });
  }
});

function nameOf(image: string): string | undefined {
  try {
    const { name, registry, path } = parseImage(image);
    assert.equal(`${registry}/${path}`, name);
    return name;
  } catch (error) {
    if (error instanceof ProviderError && error.code === 'IMAGE_INVALID') return undefined;
    throw error;
  }
}
