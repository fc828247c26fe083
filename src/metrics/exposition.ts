// Metrics in Prometheus' text format.
// https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format

export interface Metric {
  readonly name: string;
  /** One sentence, for a reader of the page. */
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly samples: readonly Sample[];
}

export interface Sample {
  /** Behind the metric's name: `_bucket`. */
  readonly suffix?: string;
  readonly labels: Labels;
  readonly value: number;
}

export type Labels = Readonly<Record<string, string>>;

/** Of all names, so that they are known among those of others. */
const PREFIX = 'registry_credential_provider_';

/** As its readers ask for it. */
export const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** A metric without samples is left out. */
export function formatMetrics(metrics: readonly Metric[]): string {
  return metrics
    .filter(({ samples }) => samples.length > 0)
    .map(formatMetric)
    .join('');
}

function formatMetric({ name, help, type, samples }: Metric): string {
  const full = `${PREFIX}${name}`;
  const lines = samples.map(
    ({ suffix = '', labels, value }) => `${full}${suffix}${formatLabels(labels)} ${formatValue(value)}`,
  );
  return `${[`# HELP ${full} ${escapeHelp(help)}`, `# TYPE ${full} ${type}`, ...lines].join('\n')}\n`;
}

function formatLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escapeHelp(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

function escapeLabel(text: string): string {
  return escapeHelp(text).replaceAll('"', '\\"');
}

function formatValue(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  return String(value);
}
