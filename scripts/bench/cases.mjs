// The pulls that are measured: what is run for each, with which request, configuration and answer.

import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jwt, waysTo } from '../canned-clouds.mjs';
import { dockerConfigText, notPlain, ruleText, smallConfig, usualConfig } from './config-text.mjs';
import { ASKED, AT_HAND } from './goals.mjs';

/**
 * @typedef {{wall: number, processor?: number, memory?: number}} Goal ratios that are aimed at
 * @typedef {{
 *   name: string, command: string[], env: Record<string, string>, image: string, request: object, answer: RegExp,
 *   goal: Goal | undefined, forget: () => void,
 * }} Case `request`: what it holds beside the image; `forget`: so that nothing is kept
 */

export const REGISTRY = 'harbor.corp.example:8443';
/** A registry that takes the Pod's own token. */
const ZOT = 'zot.corp.example';
const IMAGE = `${REGISTRY}/team/app/image`;
const CREDENTIAL = /"username":"[^"]+","password":"[^"]+"/;

/** A folder for the files of the cases. */
export class CaseFolder {
  #path;

  constructor(path) {
    this.#path = path;
    mkdirSync(path, { recursive: true });
  }

  pathOf(name) {
    return join(this.#path, name);
  }

  write(name, content) {
    writeFileSync(this.pathOf(name), content, { mode: 0o600 });
    return this.pathOf(name);
  }

  /** Executables are copied: how much of a file is in memory, and in how large pieces, depends on its past. */
  copy(path, name) {
    copyFileSync(path, this.pathOf(name));
    return this.pathOf(name);
  }
}

const NOTHING = { env: {}, image: IMAGE, request: {}, goal: undefined, forget: () => {} };

/** What the others are compared with. @param {string} runtime @param {CaseFolder} folder @returns {Case} */
export function emptyScript(runtime, folder) {
  return {
    ...NOTHING,
    name: 'empty script',
    command: [runtime, folder.write('empty.js', '')],
    answer: /^$/,
  };
}

/**
 * What needs no network.
 * @param {string[]} command the executable, or what runs the plain bundle
 * @param {CaseFolder} folder
 * @returns {Case[]}
 */
export function casesAtHand(command, folder) {
  const passwordFile = folder.write('password', 'secret\n');
  const staticRule = `    static:\n      username: robot$puller\n      passwordFile: ${passwordFile}\n`;
  const dockerConfig = folder.write('config.json', dockerConfigText(REGISTRY, 4));
  const dockerRule = `    dockerConfig:\n      path: ${dockerConfig}\n`;
  const tokenRule = ruleText({
    identity: 'serviceAccount',
    serviceAccountToken: { username: 'jwt', audience: ZOT },
  });
  const ofPod = { image: `${ZOT}/team/app/image`, request: requestOfPod(ZOT) };
  /** @param {Goal} [goal] */
  const caseOf = (name, config, answer, goal) =>
    caseOfConfig(command, folder, { name, config, answer, goal });
  return [
    caseOf('no rule', usualConfig('other.corp.example', staticRule), /"auth":\{\}/, AT_HAND),
    caseOf('static', usualConfig(REGISTRY, staticRule), /"secret"/, AT_HAND),
    caseOf('static, one rule', smallConfig(REGISTRY, staticRule), /"secret"/, AT_HAND),
    caseOf('docker config', usualConfig(REGISTRY, dockerRule), /"from-docker-config"/, AT_HAND),
    {
      ...caseOf('service account token', usualConfig(ZOT, tokenRule), /"username":"jwt"/, AT_HAND),
      ...ofPod,
    },
    caseOf('static, not plain YAML', notPlain(usualConfig(REGISTRY, staticRule)), /"secret"/),
  ];
}

/**
 * A pull of an image of the registry.
 * @param {string[]} command
 * @param {CaseFolder} folder
 * @param {{name: string, config: string, answer: RegExp, goal: Goal | undefined}} options
 * @returns {Case}
 */
export function caseOfConfig(command, folder, { name, config, answer, goal }) {
  return {
    ...NOTHING,
    name,
    command: [...command, '--config', folder.write(fileNameOf(name), config)],
    answer,
    goal,
  };
}

/**
 * One that asks the cloud each time, and one that the node's cache answers, for each way to a cloud.
 * @param {string} executable
 * @param {CaseFolder} folder
 * @param {string} url of the canned clouds
 * @returns {Case[]}
 */
export function casesOfClouds(executable, folder, url) {
  return Object.entries(waysTo(url)).flatMap(([name, way]) => [
    caseOfWay(name, way, { executable, folder, cache: undefined, goal: ASKED[name] }),
    caseOfWay(`${name}, kept`, way, {
      executable,
      folder,
      cache: folder.pathOf(`cache-${name}`),
      goal: AT_HAND,
    }),
  ]);
}

/** @returns {Case} */
export function caseOfWay(name, { image, rule, env, request }, { executable, folder, cache, goal }) {
  const { matchImages: _, ...section } = rule;
  const cacheText = cache === undefined ? '{ enabled: false }' : `{ directory: ${cache} }`;
  const config = usualConfig(image.split('/')[0], ruleText(section), cacheText);
  return {
    name,
    command: [executable, '--config', folder.write(fileNameOf(name), config)],
    env,
    image,
    request,
    answer: CREDENTIAL,
    goal,
    forget: () => cache !== undefined && rmSync(cache, { recursive: true, force: true }),
  };
}

/** What a request holds beside the image, with a token as the API server makes them. */
function requestOfPod(audience) {
  const now = Math.floor(Date.now() / 1000);
  const token = jwt({
    aud: [audience],
    exp: now + 3600,
    iat: now,
    iss: 'https://kubernetes.default.svc.cluster.local',
    'kubernetes.io': {
      namespace: 'team',
      pod: { name: 'app-0', uid: '11111111-2222-3333-4444-555555555555' },
      serviceaccount: { name: 'app', uid: '66666666-7777-8888-9999-000000000000' },
    },
    nbf: now,
    sub: 'system:serviceaccount:team:app',
  });
  return { serviceAccountToken: token, serviceAccountAnnotations: {} };
}

function fileNameOf(name) {
  return `${name.replaceAll(/\W+/g, '-')}.yaml`;
}
