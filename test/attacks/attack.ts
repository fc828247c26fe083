// What an attack is: what user nobody prepares on a node, what root then runs there, and how it would show that it held.

/** What came of it. */
export interface Seen {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Files that root has come to own where everybody can write: in /canary, /home, /tmp, /var/tmp and /dev/shm. */
  readonly rootsFiles: readonly string[];
  /** Files of root's that were written, made or given other owners and modes meanwhile. */
  readonly changed: readonly string[];
  /** Files with a secret of root's in them that user nobody can read. */
  readonly leaked: readonly string[];
  /** Sockets that listen now and did not before: address and user. */
  readonly listening: readonly string[];
  /** Text of a file of the folder /scene, by which the scripts tell more. */
  said(name: string): string | undefined;
}

export interface Attack {
  /** A sentence. */
  readonly name: string;
  /** Whether each user must be allowed namespaces of its own. */
  readonly needsUserNamespaces?: boolean;
  /** Script of an administrator who was careless, before anything else. */
  readonly careless?: string;
  /** Script of user nobody, in its home, before the kubelet starts: its processes have lower numbers. */
  readonly early?: string;
  /** The same, after the kubelet has started. */
  readonly prepare?: string;
  /** Whether there is a kubelet, `healthy` with a /healthz that answers. By default there is one without. */
  readonly kubelet?: 'none' | 'running' | 'healthy';
  /** Numbers of the kubelet's process, and from where on those of what nobody starts after it count. */
  readonly pids?: { readonly kubelet: number; readonly attacker: number };
  /** Script of root; by default `check`, after which the kubelet must have been found as it is. */
  readonly root?: string;
  /** Whether what it prints is a report of `check` that must be of the real kubelet; by default where root runs just that. */
  readonly findsKubelet?: boolean;
  /** What must be so beside what holds for each attack. */
  readonly holds?: (seen: Seen) => void;
  /** Files of root's that the command may write, where it may write some. */
  readonly mayChange?: RegExp;
  /** Files where everybody can write that root may come to own. */
  readonly mayOwn?: RegExp;
}

export const RCP = '/usr/local/sbin/registry-credential-provider';
export const SECRET = 'secret-canary-Kd83';

/** What the kubelet is started with, and what an attacker would have us believe. */
export const FLAGS =
  '--image-credential-provider-config=/etc/kubernetes/providers.yaml --image-credential-provider-bin-dir=/opt/plugins';
export const FORGED =
  '--image-credential-provider-config=/home/mallory/providers.yaml --image-credential-provider-bin-dir=/home/mallory/bin';

/** Where an install that succeeds writes. */
export const PLACES =
  /^\/(?:(?:opt\/plugins|etc\/kubernetes|var\/lib\/registry-credential-provider|etc\/registry-credential-provider|etc\/systemd\/system)\/|usr\/local\/bin\/registry-credential-provider$)/;

/** Options of an install on this node, which has no systemd. */
export const INSTALL =
  '--profile=systemd --config=/etc/registry-credential-provider/config.yaml --restart-command=restart-kubelet --health-timeout=60s';
