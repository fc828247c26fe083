// The pulls that are measured: what is run for each, with which request, configuration and answer.

import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { waysTo } from '../canned-clouds.mjs';
import { dockerConfigText, notPlain, ruleText, smallConfig, usualConfig } from './config-text.mjs';
import { ASKED, AT_HAND } from './goals.mjs';

/**
 * @typedef {{wall: number, processor?: number, memory?: number}} Goal ratios that are aimed at
 * @typedef {{
 *   name: string, command: string[], env: Record<string, string>, image: string, request: object, answer: RegExp,
 *   goal: Goal | undefined, cache: string | undefined,
 * }} Case `request`: what it holds beside the image; `cache`: the directory in which the answer is kept
 */

export const REGISTRY = 'harbor.corp.example:8443';
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

const NOTHING = { env: {}, image: IMAGE, request: {}, goal: undefined, cache: undefined };

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
  /** @param {Goal} [goal] @returns {Case} */
  const caseOf = (name, config, answer, goal) => ({
    ...NOTHING,
    name,
    command: [...command, '--config', folder.write(fileNameOf(name), config)],
    answer,
    goal,
  });
  return [
    caseOf('no rule', usualConfig('other.corp.example', staticRule), /"auth":\{\}/, AT_HAND),
    caseOf('static', usualConfig(REGISTRY, staticRule), /"secret"/, AT_HAND),
    caseOf('static, one rule', smallConfig(REGISTRY, staticRule), /"secret"/, AT_HAND),
    caseOf('docker config', usualConfig(REGISTRY, dockerRule), /"from-docker-config"/, AT_HAND),
    caseOf('static, not plain YAML', notPlain(usualConfig(REGISTRY, staticRule)), /"secret"/),
  ];
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
    cache,
  };
}

function fileNameOf(name) {
  return `${name.replaceAll(/\W+/g, '-')}.yaml`;
}

/** @param {Case} kept */
export function forget({ cache }) {
  if (cache !== undefined) {
    rmSync(cache, { recursive: true, force: true });
  }
}
