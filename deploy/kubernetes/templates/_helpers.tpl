{{- define "snapory.selector" -}}
app.kubernetes.io/name: snapory
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "snapory.labels" -}}
{{ include "snapory.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- define "snapory.port" -}}
{{ get (dict "web" 3000 "api" 5000 "ai" 8000) . }}
{{- end }}

{{- define "snapory.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{/* The configuration of every role. Secrets are files, so that neither `env` nor a crash report shows them. */}}
{{- define "snapory.environment" -}}
- { name: SNAPORY_PUBLIC_URL, value: {{ printf "https://%s" .Values.site | quote }} }
- { name: SNAPORY_TRUSTED_PROXIES, value: {{ join "," .Values.trustedProxies | quote }} }
- { name: SNAPORY_AI_URL, value: {{ printf "http://%s-ai:8000" .Release.Name | quote }} }
- { name: SNAPORY_STORAGE_URL, value: {{ .Values.storage.url | quote }} }
{{- range list "secret_key" "database_url" "redis_url" "storage_access_key" "storage_secret_key" }}
- { name: SNAPORY_{{ upper . }}_FILE, value: /run/secrets/snapory/{{ . }} }
{{- end }}
{{- with .Values.smtp.from }}
- { name: SNAPORY_SMTP_FROM, value: {{ . | quote }} }
- { name: SNAPORY_SMTP_URL_FILE, value: /run/secrets/snapory/smtp_url }
{{- end }}
{{- range $name, $value := .Values.settings }}
- { name: {{ $name }}, value: {{ $value | quote }} }
{{- end }}
{{- end }}

{{/* What every pod of the program is allowed: nothing beyond the "restricted" standard. */}}
{{- define "snapory.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .Values.imagePullSecrets }}
imagePullSecrets: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{ toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile: { type: RuntimeDefault }
volumes:
  - { name: data, emptyDir: { sizeLimit: 10Gi } }   # files on their way to the store
  - { name: tmp, emptyDir: { sizeLimit: 1Gi } }
  - { name: secrets, secret: { secretName: {{ .Values.secret | quote }}, defaultMode: 0440 } }
{{- end }}

{{- define "snapory.container" -}}
image: {{ include "snapory.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
volumeMounts:
  - { name: data, mountPath: /var/lib/snapory }
  - { name: tmp, mountPath: /tmp }
  - { name: secrets, mountPath: /run/secrets/snapory, readOnly: true }
{{- end }}
