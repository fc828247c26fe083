// docs/quickstart/eks.md is typed from its first block to its last with AWS' own command line, against moto: each command is
// one that AWS' command line knows, each policy one that IAM takes, and in the end nothing of it is left.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { run } from '../../support/executable.ts';
import { blocksOf } from '../../support/page.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { startMoto, whyNoMoto } from './moto.ts';

const PAGE = 'docs/quickstart/eks.md';

/** What the reader has before: a cluster with nodes. Of the other programs nothing is asked here. */
const BEFORE = `set -o pipefail
trap 'echo "failed: $BASH_COMMAND" >&2' ERR
npm() { :; }; kubectl() { :; }; helm() { :; }
skopeo() { if [ "$1" = login ]; then cat >login; else echo sha256:0 >digest; fi; }
for role in cluster nodes; do aws iam create-role --role-name $role --assume-role-policy-document '{}'; done
aws eks create-cluster --name my-cluster --role-arn arn:aws:iam::123456789012:role/cluster \\
  --resources-vpc-config subnetIds=subnet-1,subnet-2
aws eks create-nodegroup --cluster-name my-cluster --nodegroup-name my-nodes --subnets subnet-1 \\
  --node-role arn:aws:iam::123456789012:role/nodes
`;

/** Typed before what undoes it all. */
const LOOK = `aws iam get-role-policy --role-name nodes --policy-name pull >node
aws iam get-role-policy --role-name team-a-pull --policy-name pull >team
aws iam get-role --role-name team-a-pull >role
aws iam list-open-id-connect-providers >providers
aws ecr describe-repositories >repositories
`;

const LOOK_AGAIN = `aws iam list-roles --query 'Roles[].RoleName' >roles
aws iam list-role-policies --role-name nodes --query PolicyNames >policies
aws ecr describe-repositories --query 'repositories[]' >left
`;

test(PAGE, { skip: await whyNoMoto(), timeout: 1_000_000 }, async (context) => {
  const moto = await startMoto();
  context.after(() => moto.close());
  const folder = temporaryFolder(context);
  const blocks = blocksOf(PAGE);
  for (const { name, text } of blocks) if (name !== '') folder.write(name, text);
  const typed = blocks.filter(({ language }) => language === 'sh').map(({ text }) => text);
  const undo = typed.pop() ?? '';
  assert.match(undo, /uninstall/);

  const { exit, stderr } = await run({
    command: ['bash', '-s'],
    input: [`aws() { ${moto.commandLine} "$@"; }`, BEFORE, ...typed, LOOK, undo, LOOK_AGAIN].join('\n'),
    cwd: folder.path,
    env: {
      PATH: '/usr/bin:/bin',
      HOME: folder.path,
      AWS_ENDPOINT_URL: moto.url,
      AWS_ACCESS_KEY_ID: 'any',
      AWS_SECRET_ACCESS_KEY: 'any',
      AWS_DEFAULT_REGION: 'eu-west-1', // version 1 of the command line does not read AWS_REGION
      AWS_PAGER: '',
    },
    timeoutMs: 900_000,
  });
  assert.deepEqual([exit, stderr], [0, '']);

  const seen = (name: string) => JSON.parse(readFileSync(join(folder.path, name), 'utf8'));
  assert.notEqual(readFileSync(join(folder.path, 'login'), 'utf8').trim(), '', 'the password for skopeo');
  assert.deepEqual(seen('node').PolicyDocument, seen('node-pull.json'));
  assert.deepEqual(seen('team').PolicyDocument, seen('team-a-pull.json'));
  assert.deepEqual(seen('role').Role.AssumeRolePolicyDocument, seen('trust.json'));
  assert.equal(seen('providers').OpenIDConnectProviderList.length, 1);
  assert.equal(seen('repositories').repositories[0].repositoryName, 'registry-credential-provider');
  assert.deepEqual(
    [seen('roles').toSorted(), seen('policies'), seen('left')],
    [['cluster', 'nodes'], [], []],
  );
});
