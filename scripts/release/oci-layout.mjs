// A container image as a folder, without any engine: https://github.com/opencontainers/image-spec

import { gzip, sha256 } from './archive.mjs';

const TYPE = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
};

/**
 * @param platforms `{ platform: {os, architecture, variant?}, layers: {tar, comment}[] }` of each
 * @param config as in the image's configuration; its labels are annotations of the index too
 * @param name what the layout calls the image: a tag
 * @returns {Promise<{digest: string, files: {name: string, content: Buffer}[]}>} the digest of the index, by which the image is
 *     pulled on every platform, and the files of the layout
 */
export async function imageLayout({ platforms, config, created, name }) {
  const blobs = new Map();
  const blob = (mediaType, content, more = {}) => {
    const digest = `sha256:${sha256(content)}`;
    blobs.set(digest, content);
    return { mediaType, digest, size: content.length, ...more };
  };
  const json = (mediaType, value, more) => blob(mediaType, Buffer.from(JSON.stringify(value)), more);

  const compressed = await Promise.all(
    platforms.map(({ layers }) => Promise.all(layers.map(({ tar }) => gzip(tar)))),
  );
  const manifests = platforms.map(({ platform, layers }, index) => {
    const descriptors = compressed[index].map((layer) => blob(TYPE.layer, layer));
    const image = json(TYPE.config, {
      created: created.toISOString(),
      ...platform,
      config,
      rootfs: { type: 'layers', diff_ids: layers.map(({ tar }) => `sha256:${sha256(tar)}`) },
      history: layers.map(({ comment }) => ({ created: created.toISOString(), comment })),
    });
    const manifest = { schemaVersion: 2, mediaType: TYPE.manifest, config: image, layers: descriptors };
    return json(TYPE.manifest, manifest, { platform });
  });
  const index = json(TYPE.index, {
    schemaVersion: 2,
    mediaType: TYPE.index,
    manifests,
    annotations: config.Labels,
  });
  const named = { ...index, annotations: { 'org.opencontainers.image.ref.name': name } };
  const file = (path, value) => ({ name: path, content: Buffer.from(JSON.stringify(value)) });
  return {
    digest: index.digest,
    files: [
      file('oci-layout', { imageLayoutVersion: '1.0.0' }),
      file('index.json', { schemaVersion: 2, mediaType: TYPE.index, manifests: [named] }),
      ...[...blobs].sort().map(([digest, content]) => ({
        name: `blobs/${digest.replace(':', '/')}`,
        content,
      })),
    ],
  };
}
