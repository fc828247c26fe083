// What to do about a docker config that has no login for an image: said only where that fails.

import { BUILT_IN_CONFIG } from '../../config/built-in.ts';
import { quote } from '../../escape.ts';
import { nearnessOf } from '../../image/nearness.ts';
import { matchesPattern } from '../../image/pattern.ts';
import { jsonProblem } from '../../yaml/json-place.ts';
import { recognise } from '../../yaml/recognise.ts';
import { asPattern } from './key.ts';

/** The key that nearly matches, and why it does not: `"h.example:443" nearly does: the port is missing; …`. */
export function nearestKey(entries: readonly { readonly key: string }[], image: string): string | undefined {
  let found: { readonly key: string; readonly distance: number; readonly remedy: string } | undefined;
  for (const { key } of entries) {
    const near = nearnessOf(asPattern(key) ?? key, image, 'key');
    if (near !== undefined && near.distance < (found?.distance ?? 4)) found = { key, ...near };
    if (found?.distance === 1) break;
  }
  return found && `${quote(found.key)} nearly does: ${found.remedy}`;
}

/** Before a remedy: a login at a cloud's registry is a token that expires within hours; its backend gets new ones. */
export function orCloud(image: string): string {
  const rule = BUILT_IN_CONFIG.rules.find(({ matchImages = [] }) =>
    matchImages.some((pattern) => matchesPattern(pattern, image)),
  );
  return rule === undefined
    ? ''
    : `write a rule with ${rule.backend.kind} above this one, which needs no login; or `;
}

/** What a file is instead of a docker config, and what to do then. */
export interface Advice {
  readonly problem: string;
  readonly hint: string | undefined;
}

/** What a text is that is no JSON. */
export function notJson(text: string): Advice {
  const start = text.trim();
  if (start === '') return { problem: 'it is empty', hint: undefined };
  const found = recognise(text) ?? asText(start);
  return found === undefined
    ? { problem: `it is not JSON (${jsonProblem(text) ?? 'too deep'})`, hint: undefined }
    : { problem: `it is ${found.is}`, hint: found.hint };
}

const IN_ENTRY = 'write it into an entry: {"auths":{"REGISTRY":{"auth":"…"}}}';

function asText(text: string): { readonly is: string; readonly hint: string } | undefined {
  if (/^(?:---\s+)?["']?(?:auths|credHelpers|credsStore)["']?\s*:/m.test(text) && !text.startsWith('{')) {
    return { is: 'YAML, not JSON', hint: 'write it as JSON, as `docker login` does' };
  }
  if (
    /^[A-Za-z0-9+/]{8,}={0,2}$/.test(text) &&
    /^[!-9;-~]+:[!-~]+$/.test(Buffer.from(text, 'base64').toString('latin1'))
  ) {
    return { is: 'base64 of user:password alone', hint: IN_ENTRY };
  }
  if (/^[\w$.+-]+:[^\s:{}[\]"']+$/.test(text)) {
    return {
      is: 'one line of the form user:password',
      hint: `${IN_ENTRY}, in base64; or write a rule with static`,
    };
  }
  return /^(?:'\s*\{.*\}\s*'|"\s*\{.*\}\s*")$/s.test(text)
    ? { is: 'JSON in quotes', hint: 'remove the quotes around it' }
    : undefined;
}

/** What an object without entries is; undefined: it may be an empty docker config. */
export function withoutEntries(text: string): Advice | undefined {
  const found = recognise(text);
  if (found !== undefined) return { problem: `it is ${found.is}`, hint: found.hint };
  if (/^\s*\{\s*"(?:auth|Auths?|authentications?|credentials|registries)"\s*:\s*\{/.test(text)) {
    return { problem: 'its entries are not under "auths"', hint: 'write "auths" for the first key' };
  }
  if (/^\s*\{\s*"(?:auth|username|password|email)"\s*:\s*"/i.test(text)) {
    return { problem: 'it is a login without its registry', hint: 'write it as {"auths":{"REGISTRY":{…}}}' };
  }
  return /"type"\s*:\s*"service_account"/.test(text)
    ? {
        problem: 'it is the key of a Google service account',
        hint: 'name the file in a rule with google (google.credentialFile)',
      }
    : undefined;
}
