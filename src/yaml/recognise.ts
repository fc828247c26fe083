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
  if (/^[{'"]?\s*["']?\.docker(?:configjson|cfg)["']?\s*:/.test(start)) {
    return {
      is: "the data of a Kubernetes Secret's manifest",
      hint: 'write what is in it: the value of that field, decoded with base64 --decode',
    };
  }
  if (/^<(?:!doctype|html|head|body)/i.test(start)) {
    return { is: 'an HTML page', hint: 'get the file again: a login page or a proxy answered' };
  }
  if (start.startsWith('<?xml')) {
    return { is: 'an XML document', hint: 'get the file again: an object store or a proxy answered' };
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
  const decoded = decodedBase64(text);
  if (decoded === undefined) return undefined;
  const inner = decodedBase64(decoded.toString('latin1'));
  const is = markOf(decoded) ?? (inner && markOf(inner));
  if (is === undefined) return undefined;
  const twice = markOf(decoded) === undefined;
  const steps = `base64 --decode FILE${twice ? ' | base64 --decode' : ''}${is === 'gzip' ? ' | gunzip' : ''}`;
  return { is: `base64 of ${twice ? 'base64 of ' : ''}${is}`, hint: `decode it: ${steps} > NEW-FILE` };
}

function decodedBase64(text: string): Buffer | undefined {
  const compact = text.replace(/\s+/g, '');
  return compact.length < 8 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(compact)
    ? undefined
    : Buffer.from(compact, 'base64');
}

/** What bytes are that were base64; undefined: any, such as a password's. */
function markOf(bytes: Buffer): 'gzip' | 'JSON' | 'PEM' | 'YAML' | undefined {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip';
  const text = bytes.toString('latin1').trimStart();
  if (text.startsWith('{')) return 'JSON';
  if (text.startsWith('-----BEGIN ')) return 'PEM';
  return /^(?:---\s|[A-Za-z]+:\s)[\t\n\r -~]*$/.test(text) ? 'YAML' : undefined;
}
