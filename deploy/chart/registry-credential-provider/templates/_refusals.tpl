{{- /* What each node would refuse. */}}
{{- define "registry-credential-provider.refusals" -}}
{{- if not (or .Values.existingConfigMap .Values.uninstall) }}
{{- $values := .Values }}
{{- $names := dict }}
{{- with get .Values.config "caFile" }}
{{- include "registry-credential-provider.file" (dict "values" $values "at" "config" "field" "caFile" "path" . "isOwn" false) }}
{{- end }}
{{- if or .Values.metrics.textfileDirectory .Values.metrics.port .Values.showPulls }}
{{- if not (get (default dict (get .Values.config "log")) "file") }}
{{- fail "metrics and showPulls need the log of the pulls in a file: set config.log.file, for instance /var/log/registry-credential-provider/pulls.json" }}
{{- end }}
{{- end }}
{{- range $index, $rule := .Values.config.rules }}
{{- $at := printf "config.rules[%d]" $index }}
{{- if hasKey $names $rule.name }}
{{- fail (printf "%s.name: another rule has the name %q too" $at $rule.name) }}
{{- end }}
{{- $_ := set $names $rule.name true }}
{{- range $pattern := get $rule "matchImages" | default list }}
{{- range $sign := fromJsonArray `[["^\\s|\\s$","it has white space at its start or end"],["^[A-Za-z][A-Za-z0-9+.-]*://","it has a scheme; a pattern begins with the host"],["^/","it begins with a slash; a pattern begins with the host"],["^!","it begins with \"!\"; patterns cannot exclude"],[",","it has a comma; write each pattern as a separate entry"],["@","it has a digest or user information"],["[?#]","the kubelet ignores what follows \"?\" and \"#\""],["[{}]","it has a set of alternatives; the only wildcard is \"*\""],["/.*\\*","it has a wildcard in the path; the path is compared as a prefix"],["^[^/]*:[0-9]*\\*","it has a wildcard in the port"],["^[^/:\\[]*:[^/:]*[^/:0-9][^/:]*$","it has a tag; the kubelet asks without tag and digest"],["/[^/:]*:[^/]*$","it has a tag; the kubelet asks without tag and digest"],["//","it has two slashes in a row"],["/[^%A-Z]*[A-Z]","it has upper case in the path; repository names are lower-case"],["^\\.","its host begins with a dot"],["^[^/]*\\.\\.","a label of its host is empty"],["^(?:[^/:]*\\.)?-","a label of its host begins with \"-\""],["^[^/:]*-(?:[.:/]|$)","a label of its host ends with \"-\""],["^[^/]*[^!-~]","its host has white space or is not ASCII; image names have the punycode form (xn--)"],["^[^/]*[\\\\\"<>^|]","its host has a character that no host has"],["^\\[[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*\\]:?(?:/|$)","it has an IPv6 address without a port, which the kubelet takes for a set of characters"],["/[._-]","a part of its path begins with \".\", \"_\" or \"-\""],["/.*[^!-~]","it has white space, or is not ASCII, in the path"],["/.*\\.\\.","its path has two dots in a row"],["^(?:index|registry-1)\\.docker\\.io$","Docker Hub's images are named after docker.io"],["^docker\\.io/(?:alpine|amazonlinux|bash|buildpack-deps|busybox|caddy|cassandra|centos|composer|couchdb|debian|eclipse-temurin|elasticsearch|fedora|gcc|ghost|golang|gradle|haproxy|hello-world|httpd|kibana|logstash|mariadb|maven|memcached|mongo|mysql|nats|nextcloud|nginx|node|openjdk|perl|php|postgres|python|rabbitmq|redis|rockylinux|ruby|rust|solr|swift|telegraf|tomcat|ubuntu|varnish|wordpress|zookeeper)$","it does not match the official image, which is docker.io/library/NAME; to match an account, end it with a slash"],["^[^/:\\[]*\\.(?:[:/]|$)","its host ends with a dot"],["^\\*+$","it matches only registries without a dot and without a port, such as localhost"]]` }}
{{- if regexMatch (index $sign 0) $pattern }}
{{- fail (printf "%s.matchImages: the pattern %q: %s" $at $pattern (index $sign 1)) }}
{{- end }}
{{- end }}
{{- end }}
{{- $isAccount := eq (default "node" (get $rule "identity")) "serviceAccount" }}
{{- if and (get $rule "onMissingServiceAccount") (not $isAccount) }}
{{- fail (printf "%s.onMissingServiceAccount has an effect only with identity: serviceAccount" $at) }}
{{- end }}
{{- if and $isAccount (or (hasKey $rule "dockerConfig") (hasKey $rule "static")) }}
{{- fail (printf "%s.identity: dockerConfig and static use no cloud identity; to limit the rule to some service accounts use matchServiceAccounts" $at) }}
{{- end }}
{{- if or (hasKey $rule "serviceAccountToken") false }}
{{- if not $isAccount }}
{{- fail (printf "%s.identity: serviceAccountToken needs the token of the Pod's service account: set identity: serviceAccount" $at) }}
{{- end }}
{{- if eq (default "deny" (get $rule "onMissingServiceAccount")) "node" }}
{{- fail (printf "%s.onMissingServiceAccount: serviceAccountToken needs a service account token, and the node has none" $at) }}
{{- end }}
{{- range $pattern := get $rule "matchImages" | default list }}
{{- if contains "*" $pattern }}
{{- fail (printf "%s.matchImages: the pattern %q has a wildcard; with serviceAccountToken the host sees the Pod's token, so name each host in full" $at $pattern) }}
{{- end }}
{{- end }}
{{- end }}
{{- with get (default dict (get $rule "serviceAccountToken")) "audience" }}
{{- if and $values.serviceAccountTokens.audiences (not (has . $values.serviceAccountTokens.audiences)) }}
{{- fail (printf "%s.serviceAccountToken.audience: nodes may not request tokens for %q: add it to serviceAccountTokens.audiences" $at .) }}
{{- end }}
{{- end }}
{{- with get (default dict (get $rule "exchange")) "serviceAccountTokenAudience" }}
{{- if and $values.serviceAccountTokens.audiences (not (has . $values.serviceAccountTokens.audiences)) }}
{{- fail (printf "%s.exchange.serviceAccountTokenAudience: nodes may not request tokens for %q: add it to serviceAccountTokens.audiences" $at .) }}
{{- end }}
{{- end }}
{{- with get (default dict (get (default dict (get $rule "secret")) "vault")) "serviceAccountTokenAudience" }}
{{- if and $values.serviceAccountTokens.audiences (not (has . $values.serviceAccountTokens.audiences)) }}
{{- fail (printf "%s.secret.vault.serviceAccountTokenAudience: nodes may not request tokens for %q: add it to serviceAccountTokens.audiences" $at .) }}
{{- end }}
{{- end }}
{{- if hasKey (default dict (get $rule "acr")) "identityBinding" }}
{{- if and $values.serviceAccountTokens.audiences (not (has "api://AKSIdentityBinding" $values.serviceAccountTokens.audiences)) }}
{{- fail (printf "%s.acr.identityBinding: nodes may not request tokens for %q: add it to serviceAccountTokens.audiences" $at "api://AKSIdentityBinding") }}
{{- end }}
{{- end }}
{{- if hasKey (default dict (get (default dict (get $rule "secret")) "azureKeyVault")) "identityBinding" }}
{{- if and $values.serviceAccountTokens.audiences (not (has "api://AKSIdentityBinding" $values.serviceAccountTokens.audiences)) }}
{{- fail (printf "%s.secret.azureKeyVault.identityBinding: nodes may not request tokens for %q: add it to serviceAccountTokens.audiences" $at "api://AKSIdentityBinding") }}
{{- end }}
{{- end }}
{{- if and $isAccount (eq (default "deny" (get $rule "onMissingServiceAccount")) "deny") (not $values.serviceAccountTokens.enabled) }}
{{- fail (printf "%s.identity: rule %q needs the Pod's service account token; set serviceAccountTokens.enabled" $at $rule.name) }}
{{- end }}
{{- with get (default dict (get (default dict (get $rule "acr")) "workloadIdentity")) "tokenFile" }}
{{- include "registry-credential-provider.file" (dict "values" $values "at" $at "field" "acr.workloadIdentity.tokenFile" "path" . "isOwn" false) }}
{{- end }}
{{- with get (default dict (get (default dict (get $rule "acr")) "servicePrincipal")) "clientSecretFile" }}
{{- include "registry-credential-provider.file" (dict "values" $values "at" $at "field" "acr.servicePrincipal.clientSecretFile" "path" . "isOwn" true) }}
{{- end }}
{{- with get (default dict (get (default dict (get $rule "acr")) "servicePrincipal")) "clientCertificateFile" }}
{{- include "registry-credential-provider.file" (dict "values" $values "at" $at "field" "acr.servicePrincipal.clientCertificateFile" "path" . "isOwn" true) }}
{{- end }}
{{- with get (default dict (get $rule "acr")) "azureJson" }}
{{- include "registry-credential-provider.file" (dict "values" $values "at" $at "field" "acr.azureJson" "path" . "isOwn" false) }}
{{- end }}
{{- with get (default dict (get (default dict (get $rule "acr")) "identityBinding")) "caFile" }}
{{- include "registry-credential-provider.file" (dict "values" $values "at" $at "field" "acr.identityBinding.caFile" "path" . "isOwn" false) }}
{{- end }}
{{- with get (default dict (get $rule "google")) "credentialFile" }}
{{- include "registry-credential-provider.file" (dict "values" $values "at" $at "field" "google.credentialFile" "path" . "isOwn" false) }}
{{- end }}
{{- with get (default dict (get (default dict (get $rule "exchange")) "subject")) "file" }}
{{- include "registry-credential-provider.file" (dict "values" $values "at" $at "field" "exchange.subject.file" "path" . "isOwn" false) }}
{{- end }}
{{- with get (default dict (get $rule "exchange")) "clientSecretFile" }}
{{- include "registry-credential-provider.file" (dict "values" $values "at" $at "field" "exchange.clientSecretFile" "path" . "isOwn" true) }}
{{- end }}
{{- with get (default dict (get (default dict (get $rule "secret")) "googleSecretManager")) "credentialFile" }}
{{- include "registry-credential-provider.file" (dict "values" $values "at" $at "field" "secret.googleSecretManager.credentialFile" "path" . "isOwn" false) }}
{{- end }}
{{- with get (default dict (get (default dict (get (default dict (get $rule "secret")) "azureKeyVault")) "workloadIdentity")) "tokenFile" }}
{{- include "registry-credential-provider.file" (dict "values" $values "at" $at "field" "secret.azureKeyVault.workloadIdentity.tokenFile" "path" . "isOwn" false) }}
{{- end }}
{{- with get (default dict (get (default dict (get (default dict (get $rule "secret")) "azureKeyVault")) "servicePrincipal")) "clientSecretFile" }}
{{- include "registry-credential-provider.file" (dict "values" $values "at" $at "field" "secret.azureKeyVault.servicePrincipal.clientSecretFile" "path" . "isOwn" true) }}
{{- end }}
{{- with get (default dict (get (default dict (get (default dict (get $rule "secret")) "azureKeyVault")) "servicePrincipal")) "clientCertificateFile" }}
{{- include "registry-credential-provider.file" (dict "values" $values "at" $at "field" "secret.azureKeyVault.servicePrincipal.clientCertificateFile" "path" . "isOwn" true) }}
{{- end }}
{{- with get (default dict (get (default dict (get $rule "secret")) "azureKeyVault")) "azureJson" }}
{{- include "registry-credential-provider.file" (dict "values" $values "at" $at "field" "secret.azureKeyVault.azureJson" "path" . "isOwn" false) }}
{{- end }}
{{- with get (default dict (get (default dict (get (default dict (get $rule "secret")) "azureKeyVault")) "identityBinding")) "caFile" }}
{{- include "registry-credential-provider.file" (dict "values" $values "at" $at "field" "secret.azureKeyVault.identityBinding.caFile" "path" . "isOwn" false) }}
{{- end }}
{{- with get (default dict (get (default dict (get $rule "secret")) "vault")) "caFile" }}
{{- include "registry-credential-provider.file" (dict "values" $values "at" $at "field" "secret.vault.caFile" "path" . "isOwn" false) }}
{{- end }}
{{- with get (default dict (get (default dict (get (default dict (get $rule "secret")) "vault")) "subject")) "file" }}
{{- include "registry-credential-provider.file" (dict "values" $values "at" $at "field" "secret.vault.subject.file" "path" . "isOwn" false) }}
{{- end }}
{{- with get (default dict (get $rule "dockerConfig")) "path" }}
{{- include "registry-credential-provider.file" (dict "values" $values "at" $at "field" "dockerConfig.path" "path" . "isOwn" false) }}
{{- end }}
{{- with get (default dict (get $rule "static")) "usernameFile" }}
{{- include "registry-credential-provider.file" (dict "values" $values "at" $at "field" "static.usernameFile" "path" . "isOwn" true) }}
{{- end }}
{{- with get (default dict (get $rule "static")) "passwordFile" }}
{{- include "registry-credential-provider.file" (dict "values" $values "at" $at "field" "static.passwordFile" "path" . "isOwn" true) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- /* A file that a rule names, which must come from somewhere. */}}
{{- define "registry-credential-provider.file" -}}
{{- if not (has .path .values.nodeFiles) }}
{{- $where := printf "%s.%s: %s" .at .field .path }}
{{- if hasPrefix "/etc/registry-credential-provider/" .path }}
{{- if not .values.filesSecret }}
{{- fail (printf "%s is not in a Secret: name the Secret in filesSecret, or add the file to nodeFiles if all nodes have it" $where) }}
{{- end }}
{{- if regexMatch "^/etc/registry-credential-provider/.*/" .path }}
{{- fail (printf "%s is in a subfolder, but the keys of filesSecret are placed in /etc/registry-credential-provider/ itself" $where) }}
{{- end }}
{{- else if .isOwn }}
{{- fail (printf "%s is not in /etc/registry-credential-provider/, where the keys of filesSecret are placed; add it to nodeFiles if all nodes have it" $where) }}
{{- end }}
{{- end }}
{{- end }}
