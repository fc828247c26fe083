// The workload identity pool that GKE makes for the clusters of a project.
// https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity

/**
 * Its name, for which the tokens are: `PROJECT.svc.id.goog`. The domain of a domain-scoped project, `DOMAIN:PROJECT`,
 * comes after its name, since a pool is named as a host is.
 */
export function gkePool(project: string): string {
  const [name, domain] = project.split(':').reverse();
  return `${name}${domain === undefined ? '' : `.${domain}`}.svc.id.goog`;
}
