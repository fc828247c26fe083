// The names under which the fake AWS is reached, against the endpoints that the SDK itself goes to in each partition.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { regionIn, suffixOf } from '../../../clouds/aws/partitions.ts';
import { startAws } from '../../../clouds/aws.ts';
import { scrubCloudEnvironment } from '../../../support/environment.ts';

scrubCloudEnvironment();

/** Region, and the suffix of registries' host names there. */
const REGIONS: readonly (readonly [region: string, suffix: string])[] = [
  ['eu-west-1', 'amazonaws.com'],
  ['us-gov-west-1', 'amazonaws.com'],
  ['ap-southeast-5', 'amazonaws.com'],
  ['cn-northwest-1', 'amazonaws.com.cn'],
  ['eusc-de-east-1', 'amazonaws.eu'],
  ['us-iso-east-1', 'c2s.ic.gov'],
  ['us-isob-east-1', 'sc2s.sgov.gov'],
  ['eu-isoe-west-1', 'cloud.adc-e.uk'],
  ['us-isof-south-1', 'csp.hci.ic.gov'],
];

/** Where the SDK would go; it never gets there. */
async function hostsOfSdk(region: string, useFipsEndpoint: boolean, useDualstackEndpoint: boolean) {
  const seen: string[] = [];
  const requestHandler = {
    handle: async ({ hostname }: { readonly hostname: string }) => {
      seen.push(hostname);
      throw new Error('seen');
    },
  };
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const settings = {
    region,
    useFipsEndpoint,
    useDualstackEndpoint,
    credentials,
    requestHandler,
    maxAttempts: 1,
  };
  await assert.rejects(new ECRClient(settings).send(new GetAuthorizationTokenCommand({})), /seen/);
  await assert.rejects(new STSClient(settings).send(new GetCallerIdentityCommand({})), /seen/);
  return seen as [string, string];
}

for (const [region, suffix] of REGIONS) {
  test(`${region}: the SDK's endpoints are known, and name the region`, async (context) => {
    const { services, close } = await startAws({});
    context.after(close);
    assert.equal(suffixOf(region), suffix);
    for (const fips of [false, true]) {
      for (const dualStack of [false, true]) {
        const [ecr, sts] = await hostsOfSdk(region, fips, dualStack);
        assert.match(ecr, services.ecr.hosts);
        assert.match(sts, services.sts.hosts);
        assert.deepEqual([regionIn(ecr), regionIn(sts)], [region, region]);
      }
    }
  });
}
