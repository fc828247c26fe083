// The two languages in which a manifest is said: plain YAML with the defaults, for kustomize, and a template of Helm.
// https://helm.sh/docs/chart_template_guide/ and https://kubectl.docs.kubernetes.io/references/kustomize/

import { stringify } from 'yaml';

/** The name of everything, and of the executable. */
export const NAME = 'registry-credential-provider';

/**
 * @param {(path: string) => unknown} defaultOf a value by its path, such as `image.digest`
 * @param {string} image what stands for the image; kustomize's `images` puts another in its place
 */
export const plain = (defaultOf, image) => ({
  /** Text that is only for the chart. */
  chart: () => '',
  /** Text that is only for kustomize. */
  base: (text) => text,
  name: NAME,
  image,
  /** A value in its line. */
  value: (path) => JSON.stringify(defaultOf(path)),
  /** A value in lines of its own, after a colon; `around` is how much further right all of it will stand. */
  block: (path, indent) => `\n${indented(stringify(defaultOf(path), { lineWidth: 0 }), indent)}`,
});

export const helm = {
  chart: (text) => text,
  base: () => '',
  name: `{{ include "${NAME}.name" . }}`,
  image: '{{ printf "%s@%s" .Values.image.repository .Values.image.digest | quote }}',
  // JSON is YAML, whatever is in the text; a number has no exponent.
  value: (path) => `{{ .Values.${path} | toJson }}`,
  block: (path, indent, around = 0) =>
    `\n${' '.repeat(indent)}{{- toYaml .Values.${path} | nindent ${indent + around} }}`,
};

/** A text of many lines. A line on which nothing but an empty value stands is left out. */
export function lines(strings, ...values) {
  const EMPTY = '\0';
  const text = String.raw({ raw: strings }, ...values.map((value) => (value === '' ? EMPTY : value)));
  return text
    .split('\n')
    .filter((line) => line.trim() !== EMPTY)
    .join('\n')
    .replaceAll(EMPTY, '');
}

/** Every line that has something, further to the right. */
export const indented = (text, indent) => text.trimEnd().replaceAll(/^(?=.)/gm, ' '.repeat(indent));
