// Texts of a KubeletConfiguration, sound and broken; test/kubelet/ gives them to the kubelet's own loader.

const HEADER = 'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n';
const JSON_HEADER = '"apiVersion": "kubelet.config.k8s.io/v1beta1", "kind": "KubeletConfiguration"';

/** What stands in the file, and what is said: line and words; undefined: nothing. */
export const TEXTS: readonly (readonly [name: string, text: string, said: string | undefined])[] = [
  ['YAML', HEADER, undefined],
  ['JSON', `{${JSON_HEADER}}`, undefined],
  ['fields that no release knows, and one twice', `${HEADER}x: 1\nx: 2\n`, undefined],
  ['JSON with a field twice', `{${JSON_HEADER}, "x": 1, "x": 2}`, undefined],
  ['a field of the wrong type, which is not looked at', `${HEADER}port: no\n`, undefined],
  ['other letters in the names of the two', HEADER.replace('kind', 'Kind'), undefined],
  ['a further document', `${HEADER}---\nkind: Pod\n`, undefined],
  ['nothing', '', '1: it is empty'],
  ['a comment only', '# none\n', '1: it is empty'],
  ['a list', '- a\n', '1: it has no fields'],
  ['a word', 'canary-9d1c\n', '1: it has no fields'],
  ['a bracket that is not closed', `${HEADER}x: [1,\n`, '4: neither YAML nor JSON: '],
  ['a tab', `${HEADER}\tx: 1\n`, '3: neither YAML nor JSON: '],
  ['a brace that is not closed', `{${JSON_HEADER}\n`, ': neither YAML nor JSON: '],
  ['not UTF-8', `${HEADER}x: \xff`, '1: neither YAML nor JSON: not UTF-8 text'],
  [
    'another kind',
    HEADER.replace('KubeletConfiguration', 'canary-9d1c'),
    '2: kind expected KubeletConfiguration, got another value',
  ],
  [
    'no kind',
    'apiVersion: kubelet.config.k8s.io/v1beta1\n',
    '1: kind expected KubeletConfiguration, got nothing',
  ],
  [
    'another version',
    HEADER.replace('v1beta1', 'v1'),
    '1: apiVersion expected kubelet.config.k8s.io/v1beta1, got another value',
  ],
  [
    'no version',
    'kind: KubeletConfiguration\n',
    '1: apiVersion expected kubelet.config.k8s.io/v1beta1, got nothing',
  ],
];
