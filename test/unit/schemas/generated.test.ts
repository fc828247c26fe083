// schemas/ leads: what is generated from them is up to date, says what they say, and covers what we work with.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import {
  DEFAULT_CACHE_DIRECTORY,
  DEFAULT_CACHE_DURATION_MS,
  DEFAULT_DEADLINE_MS,
  DEFAULT_GRACE_MS,
  DEFAULT_IDENTITY,
  DEFAULT_LOG_LEVEL,
  DEFAULT_LOG_MAX_SIZE,
  DEFAULT_ON_MISSING_SERVICE_ACCOUNT,
} from '../../../src/config/defaults.ts';
import { validateConfig } from '../../../src/generated/config-validator.js';
import { validateCredentialProviderRequest } from '../../../src/generated/credential-provider-request-validator.js';
import { validateCredentialProviderResponse } from '../../../src/generated/credential-provider-response-validator.js';
import { parseGoDuration } from '../../../src/protocol/go-duration.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const ROOT = join(import.meta.dirname, '../../..');

interface Schema {
  readonly [keyword: string]: unknown;
}

const schemas = readdirSync(join(ROOT, 'schemas')).map((name) => ({
  name,
  schema: JSON.parse(readFileSync(join(ROOT, 'schemas', name), 'utf8')) as Schema,
}));

test('generated files follow from the schemas', () => {
  execFileSync(process.execPath, [join(ROOT, 'scripts/generate.mjs'), '--check'], {
    cwd: '/',
    stdio: 'pipe',
  });
});

test('validators need nothing at run time', async (context) => {
  const { path, write } = temporaryFolder(context);
  write('package.json', '{"type": "module"}');
  for (const name of readdirSync(join(ROOT, 'src/generated')).filter((file) => file.endsWith('.js'))) {
    write(name, readFileSync(join(ROOT, 'src/generated', name)));
    const [validator] = Object.values(await import(join(path, name)));
    assert.ok(typeof validator === 'function' && validator({}) === false, name);
  }
});

describe('schemas', () => {
  for (const { name, schema } of schemas) {
    test(`${name}: every property has a description`, () => {
      for (const [path, property] of propertiesOf(schema)) {
        const { description } =
          property.$ref === undefined ? property : { ...resolve(schema, property), ...property };
        assert.ok(typeof description === 'string' && description.endsWith('.'), path);
      }
    });

    test(`${name}: every object says whether it takes other fields`, () => {
      for (const [path, node] of objectsOf(schema)) {
        assert.ok('additionalProperties' in node || name === 'credential-provider-request.schema.json', path);
      }
    });
  }

  test('their defaults are ours', () => {
    const config = schemas.find(({ name }) => name === 'config.schema.json')?.schema ?? {};
    const defaults = new Map(propertiesOf(config).map(([path, property]) => [path, property.default]));
    const rule = '/$defs/rule/properties';
    assert.equal(parseGoDuration(String(defaults.get('/properties/deadline'))), DEFAULT_DEADLINE_MS);
    assert.equal(defaults.get(`${rule}/identity`), DEFAULT_IDENTITY);
    assert.equal(defaults.get(`${rule}/onMissingServiceAccount`), DEFAULT_ON_MISSING_SERVICE_ACCOUNT);
    assert.equal(defaults.get('/$defs/cache/properties/directory'), DEFAULT_CACHE_DIRECTORY);
    assert.equal(
      parseGoDuration(String(defaults.get('/$defs/cache/properties/graceAfterExpiry'))),
      DEFAULT_GRACE_MS,
    );
    assert.equal(defaults.get('/$defs/log/properties/level'), DEFAULT_LOG_LEVEL);
    assert.equal(defaults.get('/$defs/log/properties/maxSize'), DEFAULT_LOG_MAX_SIZE);
    const { default: cacheDuration } = resolve(config, { $ref: '#/$defs/cacheDuration' });
    assert.equal(parseGoDuration(String(cacheDuration)), DEFAULT_CACHE_DURATION_MS);
  });
});

describe('request', () => {
  const request = {
    apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
    kind: 'CredentialProviderRequest',
    image: 'gcr.io/a',
  };
  const rows: readonly (readonly [name: string, value: unknown, valid: boolean])[] = [
    ['v1', request, true],
    ['v1beta1', { ...request, apiVersion: 'credentialprovider.kubelet.k8s.io/v1beta1' }, true],
    ['v1alpha1', { ...request, apiVersion: 'credentialprovider.kubelet.k8s.io/v1alpha1' }, true],
    [
      'a token and annotations',
      { ...request, serviceAccountToken: 'a', serviceAccountAnnotations: { a: 'b' } },
      true,
    ],
    ['a field of a later kubelet', { ...request, podName: 'a' }, true],
    ['v2', { ...request, apiVersion: 'credentialprovider.kubelet.k8s.io/v2' }, false],
    ['another group', { ...request, apiVersion: 'kubelet.config.k8s.io/v1' }, false],
    ['another kind', { ...request, kind: 'CredentialProviderResponse' }, false],
    ['no image', { ...request, image: undefined }, false],
    ['an empty image', { ...request, image: '' }, false],
    ['an image that is a number', { ...request, image: 5 }, false],
    ['a token that is an object', { ...request, serviceAccountToken: {} }, false],
    ['an annotation that is a number', { ...request, serviceAccountAnnotations: { a: 5 } }, false],
    ['a list', [request], false],
    ['null', null, false],
  ];
  for (const [name, value, valid] of rows) {
    test(`${name}: ${valid ? 'valid' : 'not valid'}`, () => {
      assert.equal(validateCredentialProviderRequest(value), valid);
      assert.equal(
        (validateCredentialProviderRequest.errors ?? []).length,
        valid ? 0 : 1,
        'stops at the first',
      );
    });
  }
});

describe('response', () => {
  const response = {
    apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
    kind: 'CredentialProviderResponse',
    cacheKeyType: 'Registry',
    cacheDuration: '5m0s',
    auth: { 'gcr.io': { username: 'a', password: 'b' } },
  };
  const rows: readonly (readonly [name: string, value: unknown, valid: boolean])[] = [
    ['a credential', response, true],
    ['none', { ...response, cacheKeyType: 'Image', cacheDuration: '0s', auth: {} }, true],
    ['Global', { ...response, cacheKeyType: 'Global' }, false],
    ['a duration as a number', { ...response, cacheDuration: 5 }, false],
    ['a negative duration', { ...response, cacheDuration: '-5m' }, false],
    ['no duration', { ...response, cacheDuration: undefined }, false],
    ['a field that the API lacks', { ...response, expiresAt: 'x' }, false],
    [
      'an identity token',
      { ...response, auth: { a: { username: 'a', password: 'b', identitytoken: 'c' } } },
      false,
    ],
    ['no password', { ...response, auth: { a: { username: 'a' } } }, false],
  ];
  for (const [name, value, valid] of rows) {
    test(`${name}: ${valid ? 'valid' : 'not valid'}`, () => {
      assert.equal(validateCredentialProviderResponse(value), valid);
    });
  }
});

test('the configuration is held against its schema to the end', () => {
  assert.equal(validateConfig({}), false);
  assert.equal(validateConfig.errors?.length, 3);
});

/** Every schema of a property, with its place. */
function propertiesOf(schema: Schema): (readonly [path: string, property: Schema])[] {
  return objectsOf(schema).flatMap(([path, node]) =>
    Object.entries((node.properties ?? {}) as Record<string, Schema>).map(
      ([key, property]) => [`${path}/properties/${key}`, property] as const,
    ),
  );
}

function objectsOf(node: unknown, path = ''): (readonly [path: string, node: Schema])[] {
  if (typeof node !== 'object' || node === null) {
    return [];
  }
  const own = 'type' in node && node.type === 'object' ? [[path, node as Schema] as const] : [];
  return [...own, ...Object.entries(node).flatMap(([key, child]) => objectsOf(child, `${path}/${key}`))];
}

function resolve(schema: Schema, { $ref }: Schema): Schema {
  const names = String($ref).split('/').slice(1);
  return names.reduce<unknown>((node, name) => (node as Schema)[name], schema) as Schema;
}

test("no pattern of the chart's schema has a count that Helm cannot read", () => {
  const path = join(ROOT, 'deploy/chart/registry-credential-provider/values.schema.json');
  const patterns = [...readFileSync(path, 'utf8').matchAll(/"pattern": (".*")/g)].map(([, text]) =>
    String(JSON.parse(text as string)),
  );
  assert.ok(patterns.length > 50);
  const tooLarge = patterns.filter((pattern) =>
    [...pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].some(([, least, most]) => Number(most || least) > 1000),
  );
  assert.deepEqual(tooLarge, []);
});
