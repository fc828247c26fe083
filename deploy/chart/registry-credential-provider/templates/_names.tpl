{{- define "registry-credential-provider.name" -}}
{{ default "registry-credential-provider" .Values.fullnameOverride }}
{{- end }}

{{- define "registry-credential-provider.labels" -}}
app.kubernetes.io/name: registry-credential-provider
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service | quote }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | quote }}
{{- end }}

{{- /* The configuration as a file. */}}
{{- define "registry-credential-provider.config" -}}
{{ toYaml .Values.config }}
{{- end }}

{{- /* Another name for other rules: so they go from node to node, as a new version does. */}}
{{- define "registry-credential-provider.configMap" -}}
{{- if .Values.existingConfigMap }}
{{- .Values.existingConfigMap }}
{{- else }}
{{- printf "%s-config-%s" (include "registry-credential-provider.name" .) (include "registry-credential-provider.config" . | sha256sum | trunc 10) }}
{{- end }}
{{- end }}

{{- define "registry-credential-provider.kubeletOptions" -}}
{{- with .Values.kubelet }}
{{- $options := dict "profile" .profile "kubelet-config" .configPath "kubelet-bin-dir" .binDir "kubelet-version" .version }}
{{- $_ := merge $options (dict "restart-command" .restartCommand "log-command" .logCommand) }}
{{- $_ := merge $options (dict "health-url" .healthUrl "health-timeout" .healthTimeout) }}
{{- range $option, $value := $options }}
{{- with $value }}
- {{ printf "--%s=%s" $option . | toJson }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
