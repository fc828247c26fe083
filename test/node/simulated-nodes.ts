// Nodes without machines: each has a Node object, and the test is scheduler and kubelet for the Pods that a DaemonSet puts
// on it. It binds them, says whether they are ready, and lets go of those that are deleted.
import { setTimeout as sleep } from 'node:timers/promises';
import { tail } from '../support/run-program.ts';
import type { ApiClient } from './api-client.ts';
import type { Program } from './program.ts';
import { waitFor } from './wait.ts';

export interface SimulatedPod {
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly deletionTimestamp?: string;
  };
  readonly spec: {
    readonly nodeName?: string;
    readonly affinity: { readonly nodeAffinity: NodeAffinity };
    readonly containers: readonly { readonly image: string }[];
  };
  readonly status: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

interface NodeAffinity {
  readonly requiredDuringSchedulingIgnoredDuringExecution: {
    readonly nodeSelectorTerms: readonly {
      readonly matchFields?: readonly { readonly values: readonly string[] }[];
    }[];
  };
}

/** By the name of its node; one that is being deleted is left out. */
export type PodsByNode = ReadonlyMap<string, SimulatedPod>;

export interface SimulatedNodes {
  /** Looks at the Pods from now on; without a condition, once. */
  waitFor(what: string, isSo?: (pods: PodsByNode) => boolean): Promise<PodsByNode>;
  /** What was seen from the beginning: each time that the nodes with a ready Pod became others, which those were. */
  history(): readonly (readonly string[])[];
  stop(): Promise<void>;
}

/**
 * @param labels of each node, by its name
 * @param down the names of nodes that are not there; their Pods are not ready, as the node controller says then
 * @param isWell whether the readiness probe of the Pod on that node succeeds
 * @param controller whose log is shown when something does not come
 */
export async function startSimulatedNodes(
  client: ApiClient,
  namespace: string,
  labels: Readonly<Record<string, Readonly<Record<string, string>>>>,
  down: ReadonlySet<string>,
  isWell: (node: string, pod: SimulatedPod) => boolean,
  controller: Program,
): Promise<SimulatedNodes> {
  for (const [name, ofNode] of Object.entries(labels)) {
    await client.create({ apiVersion: 'v1', kind: 'Node', metadata: { name, labels: ofNode } });
  }
  const collection = `/api/v1/namespaces/${namespace}/pods`;
  const history: string[][] = [];
  let pods: PodsByNode = new Map();
  /** Numbers of looks, in the order in which they begin. */
  let [latest, seen] = [0, 0];

  /** One look at all Pods. A change by the controller stays until it is answered here, so that none is missed. */
  const look = async (): Promise<void> => {
    latest += 1;
    const { items } = await client.get<{ items: SimulatedPod[] }>(collection);
    const alive = items.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    pods = new Map(alive.flatMap((pod) => (pod.spec.nodeName ? [[pod.spec.nodeName, pod]] : [])));
    const ready = [...pods].flatMap(([node, pod]) => (isReady(pod) ? [node] : [])).sort();
    if (ready.join() !== history.at(-1)?.join()) history.push(ready);
    seen = latest;
    for (const pod of items) await answer(pod);
  };
  const answer = async ({ metadata: { name, uid, deletionTimestamp }, ...pod }: SimulatedPod) => {
    const path = `${collection}/${name}`;
    const { nodeName } = pod.spec;
    const isDown = down.has(nodeName ?? '');
    if (deletionTimestamp !== undefined) {
      // Who would confirm it is not there.
      if (isDown) return;
      await client.delete(path, { gracePeriodSeconds: 0, preconditions: { uid } });
    } else if (nodeName === undefined) {
      const target = { apiVersion: 'v1', kind: 'Node', name: wantedNode(pod.spec) };
      await client.post(`${path}/binding`, { apiVersion: 'v1', kind: 'Binding', metadata: { name }, target });
    } else {
      const status = !isDown && isWell(nodeName, { metadata: { name, uid }, ...pod }) ? 'True' : 'False';
      if (pod.status.conditions?.find(({ type }) => type === 'Ready')?.status === status) return;
      const conditions = [{ type: 'Ready', status, lastTransitionTime: new Date().toISOString() }];
      await client.patch(`${path}/status`, { status: { phase: 'Running', conditions } });
    }
  };

  let failure: Error | undefined;
  let isOver = false;
  const work = (async () => {
    while (!isOver) {
      await look();
      await sleep(50);
    }
  })().catch((error) => {
    failure = error;
  });
  return {
    waitFor: (what, isSo = () => true) => {
      const before = latest;
      const probe = () => {
        if (failure !== undefined) throw failure;
        return seen > before && isSo(pods) ? pods : undefined;
      };
      const explain = () => `${JSON.stringify([...pods], undefined, 2)}\n${tail(controller.log())}`;
      return waitFor(what, probe, { timeoutMs: 60_000, explain });
    },
    history: () => history,
    stop: async () => {
      isOver = true;
      await work;
    },
  };
}

export const isReady = ({ status }: SimulatedPod): boolean =>
  status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;

/** The controller asks for a node by its name. */
function wantedNode({ affinity }: SimulatedPod['spec']): string {
  const { nodeSelectorTerms } = affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution;
  return nodeSelectorTerms[0]?.matchFields?.[0]?.values[0] ?? '';
}
