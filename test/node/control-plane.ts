// An API server without a node of its own, for what only it decides: which objects it takes, and what a controller does.
import assert from 'node:assert/strict';
import { type ApiServer, startApiServer } from './api-server.ts';
import { createAuthority } from './certificates.ts';
import { startMachine } from './machine.ts';
import { findTraces } from './node.ts';
import type { Programs } from './prepare.ts';
import type { Program } from './program.ts';

export interface ControlPlane extends ApiServer {
  /** Starts the real controller of DaemonSets, built from source. */
  startDaemonSetController(executable: string): Promise<Program>;
  stop(): Promise<void>;
}

export async function startControlPlane({ env, binaries }: Programs): Promise<ControlPlane> {
  const machine = await startMachine();
  const stop = async () => {
    await machine.stop();
    assert.deepEqual(await findTraces(machine), [], 'something of the machine remains');
  };
  try {
    const authority = await createAuthority(machine.directory, env);
    const apiServer = await startApiServer(machine, binaries.kubeApiserver, authority, env);
    return {
      ...apiServer,
      startDaemonSetController: async (executable) => {
        const kubeconfig = await apiServer.writeControllerKubeconfig('daemon-set-controller');
        return machine.start('daemonsets', executable, [kubeconfig], env);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
