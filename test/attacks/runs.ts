// Runs for a pull, with what another user has put where they read and write.

import assert from 'node:assert/strict';
import { type Attack, RCP, SECRET, type Seen } from './attack.ts';

const rules = (extra: object, ...backends: object[]): string =>
  JSON.stringify({
    apiVersion: 'registry-credential-provider/v1alpha1',
    kind: 'RegistryCredentialProviderConfig',
    deadline: '3s',
    cache: { enabled: false },
    ...extra,
    rules: backends.map((backend, index) => ({ name: `rule-${index}`, ...backend })),
  });

const config = (extra: object, ...backends: object[]): string => `
cat > /etc/registry-credential-provider/config.yaml << 'END'
${rules(extra, ...backends)}
END`;

const pull = (image: string, variables = ''): string =>
  `echo '{"kind":"CredentialProviderRequest","apiVersion":"credentialprovider.kubelet.k8s.io/v1","image":"${image}"}' |
    env -i ${variables} ${RCP} --config=/etc/registry-credential-provider/config.yaml`;

const HARBOR = {
  matchImages: ['harbor.example'],
  static: { username: 'u', passwordFile: '/etc/registry-credential-provider/harbor.password' },
};

/** A cloud that answers at once, of root's. */
const CLOUD = `
cat > /run/cloud.mjs << 'END'
import { createServer } from 'node:http';
import { appendFileSync } from 'node:fs';
createServer((request, response) => {
  appendFileSync('/run/calls', 'x');
  response.setHeader('content-type', 'application/x-amz-json-1.1');
  response.end(JSON.stringify({ authorizationData: [{ authorizationToken: Buffer.from('AWS:${SECRET}-of-cloud').toString('base64'),
    expiresAt: Date.now() / 1000 + 12 * 3600, proxyEndpoint: 'https://123456789012.dkr.ecr.eu-west-1.amazonaws.com' }] }));
}).listen(10250, '127.0.0.1');
END
chmod 0600 /run/cloud.mjs
node /run/cloud.mjs < /dev/null > /run/cloud.log 2>&1 &
until grep -q ':280A ' /proc/net/tcp; do sleep 0.02; done
`;
const ECR = { matchImages: ['*.dkr.ecr.*.amazonaws.com'], ecr: {} };
const ECR_IMAGE = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1';
const AWS =
  'AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY AWS_ENDPOINT_URL_ECR=http://127.0.0.1:10250';

const answered = ({ exit, stdout, stderr }: Seen): void => {
  assert.equal(exit, 0, stderr);
  assert.match(stdout, new RegExp(SECRET));
};

const failed =
  (code: RegExp) =>
  ({ exit, stdout, stderr }: Seen): void => {
    assert.notEqual(exit, 0, stdout);
    assert.equal(stdout, '');
    assert.match(stderr, code);
  };

/** A run with a cache where the attacker was first. */
const cached = (name: string, directory: string, prepare: string, careless = ''): Attack => ({
  name,
  careless: `${careless}${config({ cache: { directory } }, ECR)}${CLOUD}`,
  prepare,
  root: pull(ECR_IMAGE, AWS),
  holds: answered,
});

const logged = (name: string, prepare: string, more: Partial<Attack> = {}): Attack => ({
  name,
  careless: `${more.careless ?? ''}${config({ log: { file: '/tmp/logs/pulls.log' } }, HARBOR)}`,
  prepare,
  root: pull('harbor.example/app'),
  holds: answered,
  ...(more.mayOwn && { mayOwn: more.mayOwn }),
});

const ofFile = (name: string, backend: object, image: string, prepare: string, variables = ''): Attack => ({
  name,
  careless: config({}, backend),
  prepare,
  root: pull(image, variables),
  holds: failed(/\[[A-Z_]+\]$/),
});

/** A docker config of root's, whose passwords are in a helper of that folder. */
const helped = (name: string, folder: string, careless: string, prepare: string): Attack => ({
  name,
  careless: `${config(
    {},
    {
      matchImages: ['harbor.example'],
      dockerConfig: { path: '/etc/registry-credential-provider/docker.json', helpers: folder },
    },
  )}
    echo '{"credsStore":"store"}' > /etc/registry-credential-provider/docker.json
    ${careless}`,
  prepare,
  root: `${pull('harbor.example/app')}`,
  holds: failed(/\[HELPER_FAILED\]$/),
});
const PLANTED = 'cp /home/mallory/program docker-credential-store; chmod 0755 docker-credential-store';

export const RUNS: readonly Attack[] = [
  helped(
    "the folder of credential helpers is the attacker's",
    '/home/mallory/helpers',
    '',
    `mkdir helpers; cd helpers; ${PLANTED}`,
  ),
  helped(
    'the folder of credential helpers is open to all, and sticky',
    '/opt/helpers',
    'mkdir -m 1777 /opt/helpers',
    `cd /opt/helpers; ${PLANTED}`,
  ),
  helped(
    "a credential helper is a link of root's to a program of the attacker's",
    '/opt/helpers',
    'mkdir /opt/helpers; ln -s /home/mallory/docker-credential-store /opt/helpers/',
    PLANTED,
  ),
  helped(
    "the folder of credential helpers is a link of the attacker's to one of root's, beside a program of its own",
    '/tmp/helpers',
    '',
    `mkdir planted; ln -s /home/mallory/planted /tmp/helpers; cd planted; ${PLANTED}`,
  ),
  cached(
    "the cache's directory was made by the attacker, with entries in it",
    '/tmp/cache',
    `mkdir -m 0700 /tmp/cache; for i in 1 2 3; do echo '{"format":1}' > /tmp/cache/$(printf %064d $i).json; done`,
  ),
  cached(
    "the cache's directory was made by the attacker and is open to all",
    '/tmp/cache',
    'mkdir -m 0777 /tmp/cache',
  ),
  cached(
    "the cache's directory is a link of the attacker's to a private folder of root's",
    '/tmp/cache',
    'ln -s /root/private /tmp/cache',
  ),
  cached("the cache's directory is a pipe", '/tmp/cache', 'mkfifo /tmp/cache'),
  cached(
    "the cache's directory is below a folder of the attacker's, a link to a folder of root's",
    '/home/mallory/c/private',
    'ln -s /root c',
  ),
  {
    ...cached(
      "the cache's directory is swapped all the time for links and other folders",
      '/home/mallory/c',
      `goes_on bash -c 'while :; do ln -sfn /etc c; rm -f c; mkdir -m 0700 c; rmdir c; ln -sfn /root/private c; rm -f c; mkdir -m 0777 c; rmdir c; done 2> /dev/null'`,
    ),
    root: `for i in 1 2 3 4 5 6 7 8; do ${pull(ECR_IMAGE, AWS)} || exit 1; done`,
  },
  {
    ...cached(
      "the cache's directory of root's was open to all for a while, and the attacker's locks and entries lie in it",
      '/var/cache/rcp',
      `cd /var/cache/rcp; me="$(awk '{ print $1 "." $22 }' /proc/1/stat).$(stat -Lc %d /proc).$(cat /proc/sys/kernel/random/boot_id)"
       for name in $(cat names); do ln -sfn "$me" $name.lock; rm -f $name.json; mkfifo $name.json; done`,
      'mkdir -m 0777 /var/cache/rcp;',
    ),
    root: `chmod 0700 /var/cache/rcp; ${pull(ECR_IMAGE, AWS)}`,
  },
  logged(
    "the log's folder is the attacker's, and the log is a pipe",
    'mkdir /tmp/logs; mkfifo /tmp/logs/pulls.log',
  ),
  logged(
    "the log is a link of the attacker's to a file of root's jobs",
    'mkdir /tmp/logs; ln -s /etc/cron.d/job /tmp/logs/pulls.log',
    { careless: 'mkdir -p /etc/cron.d; touch /etc/cron.d/job;' },
  ),
  logged(
    "the log's folder is a link of the attacker's to a folder of root's",
    'ln -s /etc/cron.d /tmp/logs',
    { careless: 'mkdir -p /etc/cron.d;' },
  ),
  {
    name: "the log in a sticky folder is a second name of a file of root's, as a kernel without protection lets users make",
    careless: `echo precious > /tmp/precious; ln /tmp/precious /tmp/pulls.log${config({ log: { file: '/tmp/pulls.log' } }, HARBOR)}`,
    root: `${pull('harbor.example/app')}; cat /tmp/precious >&2`,
    holds: (seen) => {
      answered(seen);
      assert.equal(seen.stderr, 'precious\n');
    },
  },
  logged(
    "the log is the attacker's own file, who reads what is written there",
    'mkdir /tmp/logs; touch /tmp/logs/pulls.log; chmod 0666 /tmp/logs/pulls.log',
  ),
  {
    name: 'the image of a pull has line breaks, control characters and what looks like a line of the log',
    careless: config({ log: { file: '/run/pulls.log' } }, HARBOR),
    root: `printf '{"kind":"CredentialProviderRequest","apiVersion":"credentialprovider.kubelet.k8s.io/v1","image":"harbor.example/a\\\\n{\\\\"outcome\\\\":\\\\"answered\\\\"}\\\\u001b[2J"}' |
      ${RCP} --config=/etc/registry-credential-provider/config.yaml; echo >&2; wc -l < /run/pulls.log >&2; cat /run/pulls.log >&2`,
    holds: ({ stderr }) => {
      assert.match(stderr, /^1$/m);
      assert.match(stderr, /\[IMAGE_INVALID\]$/m);
    },
  },
  ofFile(
    "the password's file is a pipe of the attacker's",
    { matchImages: ['r.example'], static: { username: 'u', passwordFile: '/home/mallory/password' } },
    'r.example/app',
    'mkfifo password',
  ),
  {
    ...ofFile(
      "the password's file has a lease of the attacker's, for which whoever opens it waits",
      { matchImages: ['r.example'], static: { username: 'u', passwordFile: '/home/mallory/password' } },
      'r.example/app',
      `echo x > password; goes_on perl -e '
         open my $file, "<", "password"; $SIG{IO} = "IGNORE"; fcntl $file, 1024, 1 or die; mkdir "ready"; sleep 1000'
       echo $! > lessee; until [ -e ready ]; do sleep 0.02; done`,
    ),
    root: `${pull('r.example/app')}; code=$?; kill -9 $(cat /home/mallory/lessee); exit $code`,
    holds: failed(/\(EAGAIN\).*\[FILE_UNREADABLE\]$/),
  },
  ofFile(
    "the password's file is a link of the attacker's to a device without an end",
    { matchImages: ['r.example'], static: { username: 'u', passwordFile: '/home/mallory/password' } },
    'r.example/app',
    'ln -s /dev/zero password',
  ),
  ofFile(
    "the password's file is one of 100 GB",
    { matchImages: ['r.example'], static: { username: 'u', passwordFile: '/home/mallory/password' } },
    'r.example/app',
    'truncate --size=100G password',
  ),
  ofFile(
    "the docker config is a pipe of the attacker's",
    { matchImages: ['r.example'], dockerConfig: { path: '/home/mallory/config.json' } },
    'r.example/app',
    'mkfifo config.json',
  ),
  ofFile(
    'the docker config of the attacker names programs for credentials',
    { matchImages: ['r.example'], dockerConfig: { path: '/home/mallory/config.json' } },
    'r.example/app',
    `echo '{"credsStore": "evil", "credHelpers": {"r.example": "evil"}, "auths": {"r.example": {}}}' > config.json
      cp program docker-credential-evil`,
    'PATH=/home/mallory HOME=/home/mallory',
  ),
  ofFile(
    "the token that AWS's file names is a pipe of the attacker's",
    ECR,
    ECR_IMAGE,
    'mkfifo token',
    'AWS_WEB_IDENTITY_TOKEN_FILE=/home/mallory/token AWS_ROLE_ARN=arn:aws:iam::123456789012:role/r AWS_REGION=eu-west-1 AWS_ENDPOINT_URL_STS=http://127.0.0.1:1',
  ),
  ofFile(
    "AWS's shared files are pipes of the attacker's",
    ECR,
    ECR_IMAGE,
    'mkfifo config credentials',
    'AWS_CONFIG_FILE=/home/mallory/config AWS_SHARED_CREDENTIALS_FILE=/home/mallory/credentials AWS_PROFILE=p AWS_EC2_METADATA_DISABLED=true',
  ),
  ofFile(
    "AWS's shared files are links of the attacker's to a device without an end",
    ECR,
    ECR_IMAGE,
    'ln -s /dev/zero config; ln -s /dev/zero credentials',
    'AWS_CONFIG_FILE=/home/mallory/config AWS_SHARED_CREDENTIALS_FILE=/home/mallory/credentials AWS_PROFILE=p AWS_EC2_METADATA_DISABLED=true',
  ),
  ofFile(
    "AWS's configuration is the attacker's, and names a program for credentials",
    ECR,
    ECR_IMAGE,
    `printf '[profile p]\\ncredential_process = /home/mallory/program\\n' > config`,
    'AWS_CONFIG_FILE=/home/mallory/config AWS_PROFILE=p AWS_EC2_METADATA_DISABLED=true',
  ),
  ofFile(
    "Google's credential file is a pipe of the attacker's",
    { matchImages: ['gcr.io'], google: {} },
    'gcr.io/p/app',
    'mkfifo google.json',
    'GOOGLE_APPLICATION_CREDENTIALS=/home/mallory/google.json',
  ),
  ofFile(
    "Google's credential file is the attacker's, and names a program for credentials",
    { matchImages: ['gcr.io'], google: {} },
    'gcr.io/p/app',
    `echo '{"type":"external_account","audience":"//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/p","subject_token_type":"urn:ietf:params:oauth:token-type:jwt","token_url":"https://sts.googleapis.com/v1/token","credential_source":{"executable":{"command":"/home/mallory/program"}}}' > google.json`,
    'GOOGLE_APPLICATION_CREDENTIALS=/home/mallory/google.json GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES=1',
  ),
  ofFile(
    "the token that Azure's variables name is a pipe of the attacker's",
    { matchImages: ['*.azurecr.io'], acr: {} },
    'acmecorp.azurecr.io/app',
    'mkfifo token',
    'AZURE_FEDERATED_TOKEN_FILE=/home/mallory/token AZURE_CLIENT_ID=11111111-2222-3333-4444-555555555555 AZURE_TENANT_ID=11111111-2222-3333-4444-555555555555',
  ),
  ofFile(
    "the token that a rule of Azure's names is a pipe of the attacker's",
    {
      matchImages: ['*.azurecr.io'],
      acr: {
        workloadIdentity: {
          tenantId: '11111111-2222-3333-4444-555555555555',
          clientId: '11111111-2222-3333-4444-555555555555',
          tokenFile: '/home/mallory/token',
        },
      },
    },
    'acmecorp.azurecr.io/app',
    'mkfifo token',
  ),
  ...[
    '{"file":"/home/mallory/token"}',
    '{"file":"/home/mallory/token","format":{"type":"json","subject_token_field_name":"t"}}',
  ].map((source, index) => ({
    ...ofFile(
      `the token that Google's credential file of root names is a pipe of the attacker's, ${['as text', 'as JSON'][index]}`,
      { matchImages: ['gcr.io'], google: { credentialsFile: '/root/private/google.json' } },
      'gcr.io/p/app',
      'mkfifo token',
    ),
    root: `cat > /root/private/google.json << 'END'
{"type":"external_account","audience":"//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/p","subject_token_type":"urn:ietf:params:oauth:token-type:jwt","token_url":"https://sts.googleapis.com/v1/token","credential_source":${source}}
END
${pull('gcr.io/p/app')}`,
    mayChange: /^\/root\/private\/google\.json$/,
  })),
  {
    ...ofFile(
      "the token that root's profile of AWS names is a pipe of the attacker's",
      ECR,
      ECR_IMAGE,
      'mkfifo token',
    ),
    root: `printf '[profile p]\\nrole_arn = arn:aws:iam::123456789012:role/r\\nweb_identity_token_file = /home/mallory/token\\nregion = eu-west-1\\n' > /root/private/config
${pull(ECR_IMAGE, 'AWS_CONFIG_FILE=/root/private/config AWS_PROFILE=p AWS_EC2_METADATA_DISABLED=true')}`,
    mayChange: /^\/root\/private\/config$/,
  },
  {
    ...ofFile(
      "the sign-in that root's profile of AWS names is a pipe of the attacker's",
      ECR,
      ECR_IMAGE,
      `mkdir -p .aws/sso/cache; mkfifo .aws/sso/cache/$(printf s | sha1sum | cut -c1-40).json`,
    ),
    root: `printf '[profile p]\\nsso_session = s\\nsso_account_id = 123456789012\\nsso_role_name = r\\n[sso-session s]\\nsso_region = eu-west-1\\nsso_start_url = https://s.example\\n' > /root/private/config
${pull(ECR_IMAGE, 'HOME=/home/mallory AWS_CONFIG_FILE=/root/private/config AWS_PROFILE=p AWS_EC2_METADATA_DISABLED=true')}`,
    mayChange: /^\/root\/private\/config$/,
  },
  ofFile(
    "azure.json is a pipe of the attacker's",
    { matchImages: ['*.azurecr.io'], acr: { azureJson: '/home/mallory/azure.json' } },
    'acmecorp.azurecr.io/app',
    'mkfifo azure.json',
  ),
  {
    name: "the configuration is a pipe of the attacker's",
    careless:
      'rm /etc/registry-credential-provider/*.password; mv /etc/registry-credential-provider /home/mallory/etc; chown -R nobody /home/mallory/etc; ln -s /home/mallory/etc /etc/registry-credential-provider',
    prepare: 'rm -f etc/config.yaml; mkfifo etc/config.yaml',
    root: pull('harbor.example/app'),
    holds: failed(/\[CONFIG_UNREADABLE\]$|\[FILE_UNREADABLE\]$/),
  },
  {
    name: "the home directory and the working directory are the attacker's, with files of every cloud",
    careless: config({}, HARBOR),
    prepare: `mkdir -p .aws .docker .azure .kube .config/gcloud node_modules/yaml
      printf '[default]\\ncredential_process = /home/mallory/program\\n' | tee .aws/config > .aws/credentials
      echo '{"auths":{"harbor.example":{"auth":"bWFsbG9yeTp4"}}}' > .docker/config.json
      echo 'require("fs").writeFileSync("/canary/loaded", "")' | tee node_modules/yaml/index.js > index.js; cp program aws`,
    root: `cd /home/mallory; ${pull('harbor.example/app', 'HOME=/home/mallory PATH=/home/mallory XDG_CONFIG_HOME=/home/mallory/.config DOCKER_CONFIG=/home/mallory/.docker')}`,
    holds: answered,
  },
  {
    name: "the path has programs of the attacker's under every name that a cloud's library may look for",
    careless: config(
      {},
      ECR,
      { matchImages: ['gcr.io'], google: {} },
      { matchImages: ['*.azurecr.io'], acr: {} },
    ),
    prepare: `for name in sh bash az azd aws gcloud pwsh powershell node docker-credential-gcloud docker-credential-ecr-login security xdg-open; do
        cp program $name; done`,
    root: `${[ECR_IMAGE, 'gcr.io/p/app', 'acmecorp.azurecr.io/app']
      .map((image) => `${pull(image, 'PATH=/home/mallory HOME=/home/mallory')} && touch /canary/answered`)
      .join('\n')}
      true`,
  },
  {
    name: "the journal's socket is the attacker's, who never reads",
    careless: `mkdir -p /run/systemd/journal; chown nobody /run/systemd/journal${config({ log: { journald: true } }, HARBOR)}`,
    prepare: `goes_on node -e 'require("net").createServer((s) => s.pause()).listen("/run/systemd/journal/stdout")'
      until [ -S /run/systemd/journal/stdout ]; do sleep 0.02; done`,
    root: pull('harbor.example/app'),
    holds: answered,
  },
  {
    name: 'the command line and the environment of runs are watched for secrets',
    careless: `${config({ cache: { directory: '/run/cache' } }, ECR, HARBOR)}${CLOUD}`,
    prepare: `goes_on bash -c 'while :; do for process in /proc/[0-9]*; do
        cat $process/cmdline $process/environ $process/fd/* 2> /dev/null | grep -a -q "secret-[c]anary" && touch /home/mallory/seen; done; done'`,
    root: `for i in 1 2 3 4; do ${pull('harbor.example/app')}; ${pull(ECR_IMAGE, AWS)}; done; [ ! -e /home/mallory/seen ] || touch /canary/seen`,
    holds: answered,
  },
  {
    name: 'the cache is cleared, and links and files of others lie in it under its names',
    careless: `mkdir -m 0777 /var/cache/rcp; echo precious > /etc/precious${config({ cache: { directory: '/var/cache/rcp' } }, ECR)}`,
    prepare: `cd /var/cache/rcp; ln -s /etc/precious $(printf %064d 1).json; mkdir $(printf %064d 2).json; ln -s /etc $(printf %064d 3).lock; echo keep > others`,
    root: `chmod 0700 /var/cache/rcp; ${RCP} cache clear --config=/etc/registry-credential-provider/config.yaml; [ -e /var/cache/rcp/others ] || touch /canary/removed`,
  },
];
