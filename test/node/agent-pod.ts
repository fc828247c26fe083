// The Pod that the chart's DaemonSet would put onto the node, bound to it from the start, since no controller runs.
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { daemonSetOf, NAME, renderChart } from '../deploy/render.ts';
import { tail } from '../support/run-program.ts';
import { type AgentImageOptions, createAgentImage } from './agent-image.ts';
import type { ApiServer } from './api-server.ts';
import type { Executed } from './exec.ts';
import { type Kubelet, nodeName } from './kubelet.ts';
import type { Node } from './node.ts';
import { namespaceObject } from './objects.ts';
import { waitFor } from './wait.ts';

export interface AgentPlace {
  readonly node: Node;
  readonly apiServer: ApiServer;
  readonly kubelet: Kubelet;
}

/** What the kubelet mounts into its Pods: the rules, and files with passwords. */
export interface AgentSources {
  readonly rules: string;
  readonly files: Readonly<Record<string, string>>;
}

/** Puts it into the registry that gives to everyone, as `name`. */
export async function publishAgent(
  { machine, publicRegistry }: Node,
  name: string,
  executable: string,
  options: Omit<AgentImageOptions, 'folder'> = {},
): Promise<void> {
  const folder = mkdtempSync(join(machine.directory, `${name}-`));
  await publicRegistry.push(createAgentImage(executable, { folder, ...options }), name);
}

export class Agents {
  readonly #place: AgentPlace;

  constructor(place: AgentPlace) {
    this.#place = place;
  }

  async createSources({ rules, files }: AgentSources): Promise<void> {
    const { client } = this.#place.apiServer;
    await client.create(namespaceObject(NAME));
    const metadata = { namespace: NAME };
    await client.create({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'files', ...metadata },
      stringData: files,
    });
    await client.create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'rules', ...metadata },
      data: { 'config.yaml': rules },
    });
  }

  setRules(text: string): Promise<unknown> {
    const path = `/api/v1/namespaces/${NAME}/configmaps/rules`;
    return this.#place.apiServer.client.patch(path, { data: { 'config.yaml': text } });
  }

  setFile(name: string, content: string): Promise<unknown> {
    const path = `/api/v1/namespaces/${NAME}/secrets/files`;
    return this.#place.apiServer.client.patch(path, { stringData: { [name]: content } });
  }

  /** @param image as `publishAgent` has named it @param values of the chart, beside those of this node */
  async start(name: string, image: string, values: object = {}): Promise<void> {
    const { node, apiServer, kubelet } = this.#place;
    const { template } = daemonSetOf(
      await renderChart({
        image: { repository: 'in-a-registry.example/agent', digest: `sha256:${'0'.repeat(64)}` },
        existingConfigMap: 'rules',
        filesSecret: 'files',
        kubelet: {
          profile: 'systemd',
          restartCommand: kubelet.restartCommand,
          logCommand: `tail -n 200 ${kubelet.logFile}`,
          healthTimeout: '30s',
        },
        ...values,
      }),
    ).spec;
    const withImage = (containers: readonly object[] | undefined) =>
      containers?.map((container) => ({ ...container, image: `${node.publicRegistry.host}/${image}:1` }));
    const { spec } = template;
    await apiServer.client.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: NAME, labels: template.metadata.labels },
      spec: {
        ...spec,
        nodeName,
        ...(spec.initContainers && { initContainers: withImage(spec.initContainers) }),
        containers: withImage(spec.containers),
      },
    });
  }

  /** Until it is ready, or is not; what it has said. */
  async waitForReadiness(pod: string, wanted: boolean, said: RegExp): Promise<string> {
    let log = '';
    let seen: AgentPod['status'] = {};
    const find = async () => {
      seen = (await this.#get(pod)).status;
      const isReady = seen.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True');
      log = await this.#log(pod);
      return isReady === wanted && said.test(log) ? log : undefined;
    };
    return waitFor(`Pod ${pod} that is ${wanted ? '' : 'not '}ready and has said ${said}`, find, {
      timeoutMs: 120_000,
      explain: () => `${JSON.stringify(seen, undefined, 2)}\n${log}\n${tail(this.#place.kubelet.log())}`,
    });
  }

  /** As kubectl exec does. */
  exec(pod: string, words: readonly string[]): Promise<Executed> {
    return this.#place.apiServer.client.exec(`/api/v1/namespaces/${NAME}/pods/${pod}`, words);
  }

  async stop(pod: string): Promise<void> {
    await this.#place.apiServer.deletePod(NAME, pod);
  }

  #get(pod: string): Promise<AgentPod> {
    return this.#place.apiServer.client.get<AgentPod>(`/api/v1/namespaces/${NAME}/pods/${pod}`);
  }

  // The API server of these tests does not reach the kubelet, and the kubelet keeps the logs here.
  #log(pod: string): Promise<string> {
    return this.#place.node.machine.run(`cat /var/log/pods/${NAME}_${pod}_*/*/*.log 2>/dev/null || true`);
  }
}

interface AgentPod {
  readonly status: {
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}
