// What is in a release, for programs: a bill of materials in CycloneDX 1.6, https://cyclonedx.org/docs/1.6/json/

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { runtimePath } from '../runtime.mjs';
import { NAME } from './source.mjs';

const { Enums, Models, Serialize, Spec, SPDX } = createRequire(import.meta.url)(
  '@cyclonedx/cyclonedx-library',
);

/** Of process.versions, what is no part of its own: Node itself, numbers of interfaces, tables of data. */
const NO_PART = new Set(['node', 'modules', 'napi', 'cldr', 'tz', 'unicode']);

/**
 * @param packages bundledPackages()
 * @param libraries of the image, each with its `architecture`; none: of the executables
 */
export function billOfMaterials({ version, date, packages, libraries = [] }) {
  const root = component('Application', NAME, {
    bomRef: NAME,
    version,
    purl: `pkg:generic/${NAME}@${version}`,
    license: 'Apache-2.0',
  });
  const bom = new Models.Bom({ metadata: new Models.Metadata({ component: root, timestamp: date }) });
  const parts = [...packages.map(npmPackage), node(), ...libraries.map(debianPackage)];
  for (const part of parts) {
    bom.components.add(part);
    root.dependencies.add(part.bomRef);
  }
  bom.serialNumber = `urn:uuid:${uuidOf(serialize(bom))}`;
  return serialize(bom);
}

function serialize(bom) {
  const factory = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  return `${new Serialize.JsonSerializer(factory).serialize(bom, { sortLists: true, space: 2 })}\n`;
}

function npmPackage({ name, version, license }) {
  const [group, base] = name.startsWith('@') ? name.split('/') : [undefined, name];
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return component('Library', base, { group, version, purl, license });
}

/** The runtime inside the executable, with what is compiled into it. */
function node() {
  const versions = JSON.parse(
    execFileSync(runtimePath(process.arch), ['-p', 'JSON.stringify(process.versions)'], { encoding: 'utf8' }),
  );
  const runtime = component('Platform', 'node', {
    version: versions.node,
    purl: `pkg:generic/node@${versions.node}`,
    cpe: `cpe:2.3:a:nodejs:node.js:${versions.node}:*:*:*:*:*:*:*`,
    license: 'MIT',
  });
  for (const [name, version] of Object.entries(versions)) {
    if (!NO_PART.has(name)) {
      const part = component('Library', name, { version, purl: `pkg:generic/${name}@${version}` });
      runtime.components.add(part);
      runtime.dependencies.add(part.bomRef);
    }
  }
  return runtime;
}

function debianPackage({ name, version, architecture, source, suite }) {
  const [sourceName, sourceVersion] = source.split(' ');
  const encoded = (text) => encodeURIComponent(text);
  return component('Library', name, {
    version,
    purl: `pkg:deb/debian/${encoded(name)}@${encoded(version)}?arch=${architecture}&distro=${suite}`,
    properties: { source: `${sourceName}@${sourceVersion}` },
  });
}

/**
 * @param {keyof typeof Enums.ComponentType} type
 * @param {string} name
 * @param {{bomRef?: string, license?: string, properties?: object, purl?: string, [field: string]: unknown}} about
 */
function component(type, name, about) {
  const { bomRef, license, properties = {}, purl, ...fields } = about;
  const result = new Models.Component(Enums.ComponentType[type], name, {
    bomRef: bomRef ?? purl,
    purl,
    ...fields,
  });
  if (license !== undefined) {
    result.licenses.add(
      SPDX.isSupportedSpdxId(license)
        ? new Models.SpdxLicense(license)
        : new Models.LicenseExpression(license),
    );
  }
  for (const [key, value] of Object.entries(properties)) {
    result.properties.add(new Models.Property(`${NAME}:${key}`, value));
  }
  return result;
}

/** The same for the same text: https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-8 */
function uuidOf(text) {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x80;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
