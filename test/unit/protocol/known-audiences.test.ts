// Audiences with which a registry could go elsewhere.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { conventionOf } from '../../../src/backend/cloud/conventions.ts';
import { acr } from '../../../src/config/acr.ts';
import { ecr } from '../../../src/config/ecr.ts';
import { google } from '../../../src/config/google.ts';
import { ownerOfAudience } from '../../../src/protocol/known-audiences.ts';

const API_SERVER = 'the Kubernetes API server';
const PROVIDER = 'projects/1/locations/global/workloadIdentityPools/p/providers/x';

const ROWS: readonly (readonly [audience: string, owner: string | undefined])[] = [
  ['https://kubernetes.default.svc', API_SERVER],
  ['https://kubernetes.default.svc.cluster.local', API_SERVER],
  ['https://kubernetes.default.svc.corp.example:443', API_SERVER],
  ['kubernetes.default.svc', API_SERVER],
  ['https://kubernetes.default', API_SERVER],
  ['HTTPS://Kubernetes.Default.svc/', API_SERVER],
  ['k3s', API_SERVER],
  ['rke2', API_SERVER],
  ['sts.amazonaws.com', 'AWS'],
  ['sts.amazonaws.com.cn', 'AWS'],
  ['pods.eks.amazonaws.com', 'AWS'],
  ['api://AzureADTokenExchange', 'Azure'],
  ['api://AzureADTokenExchangeUSGov', 'Azure'],
  ['api://AKSIdentityBinding', 'Azure'],
  ['https://management.azure.com', 'Azure'],
  ['https://management.azure.com/', 'Azure'],
  ['https://management.core.windows.net/', 'Azure'],
  ['https://management.usgovcloudapi.net', 'Azure'],
  ['https://account.blob.core.windows.net', 'Azure'],
  ['https://vault.azure.net/', 'Azure'],
  ['https://Graph.Microsoft.com', 'Azure'],
  ['https://management.azure.com.evil.example', undefined],
  ['https://zot.usgovvirginia.cloudapp.usgovcloudapi.net', undefined],
  ['https://zot.westeurope.cloudapp.azure.com', undefined],
  ['https://corp.onmicrosoft.com/registry', undefined],
  ['api://registry', undefined],
  ['my-project.svc.id.goog', 'Google Cloud'],
  ['my-project.example.com.svc.id.goog', 'Google Cloud'],
  ['identitynamespace:my-project.svc.id.goog:https://issuer', 'Google Cloud'],
  [`//iam.googleapis.com/${PROVIDER}`, 'Google Cloud'],
  [`https://iam.googleapis.com/${PROVIDER}`, 'Google Cloud'],
  ['sts.aliyuncs.com', 'Alibaba Cloud'],
  ['sts.cloud.tencent.com', 'Tencent Cloud'],
  ['https://aks-corp-1a2b3c4d.hcp.westeurope.azmk8s.io', API_SERVER],
  ['"aks-corp-1a2b3c4d.hcp.westeurope.azmk8s.io"', API_SERVER],
  ['https://aks.hcp.westeurope.azmk8s.io.evil.example', undefined],
  ['sts.aliyuncs.com.evil.example', undefined],
  ['zot.corp.example', undefined],
  ['https://zot.corp.example', undefined],
  ['kubernetes.default.svc.corp', API_SERVER],
  ['zot.kubernetes.default.svc', undefined],
  ['sts.amazonaws.com.evil.example', undefined],
  ['registry', undefined],
];

describe('the owner of an audience', () => {
  for (const [audience, owner] of ROWS) {
    test(`${audience}: ${owner ?? 'none'}`, () => assert.equal(ownerOfAudience(audience), owner));
  }

  test('is known for what each cloud expects by its settings', () => {
    const clouds = [
      ecr.normalise({}),
      acr.normalise({}),
      google.normalise({ workloadIdentity: { provider: PROVIDER } }),
      google.normalise({ workloadIdentity: { project: 'my-project' } }),
      google.normalise({ workloadIdentity: { project: 'corp.example:my-project' } }),
    ];
    for (const cloud of clouds) {
      const { audience } = conventionOf(cloud) ?? {};
      assert.notEqual(ownerOfAudience(audience ?? ''), undefined, audience);
    }
  });
});
