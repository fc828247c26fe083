// The fake clouds as a process of their own: `node test/clouds/serve.ts CONFIG.json` prints one line of JSON with their
// endpoints and ends when its standard input does.
import { readFile } from 'node:fs/promises';
import { type Clouds, type CloudsConfig, startClouds } from './clouds.ts';
import { listen } from './listener.ts';
import type { Misbehaviour } from './misbehaviour.ts';
import { createJournal } from './record.ts';
import {
  createService,
  json,
  jsonOf,
  type ReceivedRequest,
  type Service,
  type ServiceDefinition,
} from './service.ts';

/** What is printed. */
export interface Served {
  readonly aws: Endpoints;
  readonly azure: Endpoints;
  readonly google: Endpoints;
  readonly registries: Endpoints;
  readonly elsewhere: Endpoints;
  readonly proxyUrl: string;
  /** PEM of the authority. */
  readonly authority: string;
  /** Environment of a process on the node; see Clouds. */
  readonly env: Readonly<Record<string, string>>;
  /** GET and DELETE `/__requests`, GET `/__proxy`, POST and DELETE `/__misbehaviours`. */
  readonly control: string;
}

interface Endpoints {
  readonly urls: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
}

const MISBEHAVING = ['aws', 'azure', 'google', 'registries'] as const;

/** The body of POST `/__misbehaviours`. */
export interface Instruction {
  readonly cloud: (typeof MISBEHAVING)[number];
  readonly service: string;
  readonly misbehaviour: Misbehaviour;
}

/** CloudsConfig as JSON has it: a fixed clock is a time. */
export type ServeConfig = Omit<CloudsConfig, 'now'> & { readonly now?: string };

const { now, ...config } = JSON.parse(await readFile(process.argv[2] ?? '', 'utf8')) as ServeConfig;
const clouds = await startClouds({ ...config, ...(now !== undefined && { now: () => new Date(now) }) });
const control = await listen([createService(controlOf(clouds), 'control', createJournal())]);

const endpointsOf = ({ urls, env }: Endpoints): Endpoints => ({ urls, env });
const served: Served = {
  aws: endpointsOf(clouds.aws),
  azure: endpointsOf(clouds.azure),
  google: endpointsOf(clouds.google),
  registries: endpointsOf(clouds.registries),
  elsewhere: endpointsOf(clouds.elsewhere),
  proxyUrl: clouds.internet.proxyUrl,
  authority: clouds.internet.authority.certificate,
  env: clouds.env,
  control: control.url,
};
process.stdout.write(`${JSON.stringify(served)}\n`);

process.stdin.resume().on('end', async () => {
  await control.close();
  await clouds.close();
});

function controlOf({ journal, internet, ...all }: Clouds): ServiceDefinition {
  const servicesOf = (cloud: Instruction['cloud']): Readonly<Record<string, Service>> => all[cloud].services;
  const answer = (request: ReceivedRequest) => {
    switch (`${request.method} ${request.path}`) {
      case 'GET /__requests':
        return json(200, journal.requests);
      case 'DELETE /__requests':
        journal.clear();
        return { status: 204 };
      case 'GET /__proxy':
        return json(200, internet.proxy.targets);
      case 'POST /__misbehaviours': {
        const { cloud, service, misbehaviour } = jsonOf(request) as unknown as Instruction;
        const found = servicesOf(cloud)[service];
        found?.misbehave(misbehaviour);
        return { status: found === undefined ? 404 : 204 };
      }
      case 'DELETE /__misbehaviours':
        for (const cloud of MISBEHAVING) {
          for (const service of Object.values(servicesOf(cloud))) service.behave();
        }
        return { status: 204 };
      default:
        return { status: 404 };
    }
  };
  const trouble = () => ({ status: 500 });
  return { name: 'control', hosts: /./, throttled: trouble, failing: trouble, refusing: trouble, answer };
}
