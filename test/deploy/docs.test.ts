// What docs/daemonset.md tells an operator to write does what it says.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { argumentsOf } from '../support/arguments.ts';
import { ROOT } from '../support/executable.ts';
import { blocksOf } from '../support/page.ts';
import { configText } from '../support/temporary.ts';
import { whyNoRenderer } from './build.ts';
import { renderMine } from './operator.ts';
import { daemonSetOf, type Rendered, renderChart } from './render.ts';

const skip = await whyNoRenderer();
const PAGE = 'docs/daemonset.md';
const text = readFileSync(join(ROOT, PAGE), 'utf8');
const blocks = blocksOf(PAGE)
  .filter(({ language }) => language === 'yaml')
  .map((block) => parse(block.text));

const containerOf = (rendered: Rendered) => daemonSetOf(rendered).spec.template.spec.containers[0];

test('every path in deploy/ that it names is there', () => {
  const paths = [...text.matchAll(/deploy\/[-/\w]+/g)].map(([path]) => path);
  assert.ok(paths.length > 10);
  for (const path of paths) assert.ok(existsSync(join(ROOT, path)), path);
});

describe('its examples', { skip }, () => {
  test('of values', async () => {
    const values = blocks.find((block) => 'image' in block);
    const rendered = await renderChart(values);
    assert.equal(rendered.error, undefined);
    const container = containerOf(rendered);
    assert.equal(container?.image, `${values.image.repository}@${values.image.digest}`);
    assert.equal(argumentsOf('install', container?.args ?? []).files, '/files');
  });

  test('of a kustomization, which begins with a dry run', async (context) => {
    const mine = blocks.find(({ kind }) => kind === 'Kustomization');
    const rule = { name: 'a', matchImages: ['a.example'], ecr: {} };
    const rendered = await renderMine(context, mine, { 'config.yaml': configText([rule]) });
    assert.equal(rendered.error, undefined);
    const container = containerOf(rendered);
    const [image] = mine.images;
    assert.equal(container?.image, `${image.newName}@${image.digest}`);
    const { profile, dryRun } = argumentsOf('install', container?.args ?? []);
    assert.deepEqual([profile, dryRun], ['eks', true]);
  });
});
