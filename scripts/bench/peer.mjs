// A vendor's plugin beside this one: the same image, the same node's identity, the same canned clouds, in turn.

import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CERTIFICATE, waysTo } from '../canned-clouds.mjs';
import { caseOfWay } from './cases.mjs';
import { askedAlone, measureAtOnce, measureStarts } from './measure.mjs';
import { Refusal } from './refusal.mjs';

const MODULE = fileURLToPath(new URL('./peer', import.meta.url));
const PROGRAM = 'k8s.io/cloud-provider-aws/cmd/ecr-credential-provider';
const AT_ONCE = 50;

/**
 * @typedef {{name: string, peerMs: number | undefined, ownMs: number, peerCalls: number | undefined, ownCalls: number}} Beside
 *     medians; undefined: there is no peer
 */

/** Path of the plugin that is meant; `build` builds the vendor's plugin for ECR, once on this machine. */
export function findPeer(path) {
  if (path !== 'build') {
    try {
      accessSync(path, constants.X_OK);
    } catch {
      throw new Refusal(`--peer ${path}: not a program; build makes the vendor's plugin for ECR`);
    }
    return path;
  }
  const folder = join(
    process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
    'registry-credential-provider-bench',
  );
  const built = join(folder, 'ecr-credential-provider');
  if (!existsSync(built)) {
    mkdirSync(folder, { recursive: true });
    buildPeer(built);
  }
  return built;
}

/** As the vendor does, of the module's version in peer/go.mod. Go fetches it from its proxy. */
function buildPeer(target) {
  console.error(`building ${PROGRAM}, once on this machine; it takes minutes`);
  const { error, status } = spawnSync(
    'go',
    ['-C', MODULE, 'build', '-trimpath', '-ldflags=-s -w', `-o=${target}`, PROGRAM],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { HOME: homedir(), ...process.env, CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false' },
    },
  );
  if (error !== undefined || status !== 0) {
    throw new Refusal(`--peer build: Go 1.24 or newer is needed (${error ?? `exit ${status}`})`);
  }
}

/** The vendor's plugin for the same pull. It finds the clouds by variables, as this one does by its rule. */
function peerCase(path, { image, env, rule }) {
  return {
    name: "the vendor's plugin",
    command: [path],
    env: { ...env, AWS_ENDPOINT_URL_ECR: rule.ecr.endpoint, SSL_CERT_FILE: CERTIFICATE },
    image,
    request: {},
    answer: /"username":"AWS","password":"[^"]+"/,
    goal: undefined,
    forget: () => {},
  };
}

/** As in a cloud: the service is found by its name and asked by HTTPS. */
function byHttps(way, url) {
  const { port } = new URL(url);
  return {
    ...way,
    rule: { ...way.rule, ecr: { ...way.rule.ecr, endpoint: `https://localhost:${port}` } },
    env: { ...way.env, NODE_EXTRA_CA_CERTS: CERTIFICATE },
  };
}

/**
 * @param {import('./starter.mjs').Starter} starter
 * @param {{
 *   peer: string | undefined, executable: string, folder: import('./cases.mjs').CaseFolder, rounds: number,
 *   clouds: import('./measure.mjs').Clouds,
 * }} options `clouds` as far away as is meant
 * @returns {Promise<Beside[]>}
 */
export async function measureBeside(starter, { peer, executable, folder, clouds, rounds }) {
  const way = waysTo(clouds.url).ecr;
  const casesOf = (name, of) => {
    const cache = folder.pathOf(`cache-${name}`);
    const own = caseOfWay(name, of, { executable, folder, cache, goal: undefined });
    return [own, ...(peer === undefined ? [] : [peerCase(peer, of)])];
  };
  const cases = casesOf('beside', way);
  const httpsCases = casesOf('beside-https', byHttps(way, clouds.url));
  const alone = async (each, fresh) => {
    const starts = await measureStarts(starter, each, { rounds, fresh });
    const asked = [];
    for (const one of each) asked.push(await askedAlone(starter, one, { fresh, clouds }));
    return starts.map(({ wallMs }, index) => ({ wallMs, calls: asked[index].calls }));
  };
  const roundsAtOnce = Math.max(3, Math.ceil(rounds / 6));
  const atOnce = (fresh) =>
    measureAtOnce(starter, cases, { rounds: roundsAtOnce, count: AT_ONCE, fresh, clouds });
  const situations = {
    'first pull': await alone(cases, true),
    'pull after a restart of the kubelet': await alone(cases, false),
    'first pull, by HTTPS': await alone(httpsCases, true),
    [`${AT_ONCE} at once, nothing kept`]: await atOnce(true),
    [`${AT_ONCE} at once after a restart`]: await atOnce(false),
  };
  return Object.entries(situations).map(([name, [ours, theirs]]) => ({
    name,
    peerMs: theirs?.wallMs.median,
    ownMs: ours.wallMs.median,
    peerCalls: theirs?.calls,
    ownCalls: ours.calls,
  }));
}
