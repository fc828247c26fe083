// What a text is that stands where another was expected, by marks that only it has. Nothing of it is shown.

interface Recognised {
  /** `a manifest of a Kubernetes Secret`. */
  readonly is: string;
  /** How to get from it what is wanted, as an imperative clause. */
  readonly hint: string;
}

/** Undefined: it has no such mark. @param key of the Secret's data that is wanted */
export function recognise(text: string, key = '.dockerconfigjson'): Recognised | undefined {
  const [, kind = ''] = /(?:^|[{,])\s*["']?kind["']?\s*:\s*["']?([A-Za-z]+)/m.exec(text) ?? [];
  if (isManifest(text, kind)) {
    return {
      is: `a manifest of Kubernetes (kind ${kind})`,
      hint: `write what is in it: kubectl get ${kind === 'ConfigMap' ? 'configmap' : 'secret'} NAME --output go-template='{{index .data "${key}"${kind === 'ConfigMap' ? '' : ' | base64decode'}}}'`,
    };
  }
  const start = text.trimStart();
  if (/^<(?:!doctype|html|head|body)/i.test(start)) {
    return { is: 'an HTML page', hint: 'get the file again: a login page or a proxy answered' };
  }
  if (start.startsWith('-----BEGIN ')) {
    return { is: 'PEM, as of a key or certificate', hint: 'name the right file' };
  }
  return recogniseBase64(text);
}

const MANIFESTS = ['Secret', 'SecretList', 'List', 'ConfigMap', 'SealedSecret', 'ExternalSecret'];

function isManifest(text: string, kind: string): boolean {
  return (
    MANIFESTS.includes(kind) && /["']?apiVersion["']?\s*:|["']?(?:data|stringData|items)["']?\s*:/.test(text)
  );
}

function recogniseBase64(text: string): Recognised | undefined {
  const compact = text.replace(/\s+/g, '');
  if (compact.length < 8 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(compact)) return undefined;
  const decoded = Buffer.from(compact, 'base64').toString('latin1').trimStart();
  const is = decoded.startsWith('{') ? 'JSON' : decoded.startsWith('-----BEGIN ') ? 'PEM' : undefined;
  return is && { is: `base64 of ${is}`, hint: 'decode it: base64 --decode FILE > NEW-FILE' };
}
