// What a run can use of the world around it, made for one configuration: the network and the node-wide cache.

import type { Surroundings } from './backend/backend.ts';
import type { CachePlace } from './cache/contents.ts';
import type { CacheReport, NodeCache } from './cache/node-cache.ts';
import type { Config } from './config/config.ts';
import { Deadline } from './system/deadline.ts';
import { createNetwork } from './system/network/create.ts';
import type { Network, SentRequest } from './system/network/door.ts';
import type { World } from './world.ts';

export interface RunSurroundings {
  readonly surroundings: Surroundings;
  /** What was sent to the network. */
  readonly calls: () => readonly SentRequest[];
  /** What the cache did; undefined: it was not used. */
  readonly cacheReport: () => CacheReport | undefined;
}

type ProcessFacts = Pick<World, 'env' | 'clock' | 'now' | 'machine'>;

export function openSurroundings(config: Config, world: ProcessFacts, deadline: Deadline): RunSurroundings {
  const { env, clock, now } = world;
  // If DNS does not answer for a name, glibc waits for 10 to 30 s, and the process cannot end. With these options
  // it is 4 to 10 s: https://man7.org/linux/man-pages/man5/resolv.conf.5.html
  env.RES_OPTIONS ??= 'timeout:2 attempts:2';
  let network: Network | undefined;
  let cache: NodeCache | undefined;
  const openCache = async (): Promise<NodeCache | undefined> => {
    const place = cachePlace(config, world);
    if (place === undefined) return undefined;
    const { NodeCache } = await import('./cache/node-cache.ts');
    cache ??= new NodeCache({ ...place, deadline });
    return cache;
  };
  return {
    surroundings: {
      env,
      // Made when it is first used: most runs need none.
      get network() {
        network ??= createNetwork({ env, caFile: config.caFile, clock, deadline });
        return network;
      },
      now,
      hide: (names) => {
        for (const name of names) delete env[name];
      },
      during: (wait, work) => deadline.during(wait, work),
      cache: openCache,
    },
    calls: () => network?.calls ?? [],
    cacheReport: () => cache?.report,
  };
}

/** For commands, which use no network. */
export function surroundingsOf(world: ProcessFacts): (config: Config) => Surroundings {
  return (config) =>
    openSurroundings(config, world, new Deadline(config.deadlineMs, world.clock)).surroundings;
}

/** Undefined: the configuration turns the cache off. */
export function cachePlace({ cache }: Config, { machine, now }: ProcessFacts): CachePlace | undefined {
  return cache && { ...cache, uid: machine.uid ?? -1, now };
}
