// How an attempt at a registry ended, and what to do then.

export const OUTCOMES = {
  pulled: 'the image can be pulled',
  noneWanted: 'the registry wants no credential for this image, and containerd shows it none',
  credentialRefused: 'the credential is refused',
  noPermission: 'this user may not pull the image',
  credentialWanted: 'the registry wants a credential, and there is none',
  imageNotFound: 'the image is not there, or the registry hides it from this user',
  rateLimited: 'the registry limits the rate of requests',
  tls: 'the certificate of the registry is not trusted',
  nameNotFound: 'DNS does not know the name of the registry',
  unreachable: 'the registry cannot be reached',
  notSent: 'the credential was not sent',
  unexpected: 'the registry answered with something else',
} as const;

export type PullOutcome = keyof typeof OUTCOMES;

export interface Attempt {
  readonly outcome: PullOutcome;
  /** Which server said so, and how. */
  readonly detail: string;
  readonly remedy: string | null;
  /** Hosts that were shown the credential. */
  readonly shownTo: readonly string[];
}

export const REMEDIES: Readonly<Partial<Record<PullOutcome, string>>> = {
  credentialRefused: 'correct the user name and password, or the identity, of the rule',
  noPermission: 'grant this user the right to pull the repository',
  credentialWanted:
    'check the name of the repository, since many registries answer so for one that does not exist; then add a rule for this registry, or an image pull secret to the Pod',
  imageNotFound: 'check repository and tag; many registries answer 404 where the right to pull is missing',
  rateLimited: 'wait, or pull with a credential that has a higher limit, or through a mirror',
  nameNotFound: "correct the name, or the node's DNS",
};

/** At a mirror, which is shown what the kubelet has for the registry. */
export const MIRROR_REMEDIES: typeof REMEDIES = {
  ...REMEDIES,
  credentialRefused:
    'if the mirror has passwords of its own, add a rule for the same images with its credential, and continue: true to the rule before that; else correct this rule',
};
