// What the pages show as YAML or JSON is what it is for: a configuration, or a part of one, is loaded; a kubelet's is read
// as the kubelet reads it; the rest has the form of its kind.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Document, parse, parseAllDocuments } from 'yaml';
import { parseConfig } from '../../../src/config/load.ts';
import { loadKubeletConfigText } from '../../../src/kubelet/config/load.ts';
import { NEWEST_RELEASE } from '../../../src/kubelet/release.ts';
import { ROOT } from '../../support/executable.ts';
import { blocksOf, PAGES, placeOf } from '../../support/page.ts';

type Fields = Readonly<Record<string, unknown>>;

const OURS = 'registry-credential-provider/v1alpha1';
const schemaOf = (name: string) => JSON.parse(readFileSync(join(ROOT, 'schemas', name), 'utf8'));
const { properties, $defs: sections } = schemaOf('config.schema.json');
const { properties: values } = schemaOf('helm-values.schema.json');

/** A configuration with this one rule; where it says nothing of its identity, it is the one that its fields are for. */
const rule = (fields: Fields): Fields => {
  const shown = JSON.stringify(fields);
  const identity =
    shown.includes('"serviceAccountTokenAudience"') || ('exchange' in fields && !shown.includes('"subject"'))
      ? 'serviceAccount'
      : 'node';
  return { rules: [{ name: 'shown', matchImages: ['quay.io'], identity, ...fields }] };
};

/** What may be shown of a configuration, by the fields of which section, and the whole that it is a part of. */
const PARTS: readonly (readonly [fields: Fields, whole: (part: Fields) => Fields])[] = [
  [properties, (part) => ({ ...rule({ ecr: {}, matchImages: ['*.dkr.ecr.*.amazonaws.com'] }), ...part })],
  [sections.rule.properties, rule],
  [sections.secret.properties, (part) => rule({ secret: part })],
  [sections.exchange.properties, (part) => rule({ exchange: { quay: { robot: 'team+robot' }, ...part } })],
];

const hasOnly = (part: Fields, fields: Fields) => Object.keys(part).every((key) => key in fields);

/** @throws where it is not what it seems to be, or no reader here knows what it is */
function load(text: string): void {
  const shown: unknown = parse(text) ?? {};
  if (Array.isArray(shown)) {
    loadKubelet({
      apiVersion: 'kubelet.config.k8s.io/v1',
      kind: 'CredentialProviderConfig',
      providers: shown,
    });
    return;
  }
  const fields = shown as Fields;
  const part = PARTS.find(([known]) => hasOnly(fields, known));
  if (fields.kind === 'CredentialProviderConfig') {
    loadKubelet(fields);
  } else if (fields.kind === 'RegistryCredentialProviderConfig') {
    parseConfig('shown', text); // as it stands: the loader reads less of YAML than the library does
  } else if (part !== undefined) {
    loadConfig(part[1](fields));
  } else {
    const [unknown] = Object.keys(fields).filter((key) => !(key in values));
    assert.equal(unknown, undefined, 'neither a part of a configuration nor values of the chart');
    loadConfig((fields.config ?? rule({ ecr: {}, matchImages: ['*.dkr.ecr.*.amazonaws.com'] })) as Fields);
  }
}

function loadConfig(config: Fields): void {
  parseConfig(
    'shown',
    JSON.stringify({ apiVersion: OURS, kind: 'RegistryCredentialProviderConfig', ...config }),
  );
}

function loadKubelet(config: Fields): void {
  const kubelet = { release: NEWEST_RELEASE, tokenGate: true };
  assert.deepEqual(loadKubeletConfigText('shown', JSON.stringify(config), kubelet).problems, []);
}

/** One that repeats its first field shows several, of which one is wanted. */
function alternatives(text: string): string[] {
  const indentation = Math.min(
    ...text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => line.search(/\S/)),
  );
  const shown = text.replaceAll(new RegExp(`^ {${indentation}}`, 'gm'), '');
  const first = /^\w+:/.exec(shown)?.[0];
  return first === undefined ? [shown] : shown.split(new RegExp(`^(?=${first})`, 'm'));
}

/** Fields by which the configurations of other programs are known: no schema here is for them. */
const OTHERS = ['scrape_configs'];

/** Of another program: an object of a kind that no schema here is for, or one of its configurations. */
const isOfOthers = (documents: readonly Document.Parsed[]) =>
  documents.every((document) => {
    const kind = document.get('kind');
    return typeof kind === 'string'
      ? !/^(?:Registry)?CredentialProviderConfig$/.test(kind)
      : OTHERS.some((field) => document.has(field));
  });

/** It is generated: what it shows are the examples of the schema, which schemas/examples.test.ts loads. */
const GENERATED = 'docs/configuration.md';

for (const block of PAGES.filter((page) => page !== GENERATED).flatMap(blocksOf)) {
  if (block.language === 'json') {
    test(`${placeOf(block)} is JSON`, () => {
      JSON.parse(block.text);
    });
  } else if (block.language === 'yaml') {
    test(`${placeOf(block)} is what it is shown as`, () => {
      const documents = parseAllDocuments(block.text);
      if (!isOfOthers(documents)) return alternatives(block.text).forEach(load);
      for (const document of documents) {
        assert.deepEqual(document.errors, []);
        assert.equal(document.has('kind'), document.has('apiVersion'));
      }
    });
  }
}
