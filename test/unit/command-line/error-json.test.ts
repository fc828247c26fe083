// A failure of a command as JSON has all that its text has.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorJson } from '../../../src/command-line/error-json.ts';
import { parseConfig } from '../../../src/config/load.ts';
import { ProviderError } from '../../../src/errors.ts';

const TEXT = `apiVersion: registry-credential-provider/v1alpha1
kind: RegistryCredentialProviderConfig
rules:
  - name: a
    matchImages: ["https://a.example"]
    static: { username: u, pasword: p }
`;

test('each mistake of a configuration is listed', () => {
  const error = thrown(() => parseConfig('/c.yaml', TEXT));
  const { code, message, hint, mistakes } = JSON.parse(errorJson(error)).error;
  assert.deepEqual(
    { code, message, hint, mistakes },
    { code: 'CONFIG_INVALID', message: error.message, hint: error.hint, mistakes: error.details },
  );
  assert.ok(mistakes.length >= 2);
  assert.match(mistakes[0], /^\/c\.yaml:5: /);
});

test('a single failure is its own list, and control characters are escaped', () => {
  const text = errorJson(new ProviderError('image "a\u202eb" is not valid', { code: 'IMAGE_INVALID' }));
  assert.doesNotMatch(text, /\u202e/);
  assert.deepEqual(JSON.parse(text).error, {
    code: 'IMAGE_INVALID',
    message: 'image "a\u202eb" is not valid',
    hint: null,
    mistakes: ['image "a\u202eb" is not valid'],
  });
});

function thrown(work: () => unknown): ProviderError {
  try {
    work();
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}
