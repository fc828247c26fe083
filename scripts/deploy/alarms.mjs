// The alarms of docs/monitoring.md, as a PrometheusRule of the Prometheus operator. Each ends in a command of ours.
// https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PrometheusRule

import { stringify } from 'yaml';
import { indented, NAME } from './dialects.mjs';

const PREFIX = 'registry_credential_provider_';
const INSTANCE = '{{ $labels.instance }}';

/**
 * @typedef {object} Alarm
 * @property {string} name behind RegistryCredentialProvider
 * @property {string} expr
 * @property {string} pending for how long it must be so
 * @property {string} summary with labels, as Prometheus' templates have them
 * @property {string} runbook what to do, before the command
 * @property {string} command of ours, with its arguments; on the node of the alarm
 */

/** A counter is first seen with its first number, which is then no increase: what fails again is. */
export const ALARMS = [
  {
    name: 'PullsFail',
    expr: `increase(${PREFIX}requests_total{result="failure"}[15m]) > 2`,
    pending: '5m',
    summary: `Pulls by rule {{ $labels.rule }} get no credential on ${INSTANCE}: {{ $labels.code }}`,
    runbook:
      'docs/errors.md says what the code means. The log line of the pull has the message and the image; for that image ask the Pod of the node:',
    command: 'explain --host-root /host IMAGE',
  },
  {
    name: 'CredentialsNotRenewed',
    expr: `increase(${PREFIX}renewal_failures_total[30m]) > 0`,
    pending: '5m',
    summary: `Credentials of rule {{ $labels.rule }} cannot be renewed on ${INSTANCE}: {{ $labels.code }}`,
    runbook:
      'Pulls still get the old credential, and fail when it has expired (next_expiry_timestamp_seconds). What the service answers:',
    command: 'try --host-root /host IMAGE',
  },
  {
    name: 'CacheUnusable',
    expr: `increase(${PREFIX}cache_outcomes_total{outcome="off"}[30m]) > 2`,
    pending: '10m',
    summary: `The node-wide cache cannot be used on ${INSTANCE}: each pull calls its cloud`,
    runbook:
      'Its directory must belong to root, with mode 0700, on a disk that can be written. What is wrong with it:',
    command: 'explain --host-root /host IMAGE',
  },
  {
    name: 'NodeNotAsWanted',
    expr: `${PREFIX}install_ok == 0`,
    pending: '30m',
    summary: `${INSTANCE} does not have what install should have placed, or its kubelet is not healthy with it`,
    runbook: 'The first line says why, docs/daemonset.md what it means:',
    command: 'status --host-root /host --config /config/config.yaml',
  },
  {
    name: 'PluginDoesNotRun',
    expr: `increase({__name__=~"kubelet_credential_provider_plugin_errors(_total)?",plugin_name=~"${NAME}.*"}[15m]) > 2`,
    pending: '5m',
    summary: `The kubelet of ${INSTANCE} gets no answer from {{ $labels.plugin_name }}`,
    runbook:
      'If PullsFail fires for the same node, see there. If not, the executable does not start, takes too long, or has an invalid configuration, so that no line is logged. What the kubelet sees:',
    command: 'try --host-root /host IMAGE',
  },
  {
    name: 'NotMonitored',
    expr: `time() - ${PREFIX}last_look_timestamp_seconds > 300 or ${PREFIX}log_followed == 0`,
    pending: '15m',
    summary: `The metrics of ${INSTANCE} are not those of now, or its pulls are not counted`,
    runbook:
      'If last_look_timestamp_seconds is old, no Pod runs on the node, or it hangs. If it is new, the log of the pulls is not in a file, or cannot be read: kubectl logs POD says why. Whether the configuration is right:',
    command: 'check --host-root /host',
  },
];

/** Each is one of the node that the label says. */
function ruleOf({ name, expr, pending, summary, runbook, command }, namespace) {
  return {
    alert: `RegistryCredentialProvider${name}`,
    expr,
    for: pending,
    labels: { severity: 'warning' },
    annotations: {
      summary,
      runbook: `${runbook} kubectl --namespace ${namespace} exec POD -- ${NAME} ${command}`,
    },
  };
}

/** @param {string} namespace of the Pods */
function groups(namespace) {
  return stringify(
    { groups: [{ name: NAME, rules: ALARMS.map((alarm) => ruleOf(alarm, namespace)) }] },
    { lineWidth: 0 },
  );
}

const head = (
  metadata,
) => `# docs/monitoring.md explains each alarm. POD is the one on the node: kubectl get pods --output wide
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
${metadata}
spec:
`;

/** For kustomize. */
export const prometheusRule = (metadata) => `${head(metadata)}${indented(groups(NAME), 2)}\n`;

/** For Helm, whose templates have the same braces as Prometheus'. */
export const chartPrometheusRule = (
  metadata,
) => `{{- if and .Values.prometheusRule.enabled (not .Values.uninstall) }}
${head(metadata)}${indented(
  groups('NAMESPACE')
    .replaceAll(/\{\{[^}]*\}\}/g, (braces) => `{{ ${JSON.stringify(braces)} }}`)
    .replaceAll('NAMESPACE', '{{ .Release.Namespace }}'),
  2,
)}
{{- end }}
`;
