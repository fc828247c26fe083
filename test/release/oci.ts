// An OCI layout as a runtime reads it: from the index by digests to the files of one platform.
// https://github.com/opencontainers/image-spec

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { unpackTar } from 'modern-tar';

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly platform?: { readonly os: string; readonly architecture: string };
}

export interface ImageFile {
  readonly name: string;
  readonly type: string | undefined;
  readonly mode: number | undefined;
  readonly owner: string;
  readonly content: Buffer;
}

export interface PlatformImage {
  readonly config: {
    readonly os: string;
    readonly architecture: string;
    readonly config: {
      readonly Entrypoint: readonly string[];
      readonly Env: readonly string[];
      readonly User?: string;
      readonly Labels: Readonly<Record<string, string>>;
    };
    readonly rootfs: { readonly diff_ids: readonly string[] };
  };
  /** Of all layers, in their order. */
  readonly files: readonly ImageFile[];
}

/** Reads all of it; every blob must be what its digest and size say. */
export async function readLayout(folder: string): Promise<ReadonlyMap<string, PlatformImage>> {
  const blob = ({ digest, size }: Descriptor): Buffer => {
    const content = readFileSync(join(folder, 'blobs', digest.replace(':', '/')));
    assert.equal(`sha256:${sha256(content)}`, digest);
    assert.equal(content.length, size);
    return content;
  };
  const json = (descriptor: Descriptor) => JSON.parse(blob(descriptor).toString());
  assert.deepEqual(JSON.parse(readFileSync(join(folder, 'oci-layout'), 'utf8')), {
    imageLayoutVersion: '1.0.0',
  });
  const [index] = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')).manifests;
  const images = new Map<string, PlatformImage>();
  for (const descriptor of json(index).manifests as Descriptor[]) {
    const manifest = json(descriptor);
    const config = json(manifest.config);
    const layers = (manifest.layers as Descriptor[]).map((layer) => gunzipSync(blob(layer)));
    assert.deepEqual(
      layers.map((layer) => `sha256:${sha256(layer)}`),
      config.rootfs.diff_ids,
    );
    assert.equal(config.architecture, descriptor.platform?.architecture);
    const entries = (await Promise.all(layers.map((layer) => unpackTar(layer)))).flat();
    const files = entries.map(({ header, data }) => ({
      name: header.name,
      type: header.type,
      mode: header.mode,
      owner: `${header.uid}:${header.gid}`,
      content: Buffer.from(data ?? []),
    }));
    images.set(config.architecture, { config, files });
  }
  return images;
}

export function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
