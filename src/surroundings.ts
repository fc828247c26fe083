// What a run may know of the world around it, made for one configuration: its network, and the node's cache.

import type { Surroundings } from './backend/backend.ts';
import type { CacheReport, NodeCache, NodeCacheOptions } from './cache/node-cache.ts';
import type { Config } from './config/config.ts';
import { createNetwork } from './system/network/create.ts';
import type { World } from './world.ts';

export interface RunSurroundings {
  readonly surroundings: Surroundings;
  /** What the cache has done; undefined: nothing. */
  readonly cache: () => CacheReport | undefined;
  /** What the run waits for at this moment; undefined: it is not known. */
  readonly waitingFor: () => string | undefined;
}

type ProcessFacts = Pick<World, 'env' | 'clock' | 'now' | 'machine'>;

export function openSurroundings(config: Config, world: ProcessFacts): RunSurroundings {
  const { env, clock, now } = world;
  // A name that DNS does not answer for keeps glibc busy for 10 to 30 s, and the process from ending. With these
  // it is 4 to 10 s: https://man7.org/linux/man-pages/man5/resolv.conf.5.html
  env.RES_OPTIONS ??= 'timeout:2 attempts:2';
  let asideMs = 0;
  const remainingMs = () => remainingOf(config, world) - asideMs;
  const network = createNetwork({ env, caFile: config.caFile, clock, remainingMs });
  const { waitingFor } = network;
  let cache: NodeCache | undefined;
  return {
    surroundings: {
      env,
      network,
      now,
      hide: (names) => {
        for (const name of names) delete env[name];
      },
      cache: async () => {
        cache ??= await openCache(config, world, {
          waitingFor,
          setAside: (ms) => {
            asideMs = ms;
          },
        });
        return cache;
      },
    },
    cache: () => cache?.report,
    waitingFor,
  };
}

/** For commands, which ask nothing on the network. */
export function surroundingsOf(world: ProcessFacts): (config: Config) => Surroundings {
  return (config) => openSurroundings(config, world).surroundings;
}

/** Undefined: the configuration has turned it off. */
export async function openCache(
  config: Config,
  world: ProcessFacts,
  options: Pick<NodeCacheOptions, 'waitingFor' | 'setAside'> = {},
): Promise<NodeCache | undefined> {
  if (config.cache === undefined) {
    return undefined;
  }
  const { NodeCache } = await import('./cache/node-cache.ts');
  return new NodeCache({
    directory: config.cache.directory,
    uid: world.machine.uid ?? -1,
    now: world.now,
    remainingMs: () => remainingOf(config, world),
    ...options,
  });
}

/** Milliseconds until the run must have ended. */
export function remainingOf({ deadlineMs }: Config, { clock }: Pick<World, 'clock'>): number {
  return deadlineMs - clock();
}
