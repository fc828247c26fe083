export function releasedDeploy(
  root: string,
  digest: string,
): Readonly<Record<'chart' | 'kustomize', readonly { readonly name: string; readonly content: string }[]>>;
