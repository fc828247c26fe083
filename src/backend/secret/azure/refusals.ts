// How Azure Key Vault refuses; the services that give the identity refuse as with ACR.
// https://learn.microsoft.com/azure/key-vault/general/rest-error-codes

import { isObject, type JsonObject, parseObject } from '../../../json.ts';
import { REFUSALS as IDENTITY, readRefusal as readRefusalOfIdentity } from '../../acr/lent-refusals.ts';
import type { CloudAnswer, CloudCall, SaidRefusal } from '../../cloud/call.ts';
import type { Refusal } from '../../cloud/refusal.ts';
import { TABLE } from './refusal-table.ts';

export const REFUSALS: readonly Refusal[] = [...IDENTITY, ...TABLE];

export function readRefusal(call: CloudCall, answer: CloudAnswer): SaidRefusal {
  if (call.service !== 'Key Vault') {
    return readRefusalOfIdentity(call, answer);
  }
  const { status, body } = answer.response;
  const { error } = (status >= 400 && parseObject(body.toString())) || {};
  const { code, message, innererror, innerError = innererror } = isObject(error) ? error : ({} as JsonObject);
  const inner = isObject(innerError) ? innerError.code : undefined;
  // `AKV10032: Invalid issuer. Expected one of …`
  const words = typeof message === 'string' ? message : '';
  const [number] = /\bAKV\d{1,9}\b/.exec(words) ?? [];
  const [, address] = /\bclient address: ([0-9A-Fa-f.:]{2,45})\b/i.exec(words) ?? [];
  const codes = [number, ...firewallIn(words, inner), inner, code];
  return {
    codes: codes.filter((each) => typeof each === 'string' && /^[\w ()]{1,60}$/.test(each)) as string[],
    message: address === undefined ? undefined : `the vault sees the node as ${address}`,
  };
}

/** Older vaults have no code for it. */
function firewallIn(words: string, inner: unknown): string[] {
  const isFirewall = /\bclient address\b|\bfirewall\b|\bpublic network access\b/i.test(words);
  return isFirewall || inner === 'ForbiddenByFirewall' || inner === 'ForbiddenByConnection'
    ? ['ForbiddenByFirewall']
    : [];
}
