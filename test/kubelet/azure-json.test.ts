// azure.json is read as cloud-provider-azure reads it: the same texts to Go's own decoder, by its loader's way, and to us.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it, type TestContext } from 'node:test';
import { type AzureJsonNode, readAzureJson } from '../../src/backend/acr/azure-json.ts';
import { ProviderError } from '../../src/errors.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { CLIENT, generateAzureJson, HAND_MADE } from './azure-json-texts.ts';
import { buildAzureReader, whyNoHarness } from './build.ts';

interface Config {
  readonly cloud?: string;
  readonly tenantId?: string;
  readonly aadClientId?: string;
  readonly aadClientSecret?: string;
  readonly aadClientCertPath?: string;
  readonly useManagedIdentityExtension?: boolean;
  readonly userAssignedIdentityID?: string;
  readonly aadFederatedTokenFile?: string;
  readonly useFederatedWorkloadIdentityExtension?: boolean;
}

interface Answer {
  readonly error?: string;
  readonly config?: Config;
}

async function askGo(texts: readonly string[]): Promise<readonly Answer[]> {
  const input = texts.map((text) => JSON.stringify(text)).join('\n');
  const { status, stdout, stderr } = spawnSync(await buildAzureReader(), {
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  assert.equal(status, 0, stderr);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
}

/** Who follows from Go's struct; undefined: no identity that could ask. */
function meant(config: Config): unknown {
  const { cloud, tenantId } = config;
  const named = { cloud: cloud || undefined, tenantId: tenantId || undefined };
  if (config.useManagedIdentityExtension) {
    const id = config.userAssignedIdentityID || null;
    return id === null || /-aaaa-|\/subscriptions\//i.test(id)
      ? { ...named, managedIdentity: id }
      : undefined;
  }
  if (config.aadClientId !== CLIENT) {
    return undefined;
  }
  const application = { ...named, application: config.aadClientId };
  if (config.useFederatedWorkloadIdentityExtension) {
    return config.aadFederatedTokenFile && { ...application, tokenFile: config.aadFederatedTokenFile };
  }
  if (config.aadClientSecret) {
    return { ...application, secret: config.aadClientSecret };
  }
  return config.aadClientCertPath && { ...application, certificate: config.aadClientCertPath };
}

function ours(path: string): unknown {
  const file = readAzureJson(path);
  const { cloud, tenantId } = file;
  const node: AzureJsonNode = file.node();
  const named = { cloud, tenantId };
  if (node.kind === 'managedIdentity') {
    return { ...named, managedIdentity: node.id?.value ?? null };
  }
  const application = { ...named, application: node.clientId };
  switch (node.proof.kind) {
    case 'tokenFile':
      return { ...application, tokenFile: node.proof.path };
    case 'secret':
      return { ...application, secret: node.proof.secret.reveal() };
    case 'certificateFile':
      return { ...application, certificate: node.proof.path };
    default:
      return assert.fail(node.proof.kind);
  }
}

/** JSON that YAML 1.1 does not take (an escaped half of a character, a name of 1025 letters) is read all the same. */
function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

async function compare(context: TestContext, texts: readonly string[]): Promise<Record<string, number>> {
  const folder = temporaryFolder(context);
  const answers = await askGo(texts);
  assert.equal(answers.length, texts.length);
  const counts = { named: 0, nobody: 0, refused: 0 };
  const differences = texts.flatMap((text, index) => {
    const { error, config } = answers[index] ?? {};
    const go = config === undefined ? undefined : meant(config) || undefined;
    counts[config === undefined ? 'refused' : go === undefined ? 'nobody' : 'named'] += 1;
    let we: unknown;
    let said = '';
    try {
      we = ours(folder.write('azure.json', text));
    } catch (thrown) {
      assert.ok(thrown instanceof ProviderError, String(thrown));
      said = thrown.message;
    }
    const agree = JSON.stringify(we) === JSON.stringify(go) || (error?.includes('yaml: ') && isJson(text));
    return agree ? [] : [{ text, go: error ?? go, we: we ?? said }];
  });
  assert.deepEqual(differences.slice(0, 5), []);
  return counts;
}

describe('azure.json', { skip: await whyNoHarness() }, () => {
  it('texts made by hand', async (context) => {
    const { named = 0, refused = 0 } = await compare(context, HAND_MADE);
    assert.ok(named > 30 && refused > 10, `${named} named, ${refused} refused`);
  });

  it('texts that are generated', async (context) => {
    const { named = 0, nobody = 0, refused = 0 } = await compare(context, generateAzureJson(20261128, 2000));
    assert.ok(
      named > 300 && nobody > 300 && refused > 100,
      `${named} named, ${nobody} nobody, ${refused} refused`,
    );
  });
});
