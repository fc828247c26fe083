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

{{- /* Other rules have another name: so they are rolled out node by node, as a new version is. */}}
{{- define "registry-credential-provider.configMap" -}}
{{- if .Values.existingConfigMap }}
{{- .Values.existingConfigMap }}
{{- else }}
{{- printf "%s-config-%s" (include "registry-credential-provider.name" .) (include "registry-credential-provider.config" . | sha256sum | trunc 10) }}
{{- end }}
{{- end }}

{{- /* Where the kubelet's files are; uninstall knows it from the installation. */}}
{{- define "registry-credential-provider.placeOptions" -}}
{{- with .Values.kubelet }}
{{- $options := dict "profile" .profile "kubelet-config" .configPath "kubelet-bin-dir" .binDir "kubelet-version" .version }}
{{- include "registry-credential-provider.options" $options }}
{{- end }}
{{- end }}

{{- /* How it is restarted, and how its health is checked. */}}
{{- define "registry-credential-provider.restartOptions" -}}
{{- with .Values.kubelet }}
{{- $options := dict "restart-command" .restartCommand "log-command" .logCommand }}
{{- $_ := merge $options (dict "health-url" .healthUrl "health-timeout" .healthTimeout) }}
{{- include "registry-credential-provider.options" $options }}
{{- end }}
{{- end }}

{{- /* Those that are not empty, as items of a list. */}}
{{- define "registry-credential-provider.options" -}}
{{- range $option, $value := . }}
{{- with $value }}
- {{ printf "--%s=%s" $option . | toJson }}
{{- end }}
{{- end }}
{{- end }}
