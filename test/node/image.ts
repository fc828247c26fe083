// A container image, such as one with a single program in it, in the parts that a registry takes (OCI image and distribution
// specifications, https://github.com/opencontainers).
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { basename, dirname } from 'node:path';

export interface Blob {
  readonly mediaType: string;
  readonly digest: string;
  readonly content: Uint8Array;
}

export interface Image {
  readonly layer: Blob;
  readonly config: Blob;
  readonly manifest: Blob;
}

/**
 * The program must be static: there is nothing else in the image. It bears the image's name, so that no two
 * images have a layer in common and each must be pulled.
 */
export function createImage(name: string, program: string): Image {
  const rename = `--transform=s/.*/${name}/`;
  const args = [
    '--create',
    '--owner=0',
    '--group=0',
    rename,
    `--directory=${dirname(program)}`,
    basename(program),
  ];
  const tar = execFileSync('tar', args, { maxBuffer: 256 * 1024 * 1024 });
  return imageOf(tar, [`/${name}`]);
}

/** An image of one layer, for this machine. */
export function imageOf(tar: Uint8Array, entrypoint: readonly string[], env: readonly string[] = []): Image {
  const layer = blob('application/vnd.oci.image.layer.v1.tar', tar);
  const config = json('application/vnd.oci.image.config.v1+json', {
    os: 'linux',
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    config: { Entrypoint: entrypoint, Env: env },
    rootfs: { type: 'layers', diff_ids: [layer.digest] },
  });
  const manifest = json('application/vnd.oci.image.manifest.v1+json', {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: describe(config),
    layers: [describe(layer)],
  });
  return { layer, config, manifest };
}

const json = (mediaType: string, value: unknown): Blob => blob(mediaType, Buffer.from(JSON.stringify(value)));

const blob = (mediaType: string, content: Uint8Array): Blob => ({
  mediaType,
  digest: `sha256:${createHash('sha256').update(content).digest('hex')}`,
  content,
});

const describe = ({ mediaType, digest, content }: Blob) => ({ mediaType, digest, size: content.length });
