// What the chart refuses before anything reaches the cluster: what each node would refuse, as far as values tell it.

import { NAME } from './dialects.mjs';

/** As in src/image/docker-hub.ts; test/unit/image/lint.test.ts holds that. */
const OFFICIAL_IMAGES =
  'alpine|amazonlinux|bash|buildpack-deps|busybox|caddy|cassandra|centos|composer|couchdb|debian|' +
  'eclipse-temurin|elasticsearch|fedora|gcc|ghost|golang|gradle|haproxy|hello-world|httpd|kibana|' +
  'logstash|mariadb|maven|memcached|mongo|mysql|nats|nextcloud|nginx|node|openjdk|perl|php|postgres|' +
  'python|rabbitmq|redis|rockylinux|ruby|rust|solr|swift|telegraf|tomcat|ubuntu|varnish|wordpress|' +
  'zookeeper';

/** Where a Secret's entries are placed on the nodes. */
const FOLDER = `/etc/${NAME}`;

/**
 * Signs of a pattern that matches no image, as src/image/lint.ts knows them; test/deploy/chart.test.ts holds that it refuses
 * whatever has one. In Go's syntax, which is JavaScript's too.
 * @type {readonly (readonly [sign: string, problem: string])[]}
 */
export const DEAD_PATTERNS = [
  ['^\\s|\\s$', 'it has white space at its start or end'],
  ['^[A-Za-z][A-Za-z0-9+.-]*://', 'it has a scheme; a pattern begins with the host'],
  ['^/', 'it begins with a slash; a pattern begins with the host'],
  ['^!', 'it begins with "!"; patterns cannot exclude'],
  [',', 'it has a comma; write each pattern as a separate entry'],
  ['@', 'it has a digest or user information'],
  ['[?#]', 'the kubelet ignores what follows "?" and "#"'],
  ['[{}]', 'it has a set of alternatives; the only wildcard is "*"'],
  ['/.*\\*', 'it has a wildcard in the path; the path is compared as a prefix'],
  ['^[^/]*:[0-9]*\\*', 'it has a wildcard in the port'],
  ['^[^/:\\[]*:[^/:]*[^/:0-9][^/:]*$', 'it has a tag; the kubelet asks without tag and digest'],
  ['/[^/:]*:[^/]*$', 'it has a tag; the kubelet asks without tag and digest'],
  ['//', 'it has two slashes in a row'],
  ['/[^%A-Z]*[A-Z]', 'it has upper case in the path; repository names are lower-case'],
  ['^\\.', 'its host begins with a dot'],
  ['^[^/]*\\.\\.', 'a label of its host is empty'],
  ['^(?:[^/:]*\\.)?-', 'a label of its host begins with "-"'],
  ['^[^/:]*-(?:[.:/]|$)', 'a label of its host ends with "-"'],
  ['^[^/]*[^!-~]', 'its host has white space or is not ASCII; image names have the punycode form (xn--)'],
  ['^[^/]*[\\\\"<>^|]', 'its host has a character that no host has'],
  [
    '^\\[[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*\\]:?(?:/|$)',
    'it has an IPv6 address without a port, which the kubelet takes for a set of characters',
  ],
  ['/[._-]', 'a part of its path begins with ".", "_" or "-"'],
  ['/.*[^!-~]', 'it has white space, or is not ASCII, in the path'],
  ['/.*\\.\\.', 'its path has two dots in a row'],
  ['^(?:index|registry-1)\\.docker\\.io$', "Docker Hub's images are named after docker.io"],
  [
    `^docker\\.io/(?:${OFFICIAL_IMAGES})$`,
    'it does not match the official image, which is docker.io/library/NAME; to match an account, end it with a slash',
  ],
  ['^[^/:\\[]*\\.(?:[:/]|$)', 'its host ends with a dot'],
  ['^\\*+$', 'it matches only registries without a dot and without a port, such as localhost'],
];

/** Of tokens for an `identityBinding`, as in src/protocol/known-audiences.ts; test/deploy/chart.test.ts holds that. */
const AKS_BINDING_AUDIENCE = 'api://AKSIdentityBinding';

/** Sections of a rule that may have an `identityBinding`. */
const BINDINGS = ['acr', 'secret.azureKeyVault'];

/** The fields of a rule that name the audience of its tokens. */
const AUDIENCES = [
  'serviceAccountToken.audience',
  'exchange.serviceAccountTokenAudience',
  'secret.vault.serviceAccountTokenAudience',
];

/** Fields whose file nobody but its operator puts on a node; others may name what the node has anyway. */
const OWN_FILES = /(?:username|password|clientSecret|clientCertificate)File$/;

/** Each field of the schema, with its references resolved, that names a file which is read: `acr.azureJson`. */
function filesOf({ properties = {} }, at = '') {
  return Object.entries(properties).flatMap(([name, property]) => {
    const path = at === '' ? name : `${at}.${name}`;
    return property['x-file'] ? [path] : filesOf(property, path);
  });
}

const text = (value) => JSON.stringify(value);

/** @param schema of our configuration, with its references resolved */
export function chartRefusals(schema) {
  const { caFile, rules } = schema.properties;
  const kindsWith = (identity) =>
    Object.keys(rules.items.properties).filter(
      (key) => rules.items.properties[key]['x-identity'] === identity,
    );
  const withoutIdentity = kindsWith('none');
  const ofToken = kindsWith('serviceAccount');
  return `{{- /* What each node would refuse. */}}
{{- define "${NAME}.refusals" -}}
{{- if not (or .Values.existingConfigMap .Values.uninstall) }}
{{- $values := .Values }}
{{- $names := dict }}
${fileRefusal('config', '.Values.config', filesOf({ properties: { caFile } }))}
${logRefusal}
{{- range $index, $rule := .Values.config.rules }}
{{- $at := printf "config.rules[%d]" $index }}
{{- if hasKey $names $rule.name }}
{{- fail (printf "%s.name: another rule has the name %q too" $at $rule.name) }}
{{- end }}
{{- $_ := set $names $rule.name true }}
{{- range $pattern := get $rule "matchImages" | default list }}
{{- range $sign := fromJsonArray ${goText(text(DEAD_PATTERNS))} }}
{{- if regexMatch (index $sign 0) $pattern }}
{{- fail (printf "%s.matchImages: the pattern %q: %s" $at $pattern (index $sign 1)) }}
{{- end }}
{{- end }}
{{- end }}
{{- $isAccount := eq (default "node" (get $rule "identity")) "serviceAccount" }}
{{- if and (get $rule "onMissingServiceAccount") (not $isAccount) }}
{{- fail (printf "%s.onMissingServiceAccount has an effect only with identity: serviceAccount" $at) }}
{{- end }}
{{- if and $isAccount (or ${withoutIdentity.map((kind) => `(hasKey $rule ${text(kind)})`).join(' ')}) }}
{{- fail (printf "%s.identity: ${withoutIdentity.join(' and ')} use no cloud identity; to limit the rule to some service accounts use matchServiceAccounts" $at) }}
{{- end }}
{{- if or ${ofToken.map((kind) => `(hasKey $rule ${text(kind)})`).join(' ')} false }}
{{- if not $isAccount }}
{{- fail (printf "%s.identity: ${ofToken.join(' and ')} needs the token of the Pod's service account: set identity: serviceAccount" $at) }}
{{- end }}
{{- if eq (default "deny" (get $rule "onMissingServiceAccount")) "node" }}
{{- fail (printf "%s.onMissingServiceAccount: ${ofToken.join(' and ')} needs a service account token, and the node has none" $at) }}
{{- end }}
{{- range $pattern := get $rule "matchImages" | default list }}
{{- if contains "*" $pattern }}
{{- fail (printf "%s.matchImages: the pattern %q has a wildcard; with ${ofToken.join(' and ')} the host sees the Pod's token, so name each host in full" $at $pattern) }}
{{- end }}
{{- end }}
{{- end }}
${AUDIENCES.map(audienceRefusal).join('\n')}
${BINDINGS.map(bindingRefusal).join('\n')}
{{- if and $isAccount (eq (default "deny" (get $rule "onMissingServiceAccount")) "deny") (not $values.serviceAccountTokens.enabled) }}
{{- fail (printf "%s.identity: rule %q needs the Pod's service account token; set serviceAccountTokens.enabled" $at $rule.name) }}
{{- end }}
${fileRefusal('$at', '$rule', filesOf(rules.items))}
{{- end }}
{{- end }}
{{- end }}
`;
}

/** What is counted, and shown, is the log's lines in a file; with none the DaemonSet would only say so. */
const logRefusal = `{{- if or .Values.metrics.textfileDirectory .Values.metrics.port .Values.showPulls }}
{{- if not (get (default dict (get .Values.config "log")) "file") }}
{{- fail "metrics and showPulls need the log of the pulls in a file: set config.log.file, for instance /var/log/registry-credential-provider/pulls.json" }}
{{- end }}
{{- end }}`;

/**
 * A rule without a token for its registry gives no credential.
 * @param {string} field of the rule
 */
function audienceRefusal(field) {
  return `{{- with ${fieldAt(field, '$rule')} }}
{{- if and $values.serviceAccountTokens.audiences (not (has . $values.serviceAccountTokens.audiences)) }}
{{- fail (printf "%s.${field}: nodes may not request tokens for %q: add it to serviceAccountTokens.audiences" $at .) }}
{{- end }}
{{- end }}`;
}

/**
 * An identity binding's tokens are for an audience of its own.
 * @param {string} section of the rule
 */
function bindingRefusal(section) {
  return `{{- if hasKey ${objectAt(section.split('.'), '$rule')} "identityBinding" }}
{{- if and $values.serviceAccountTokens.audiences (not (has ${text(AKS_BINDING_AUDIENCE)} $values.serviceAccountTokens.audiences)) }}
{{- fail (printf "%s.${section}.identityBinding: nodes may not request tokens for %q: add it to serviceAccountTokens.audiences" $at ${text(AKS_BINDING_AUDIENCE)}) }}
{{- end }}
{{- end }}`;
}

/** What a path leads to: nothing, where one of its sections is not there. */
function fieldAt(path, from) {
  const [last, ...rest] = path.split('.').reverse();
  return `get ${objectAt(rest.reverse(), from)} ${text(last)}`;
}

function objectAt(names, from) {
  return names.reduce((value, name) => `(default dict (get ${value} ${text(name)}))`, from);
}

/** A raw text of Go's templates. */
function goText(value) {
  if (value.includes('`')) throw new Error('a raw text cannot have this');
  return `\`${value}\``;
}

/** A file in our folder comes from the Secret, which has no folders; of others only the operator knows whether they are there. */
function fileRefusal(at, from, fields) {
  const place = at.startsWith('$') ? at : text(at);
  return fields
    .map((field) => {
      const isOwn = OWN_FILES.test(field);
      return `{{- with ${fieldAt(field, from)} }}
{{- include "${NAME}.file" (dict "values" $values "at" ${place} "field" ${text(field)} "path" . "isOwn" ${isOwn}) }}
{{- end }}`;
    })
    .join('\n');
}

export const chartFile = `{{- /* A file that a rule names, which must come from somewhere. */}}
{{- define "${NAME}.file" -}}
{{- if not (has .path .values.nodeFiles) }}
{{- $where := printf "%s.%s: %s" .at .field .path }}
{{- if hasPrefix "${FOLDER}/" .path }}
{{- if not .values.filesSecret }}
{{- fail (printf "%s is not in a Secret: name the Secret in filesSecret, or add the file to nodeFiles if all nodes have it" $where) }}
{{- end }}
{{- if regexMatch "^${FOLDER}/.*/" .path }}
{{- fail (printf "%s is in a subfolder, but the keys of filesSecret are placed in ${FOLDER}/ itself" $where) }}
{{- end }}
{{- else if .isOwn }}
{{- fail (printf "%s is not in ${FOLDER}/, where the keys of filesSecret are placed; add it to nodeFiles if all nodes have it" $where) }}
{{- end }}
{{- end }}
{{- end }}
`;
