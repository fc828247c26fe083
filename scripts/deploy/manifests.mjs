// The objects that put this plugin on the nodes of a cluster, in the dialect that is asked for: the DaemonSet, and what it needs.
// https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/

import { chartPrometheusRule, prometheusRule } from './alarms.mjs';
import { indented, lines, NAME } from './dialects.mjs';

/** Where the image has the executable. */
const EXECUTABLE = `/usr/local/bin/${NAME}`;
const HOST_ROOT = '/host';

/** A label of its own for whose Pods these are; it never changes, since a DaemonSet's selector cannot. */
const selector = (dialect) => lines`
app.kubernetes.io/name: ${NAME}
${dialect.chart('app.kubernetes.io/instance: {{ .Release.Name | quote }}')}`;

const labels = (dialect) =>
  dialect.chart(`{{- include "${NAME}.labels" . | nindent 4 }}`) ||
  dialect.base(`app.kubernetes.io/name: ${NAME}`);

const metadata = (dialect, name = dialect.name) => lines`metadata:
  name: ${name}
  ${dialect.chart('namespace: {{ .Release.Namespace }}')}
  labels:
    ${labels(dialect)}`;

export const serviceAccount = (
  dialect,
) => `# Nothing is granted to it, and its token is in no Pod: the API server is not asked for anything.
apiVersion: v1
kind: ServiceAccount
${metadata(dialect)}
automountServiceAccountToken: false
`;

/** @param {string} version of the executable, which the Pods of the base bear as a label */
export const daemonSet = (dialect, version) => {
  const { chart, base, value, block, name } = dialect;
  return lines`${chart(`{{- include "${NAME}.refusals" . }}`)}
apiVersion: apps/v1
kind: DaemonSet
${metadata(dialect)}
spec:
  selector:
    matchLabels:${atDepth(selector(dialect), 6)}
  # A Pod is ready while its node has this version and these rules, and its kubelet is healthy. The Pod of a node on which
  # the change was rolled back is not, and counts as unavailable: no further node is changed until it is ready.
  updateStrategy:
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: ${value('maxUnavailable')}
  minReadySeconds: ${value('minReadySeconds')}
  template:
    metadata:
      labels:${atDepth(selector(dialect), 8)}
        # Which version the node is asked to have: kubectl get pods -L app.kubernetes.io/version
        app.kubernetes.io/version: ${base(JSON.stringify(version))}${chart('{{ .Chart.AppVersion | quote }}')}
        ${chart('{{- with .Values.podLabels }}\n        {{- toYaml . | nindent 8 }}\n        {{- end }}')}
      ${chart('{{- with .Values.podAnnotations }}\n      annotations:\n        {{- toYaml . | nindent 8 }}\n      {{- end }}')}
    spec:
      serviceAccountName: ${name}
      automountServiceAccountToken: false
      ${chart('{{- with .Values.imagePullSecrets }}\n      imagePullSecrets:\n        {{- toYaml . | nindent 8 }}\n      {{- end }}')}
      priorityClassName: ${value('priorityClassName')}
      # The kubelet's health endpoint is on the node's loopback network. It also lets the Pod start before the cluster's
      # network does, whose images may be among those that need this plugin.
      hostNetwork: true
      # systemctl fails where it cannot see the process id of systemd at the other end of its socket.
      hostPID: true
      # Only programs of the node look names up, with the node's own files.
      dnsPolicy: Default
      enableServiceLinks: false
      nodeSelector:${block('nodeSelector', 8)}
      affinity:${block('affinity', 8)}
      tolerations:${block('tolerations', 8)}
      # A change that is in progress is finished or rolled back.
      terminationGracePeriodSeconds: ${value('terminationGracePeriodSeconds')}
      ${chart(uninstalling(dialect))}
      containers:
${agent(dialect)}
      volumes:
        - name: host
          hostPath:
            path: /
            type: Directory
        ${chart('{{- if not .Values.uninstall }}')}
        - name: config
          configMap:
            name: ${base(`${NAME}-config`)}${chart(`{{ include "${NAME}.configMap" . }}`)}
        ${chart(`{{- with .Values.filesSecret }}
${indented(filesVolume('{{ . }}'), 8)}
        {{- end }}
        {{- if .Values.dryRun }}
        # The result of the dry run, for the Pod's own probe; nothing of it is on the node.
        - name: dry-run
          emptyDir: {}
        {{- end }}
        {{- end }}`)}
`;
};

const filesVolume = (secret) => `- name: files
  secret:
    secretName: ${secret}
    defaultMode: 0400`;

const filesMount = `- name: files
  mountPath: /files
  readOnly: true`;

const resultMount = `- name: dry-run
  mountPath: /dry-run`;

const RESULT_OPTION = '--dry-run-result=/dry-run/result.json';
const FILES_OPTION = '--files=/files';
const CONFIG_OPTION = '--config=/config/config.yaml';

const optionsFrom = (template) => `{{- with include "${NAME}.${template}" . | trim }}
{{- . | nindent 12 }}
{{- end }}`;
const placeOptions = optionsFrom('placeOptions');
const noRestart = `{{- if not .Values.kubelet.restart }}
- --no-restart
{{- end }}`;
const restartOptions = optionsFrom('restartOptions');

/** The container that stays. In the chart it is also the one that stays when all is taken off the nodes. */
const agent = (dialect) => {
  const { chart } = dialect;
  return container(dialect, 'agent', {
    args: lines`${chart('{{- if .Values.uninstall }}')}
${chart(uninstallArgs(dialect))}
${chart('{{- else }}')}
- install
- --host-root=${HOST_ROOT}
# It keeps running, and installs again when the rules, the files or the node's own files change. The kubelet is restarted
# only when its configuration has changed.
- --watch
- ${CONFIG_OPTION}
${chart(`{{- if .Values.dryRun }}
- --dry-run
- ${RESULT_OPTION}
{{- end }}
${noRestart}
{{- if .Values.filesSecret }}
- ${FILES_OPTION}
{{- end }}
{{- if .Values.serviceAccountTokens.enabled }}
- --tokens
{{- range $cloud, $audience := .Values.serviceAccountTokens.cloudAudiences }}
- {{ printf "--audience=%s=%s" $cloud $audience | quote }}
{{- end }}
{{- end }}
{{- range .Values.kubelet.replace }}
- {{ printf "--replace=%s" . | quote }}
{{- end }}
{{- if .Values.kubelet.acceptLoss }}
- --accept-loss
{{- end }}
{{- if eq .Values.link "none" }}
- --no-link
{{- else if .Values.link }}
- {{ printf "--link=%s" .Values.link | quote }}
{{- end }}
{{- with .Values.metrics.textfileDirectory }}
- {{ printf "--metrics-dir=%s" . | toJson }}
{{- end }}
{{- with .Values.metrics }}
{{- if .port }}
- {{ printf (ternary "--metrics-listen=[%s]:%d" "--metrics-listen=%s:%d" (contains ":" .address)) .address (int .port) | toJson }}
{{- end }}
{{- end }}
{{- if .Values.showPulls }}
- --show-pulls
{{- end }}
${placeOptions}
${restartOptions}
{{- end }}`)}`,
    mounts: lines`${chart('{{- if not .Values.uninstall }}')}
- name: config
  mountPath: /config
  readOnly: true
${chart(`{{- if .Values.filesSecret }}
${filesMount}
{{- end }}
{{- if .Values.dryRun }}
${resultMount}
{{- end }}
{{- end }}`)}`,
    probe: lines`${chart('{{- if not .Values.uninstall }}')}
# Whether the node has this version, these rules and these files, and its kubelet has read them; in a dry run, whether the
# run would be refused. The Pod's events have the reason: kubectl describe pod.
readinessProbe:
  exec:
    command:
      - ${EXECUTABLE}
      - status
      - --host-root=${HOST_ROOT}
      - ${CONFIG_OPTION}
      ${chart(`{{- if .Values.filesSecret }}
      - ${FILES_OPTION}
      {{- end }}
      {{- if .Values.dryRun }}
      - ${RESULT_OPTION}
      {{- end }}`)}
  periodSeconds: 10
  timeoutSeconds: 10
  failureThreshold: 1
${chart('{{- end }}')}`,
  });
};

/** Takes this plugin off the node, before the container that only stays: until it has, the Pod is not ready. */
const uninstallContainer = (dialect) =>
  container(dialect, 'uninstall', {
    args: lines`- uninstall
- --host-root=${HOST_ROOT}
${dialect.chart(`${noRestart}
${restartOptions}`)}`,
    mounts: '',
    probe: '',
  });

const uninstallArgs = ({ chart }) => lines`- uninstall
- --host-root=${HOST_ROOT}
- --watch
${chart(`${noRestart}
${restartOptions}`)}`;

const uninstalling = (dialect) => `{{- if .Values.uninstall }}
      initContainers:
${uninstallContainer(dialect)}
      {{- end }}`;

/** The same for kustomize, as a patch of the base. */
export const uninstallPatch = (dialect) => `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: ${NAME}
spec:
  template:
    spec:
      initContainers:
${uninstallContainer(dialect)}
      containers:
        # It has nothing left to do, and keeps running.
        - name: agent
          args:${atDepth(uninstallArgs(dialect), 12)}
          readinessProbe: null
`;

const container = (dialect, name, { args, mounts, probe }) =>
  indented(
    lines`- name: ${name}
  image: ${dialect.image}
  imagePullPolicy: ${dialect.value('image.pullPolicy')}
  command:
    - ${EXECUTABLE}
  args:${atDepth(args, 4)}
  ${probe === '' ? '' : indented(probe, 2).trimStart()}
  resources:${dialect.block('resources', 4, DEPTH)}
  # When it exits by itself, its last lines are in the Pod's status: kubectl get pod -o yaml.
  terminationMessagePolicy: FallbackToLogsOnError
  securityContext:${atDepth(privileges, 4)}
  volumeMounts:
    - name: host
      mountPath: ${HOST_ROOT}
      # What the node mounts later is visible here too.
      mountPropagation: HostToContainer
    ${mounts === '' ? '' : indented(mounts, 4).trimStart()}`,
    DEPTH,
  );

/** Of a container in its object. */
const DEPTH = 8;

/** docs/daemonset.md says what fails without each. */
const privileges = `# The files belong to root and must stay so: the kubelet runs the executable as root.
runAsUser: 0
runAsGroup: 0
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop:
    - ALL
  add:
    # The change is made inside the node's own root file system, with the node's own programs.
    - SYS_CHROOT
    # Files of other users are read and replaced: a distribution's files do not all belong to root.
    - DAC_OVERRIDE
    # A file keeps its owner and its mode.
    - CHOWN
    - FOWNER
    # /proc shows the kubelet's executable, folder and namespaces only to a process that may trace it.
    - SYS_PTRACE
seccompProfile:
  type: RuntimeDefault
# The profile of containers forbids what this Pod is for: writing to the node, talking to its systemd.
appArmorProfile:
  type: Unconfined
# The same for SELinux; a node without it does not look at this.
seLinuxOptions:
  type: spc_t`;

/** Lines below a key, which stands before them. */
function atDepth(text, indent) {
  return `\n${indented(text.replace(/^\n/, ''), indent)}`;
}

/** What the templates of the chart share. */
export const chartNames = `{{- define "${NAME}.name" -}}
{{ default "${NAME}" .Values.fullnameOverride }}
{{- end }}

{{- define "${NAME}.labels" -}}
app.kubernetes.io/name: ${NAME}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service | quote }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | quote }}
{{- end }}

{{- /* The configuration as a file. */}}
{{- define "${NAME}.config" -}}
{{ toYaml .Values.config }}
{{- end }}

{{- /* Other rules have another name: so they are rolled out node by node, as a new version is. */}}
{{- define "${NAME}.configMap" -}}
{{- if .Values.existingConfigMap }}
{{- .Values.existingConfigMap }}
{{- else }}
{{- printf "%s-config-%s" (include "${NAME}.name" .) (include "${NAME}.config" . | sha256sum | trunc 10) }}
{{- end }}
{{- end }}

{{- /* Where the kubelet's files are; uninstall knows it from the installation. */}}
{{- define "${NAME}.placeOptions" -}}
{{- with .Values.kubelet }}
{{- $options := dict "profile" .profile "kubelet-config" .configPath "kubelet-bin-dir" .binDir "kubelet-version" .version }}
{{- include "${NAME}.options" $options }}
{{- end }}
{{- end }}

{{- /* How it is restarted, and how its health is checked. */}}
{{- define "${NAME}.restartOptions" -}}
{{- with .Values.kubelet }}
{{- $options := dict "restart-command" .restartCommand "log-command" .logCommand }}
{{- $_ := merge $options (dict "health-url" .healthUrl "health-timeout" .healthTimeout) }}
{{- include "${NAME}.options" $options }}
{{- end }}
{{- end }}

{{- /* Those that are not empty, as items of a list. */}}
{{- define "${NAME}.options" -}}
{{- range $option, $value := . }}
{{- with $value }}
- {{ printf "--%s=%s" $option . | toJson }}
{{- end }}
{{- end }}
{{- end }}
`;

export const chartConfigMap = (dialect) => `{{- if not (or .Values.existingConfigMap .Values.uninstall) }}
apiVersion: v1
kind: ConfigMap
${metadata(dialect, `{{ include "${NAME}.configMap" . }}`)}
# A change by hand would reach all nodes at the same time.
immutable: true
data:
  config.yaml: |
    {{- include "${NAME}.config" . | nindent 4 }}
{{- end }}
`;

export const alarms = (dialect) => prometheusRule(metadata(dialect));

export const chartAlarms = (dialect) =>
  chartPrometheusRule(
    `${metadata(dialect)}
    {{- with .Values.prometheusRule.labels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}`,
  );

/** As \`generate rbac\` prints it, but for the names of the service accounts. */
export const chartRbac = `{{- if and .Values.serviceAccountTokens.enabled .Values.serviceAccountTokens.audiences (not .Values.uninstall) }}
{{- $name := printf "%s-token-audiences" (include "${NAME}.name" .) }}
# Kubelets from 1.33 on may ask the API server for a service account's token only for audiences that they are granted
# here, or that the Pod's own volumes name. Without the grant a pull gets no credential, and only the kubelet's log says so.
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: {{ $name }}
  labels:
    {{- include "${NAME}.labels" . | nindent 4 }}
rules:
  {{- range .Values.serviceAccountTokens.audiences }}
  - apiGroups: [""]
    resources: [{{ . | toJson }}]
    verbs: ["request-serviceaccounts-token-audience"]
  {{- end }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: {{ $name }}
  labels:
    {{- include "${NAME}.labels" . | nindent 4 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: {{ $name }}
subjects:
  # Every node: the API server itself checks which Pods run on a node, and so which tokens it may request.
  - apiGroup: rbac.authorization.k8s.io
    kind: Group
    name: system:nodes
{{- end }}
`;

export const chartNotes = `{{- $name := include "${NAME}.name" . -}}
{{- if .Values.uninstall -}}
${NAME} is being uninstalled from the nodes, one after the other. Wait for the last one, then delete the release:

  kubectl --namespace {{ .Release.Namespace }} rollout status daemonset/{{ $name }}
  helm --namespace {{ .Release.Namespace }} uninstall {{ .Release.Name }}
{{- else if .Values.dryRun -}}
This is a dry run: no node is changed. The log of each node's Pod says what would be changed there. A Pod that is not ready
is on a node that would refuse the installation; its events say why. Go on when all Pods are ready:

  kubectl --namespace {{ .Release.Namespace }} rollout status daemonset/{{ $name }}

  kubectl --namespace {{ .Release.Namespace }} logs --selector app.kubernetes.io/instance={{ .Release.Name }} --tail -1 --prefix

An upgrade without dryRun then installs node by node.
{{- else -}}
${NAME} is being installed node by node. The roll-out stops at a node that refuses it. To watch it:

  kubectl --namespace {{ .Release.Namespace }} rollout status daemonset/{{ $name }}
  kubectl --namespace {{ .Release.Namespace }} get pods --selector app.kubernetes.io/instance={{ .Release.Name }} --output wide

Why a Pod is not ready:

  kubectl --namespace {{ .Release.Namespace }} describe pod NAME
  kubectl --namespace {{ .Release.Namespace }} logs NAME

Deleting the release does not change the nodes. To uninstall from them first, set uninstall: true.
{{- end }}
`;
