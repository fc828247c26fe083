// What a file is instead of what it should be, one row for each mark; what is right has none.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { recognise } from '../../../src/yaml/recognise.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('what a text is', () => {
  for (const [name, text, is, hint] of [
    [
      'a Secret in YAML',
      'apiVersion: v1\nkind: Secret\ndata:\n  x: y\n',
      /manifest .*kind Secret/,
      /kubectl get secret/,
    ],
    ['a Secret in JSON', '{"apiVersion":"v1","kind":"Secret","data":{}}', /kind Secret/, /base64decode/],
    ['a list of them', '{"kind": "List", "items": []}', /kind List/, /kubectl/],
    ['a ConfigMap', 'kind: ConfigMap\napiVersion: v1\ndata: {}\n', /kind ConfigMap/, /get configmap/],
    ['base64 of JSON', `${base64('{"auths":{"a.example":{}}}')}\n`, /^base64 of JSON$/, /base64 --decode/],
    [
      'the same in lines',
      base64('{"auths":{"a.example":{}}}').replace(/(.{10})/g, '$1\n'),
      /^base64 of JSON$/,
      /decode/,
    ],
    ['base64 of YAML', base64('auths:\n  a.example: {}\n'), /^base64 of YAML$/, /base64 --decode FILE >/],
    ['base64 of a manifest', base64('---\nkind: Secret\n'), /^base64 of YAML$/, /base64 --decode FILE >/],
    [
      'base64 of gzip',
      gzipSync('{}').toString('base64'),
      /^base64 of gzip$/,
      /base64 --decode FILE \| gunzip >/,
    ],
    [
      'base64 twice',
      base64(base64('{"auths":{"a.example":{}}}')),
      /^base64 of base64 of JSON$/,
      /FILE \| base64 --decode >/,
    ],
    [
      "a release of Helm's",
      base64(gzipSync('{"name":"x"}').toString('base64')),
      /^base64 of base64 of gzip$/,
      /FILE \| base64 --decode \| gunzip >/,
    ],
    ["a Secret's data alone", '.dockerconfigjson: e30K\n', /the data of a Kubernetes Secret/, /decoded/],
    ['the same in JSON', '{".dockercfg":"e30K"}', /the data of a Kubernetes Secret/, /decoded/],
    ["an object store's error", '<?xml version="1.0"?><Error/>', /an XML document/, /again/],
    ['base64 of PEM', base64('-----BEGIN CERTIFICATE-----\nAA'), /^base64 of PEM$/, /decode/],
    ['a login page', '\n<!DOCTYPE html><html>', /an HTML page/, /proxy/],
    ['PEM', '-----BEGIN PRIVATE KEY-----\n', /^PEM/, /right file/],
    ['a docker config', '{"auths":{"a.example":{"auth":"YTpi"}}}', undefined, undefined],
    ['a registry of the name kind', '{"auths":{"kind":{"auth":"YTpi"}}}', undefined, undefined],
    ['a key of Google', '{"type":"service_account","private_key":"-----BEGIN"}', undefined, undefined],
    ['a password', 'aGVsbG8td29ybGQ', undefined, undefined],
    ['a password of two words', base64('hello: world\u00ff'), undefined, undefined],
    ['nothing', '', undefined, undefined],
  ] as const) {
    test(name, () => {
      const found = recognise(text);
      assert.equal(found === undefined, is === undefined, found?.is);
      if (is !== undefined) {
        assert.match(found?.is ?? '', is);
        assert.match(found?.hint ?? '', hint);
      }
    });
  }
});
