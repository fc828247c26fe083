// A kustomization as an operator has one: beside a copy of deploy/, with files of its own.
import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { temporaryFolder } from '../support/temporary.ts';
import type { TestEnd } from '../support/test-end.ts';
import { DEPLOY, type Rendered, renderKustomization } from './render.ts';

export async function renderMine(
  context: TestEnd,
  kustomization: object,
  files: Readonly<Record<string, string>> = {},
): Promise<Rendered> {
  const { path, write } = temporaryFolder(context);
  cpSync(DEPLOY, join(path, 'deploy'), { recursive: true });
  for (const [name, text] of Object.entries(files)) write(join('mine', name), text);
  return renderKustomization(dirname(write('mine/kustomization.yaml', stringify(kustomization))));
}
