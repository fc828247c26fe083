// The token that is exchanged for one of Google's: the Pod's, or what a credential file names as its source.

import { ProviderError } from '../../errors.ts';
import { quote } from '../../escape.ts';
import { parseObject } from '../../json.ts';
import type { Secret } from '../../secret.ts';
import type { Environment } from '../../system/environment.ts';
import { readTextFile } from '../../system/files.ts';
import { readJson } from '../../system/network/answers.ts';
import { decodeUtf8 } from '../../system/utf8.ts';
import type { Caller, CloudCall } from '../cloud/call.ts';
import { hostOf, isNear } from './endpoints.ts';
import type { AwsSource, SubjectToken } from './source.ts';

interface SubjectOptions {
  readonly caller: Caller;
  readonly env: Environment;
}

/** @throws {ProviderError} */
export async function readSubjectToken(
  audience: string,
  subject: SubjectToken,
  options: SubjectOptions,
): Promise<string> {
  switch (subject.kind) {
    case 'pod':
      // Only `explain` imagines a service account, and it sends nothing.
      return (subject.asker.token as Secret).reveal();
    case 'file':
      return fromFile(subject);
    case 'url':
      return fromUrl(subject, options);
    case 'aws':
      return fromAws(audience, subject, options);
  }
}

function fromFile({ path, field }: Extract<SubjectToken, { readonly kind: 'file' }>): string {
  const what = 'subject token';
  const { text } = readTextFile(path, { what });
  const token = field === undefined ? text.trim() : memberOf(text, field);
  if (token === undefined || token === '') {
    throw new ProviderError(
      `${what} ${quote(path)} ${field === undefined ? 'is empty' : `has no member ${quote(field)} with text in a JSON object`}`,
      {
        code: 'IDENTITY_UNAVAILABLE',
        hint: 'check the program that writes the file, and credential_source.format in the credential file',
      },
    );
  }
  return token;
}

function memberOf(text: string, field: string): string | undefined {
  const value = parseObject(text)?.[field];
  return typeof value === 'string' ? value : undefined;
}

function fromUrl(
  subject: Extract<SubjectToken, { readonly kind: 'url' }>,
  { caller }: SubjectOptions,
): Promise<string> {
  const { url, headers, field } = subject;
  const host = hostOf(url);
  const step = 'subject token';
  const call: CloudCall = {
    step,
    service: 'token source',
    identity: 'this node',
    answer: field === undefined ? 'text' : 'json',
    requests: nearness(url),
  };
  return caller.call(call, async (send) => {
    const response = await send({ method: 'GET', url, headers });
    if (response.status !== 200) {
      return undefined;
    }
    const token =
      field === undefined ? decodeUtf8(response.body)?.trim() : readJson(response, { step, host })[field];
    return typeof token === 'string' && token !== '' ? token : undefined;
  });
}

function fromAws(
  audience: string,
  { tokenType, source }: Extract<SubjectToken, { readonly kind: 'aws' }>,
  options: SubjectOptions,
): Promise<string> {
  checkAws(source, options);
  const call: CloudCall = { step: 'AWS identity', service: 'token source', identity: 'this node' };
  return options.caller.call(call, async (send) =>
    (await import('./sdk.ts')).awsSubjectToken({ audience, subjectTokenType: tokenType, source }, (request) =>
      send({ ...request, ...nearness(request.url) }),
    ),
  );
}

/** What the library looks for in the environment before it asks the machine. */
function checkAws(source: AwsSource, { env }: SubjectOptions): void {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = env;
  if (!AWS_ACCESS_KEY_ID !== !AWS_SECRET_ACCESS_KEY) {
    // The library would ask the instance for another identity.
    const [has, lacks] = AWS_ACCESS_KEY_ID
      ? ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']
      : ['AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID'];
    throw new ProviderError(`AWS identity: the environment has ${has} without ${lacks}`, {
      code: 'IDENTITY_UNAVAILABLE',
      hint: 'set both for the kubelet, or neither',
    });
  }
  const region = env.AWS_REGION || env.AWS_DEFAULT_REGION || source.region_url;
  const keys = (env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY) || source.url;
  if (!region || !keys) {
    throw new ProviderError(
      `AWS identity: ${region ? 'no access key' : 'no region'} in the environment, and no credential_source.${region ? 'url' : 'region_url'} in the credential file`,
      {
        code: 'IDENTITY_UNAVAILABLE',
        hint: region
          ? 'set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or create the file again with gcloud'
          : 'set AWS_REGION, or create the file again with gcloud',
      },
    );
  }
}

function nearness(url: string): { readonly kind: 'metadata' | 'service' } {
  return { kind: isNear(new URL(url)) ? 'metadata' : 'service' };
}
