// How Azure's services refuse. Of their descriptions only what is named here is shown: they may hold what was sent.

import { parseObject } from '../../json.ts';
import type { CloudAnswer, CloudCall, SaidRefusal } from '../cloud/call.ts';

export { TABLE as REFUSALS } from './refusal-table.ts';

export function readRefusal(
  { service, facts = [] }: CloudCall,
  { response: { status, body } }: CloudAnswer,
): SaidRefusal {
  const answer = (status >= 400 && parseObject(body.toString())) || {};
  if (service === 'ACR') {
    return ofRegistry(answer);
  }
  const { codes, trace } = ofToken(answer, service);
  return { codes, message: [...facts, ...trace].join(', ') };
}

/** `{"errors":[{"code":"UNAUTHORIZED","message":"…"}]}` */
function ofRegistry({ errors }: Readonly<Record<string, unknown>>): SaidRefusal {
  const [first] = Array.isArray(errors) ? errors : [];
  const { code, message } = (first ?? {}) as Readonly<Record<string, unknown>>;
  const words = typeof message === 'string' ? message : '';
  // https://aka.ms/acr/firewall
  const address = /\bclient with IP '?([0-9A-Fa-f.:]{2,45})'? is not allowed/i.exec(words)?.[1];
  if (address !== undefined) {
    return { codes: ['client with IP'], message: `the registry sees the node as ${address}` };
  }
  return { codes: typeof code === 'string' && /^[A-Z_]{1,40}$/.test(code) ? [code] : [] };
}

/** Phrases by which the metadata service tells apart what it has one code for. */
const METADATA_PHRASES = ['Identity not found', 'Multiple user assigned identities exist'];

/** `{"error":"…","error_description":"AADSTS…: …","trace_id":"…"}` */
function ofToken(
  { error, error_description, trace_id }: Readonly<Record<string, unknown>>,
  service: string,
): { readonly codes: readonly string[]; readonly trace: readonly string[] } {
  const description = typeof error_description === 'string' ? error_description : '';
  const [aadsts] = /\bAADSTS\d{1,9}\b/.exec(description) ?? [];
  const phrase = METADATA_PHRASES.find((text) => description.includes(text));
  const word = typeof error === 'string' && /^[\w-]{1,60}$/.test(error) ? error : undefined;
  const codes = service === 'IMDS' ? [phrase, word, aadsts] : [aadsts, word];
  // What Microsoft's support asks for.
  const isTrace = typeof trace_id === 'string' && /^[0-9A-Fa-f-]{36}$/.test(trace_id);
  return {
    codes: codes.filter((code) => code !== undefined),
    trace: isTrace ? [`trace ${trace_id}`] : [],
  };
}
