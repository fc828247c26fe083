// Every refusal that a table has is written down in docs/errors.md, in the same words, and no other.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { REFUSALS as AZURE } from '../../../../src/backend/acr/refusals.ts';
import type { Refusal } from '../../../../src/backend/cloud/refusal.ts';
import { REFUSALS as AMAZON } from '../../../../src/backend/ecr/refusals.ts';
import { REFUSALS as REGISTRIES } from '../../../../src/backend/exchange/refusals.ts';
import { REFUSALS as GOOGLE } from '../../../../src/backend/google/refusals.ts';
import { STORES } from '../../../../src/backend/secret/aws/refusal-table.ts';
import { TABLE as KEY_VAULT } from '../../../../src/backend/secret/azure/refusal-table.ts';
import { TABLE as SECRET_MANAGER } from '../../../../src/backend/secret/google/refusal-table.ts';
import { TABLE as VAULT } from '../../../../src/backend/secret/vault/refusal-table.ts';
import { ROOT } from '../../../support/executable.ts';

const CLOUDS = {
  Amazon: AMAZON,
  Azure: AZURE,
  Google: GOOGLE,
  Registries: REGISTRIES,
  'Secret stores': [...STORES, ...SECRET_MANAGER, ...KEY_VAULT, ...VAULT],
};

for (const [cloud, refusals] of Object.entries(CLOUDS)) {
  test(`docs/errors.md: ${cloud}`, () => {
    const text = readFileSync(join(ROOT, 'docs/errors.md'), 'utf8');
    const [, section = ''] = text.split(`\n## ${cloud}\n`);
    const [, , ...rows] =
      section
        .split('\n## ')[0]
        ?.split('\n')
        .filter((line) => line.startsWith('| ')) ?? [];
    assert.deepEqual(rows, documentedRows(refusals));
  });
}

/** Rows that differ in the service alone are one row. */
function documentedRows(refusals: readonly Refusal[]): readonly string[] {
  const services = new Map<string, string[]>();
  for (const { service, code, means, why, hint } of refusals) {
    const rest = `| \`${code}\` | \`${means}\` | ${why} | ${hint} |`;
    services.set(rest, [...(services.get(rest) ?? []), service]);
  }
  return [...services].map(([rest, names]) => `| ${names.join(', ')} ${rest}`);
}
