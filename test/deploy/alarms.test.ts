// The alarms: as Prometheus' own tool accepts them, when each fires and when not, and that each ends in a command of ours.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parse, stringify } from 'yaml';
import type { CommandName } from '../../src/command-line/commands.ts';
import { tokensOf } from '../../src/command-line/tokens.ts';
import { argumentsOf } from '../support/arguments.ts';
import { ROOT } from '../support/executable.ts';
import { findPromtool } from '../support/promtool.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { Unavailable } from '../support/unavailable.ts';
import { whyNoRenderer } from './build.ts';
import type { DeployedObject } from './objects.ts';
import { renderMine } from './operator.ts';
import { DEPLOY, HELMS, NAME, only, renderChart } from './render.ts';

interface PrometheusRule extends DeployedObject {
  readonly kind: 'PrometheusRule';
  readonly spec: { readonly groups: readonly { readonly name: string; readonly rules: readonly Rule[] }[] };
}

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: { readonly summary: string; readonly runbook: string };
}

const promtool = await findPromtool().catch((error: unknown) => {
  if (error instanceof Unavailable) return error;
  throw error;
});
const skip = await whyNoRenderer();

/** As kustomize has them. */
const alarms: PrometheusRule = parse(
  readFileSync(join(DEPLOY, 'components/alarms/prometheus-rule.yaml'), 'utf8'),
);
const rulesOf = ({ spec }: PrometheusRule): readonly Rule[] => spec.groups.flatMap(({ rules }) => rules);

/** One sample a minute, in promtool's words. */
interface Story {
  readonly name: string;
  /** By a metric with its labels. */
  readonly series: Readonly<Record<string, string>>;
  readonly minutes: number;
  /** Labels of the alarms of that name that fire. */
  readonly fires: readonly Readonly<Record<string, string>>[];
}

const OURS = 'registry_credential_provider';
const failing = {
  rule: 'ecr',
  backend: 'ecr',
  result: 'failure',
  code: 'BACKEND_DENIED',
  instance: 'node-1',
};
const labels = (values: object): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}="${value}"`)
    .join(',');

const STORIES: Readonly<Record<string, readonly Story[]>> = {
  PullsFail: [
    {
      name: 'a Pod whose pull is tried again and again',
      series: { [`${OURS}_requests_total{${labels(failing)}}`]: '1 2 3 4 4 4 5 5 5 5 6 6 6 6 6 7 7 7 7 7' },
      minutes: 15,
      fires: [failing],
    },
    {
      name: 'one failure, and one more',
      series: { [`${OURS}_requests_total{${labels(failing)}}`]: '1 1 1 2x30' },
      minutes: 20,
      fires: [],
    },
    {
      name: 'pulls that get a credential',
      series: { [`${OURS}_requests_total{rule="ecr",result="credential"}`]: '0+9x30' },
      minutes: 25,
      fires: [],
    },
  ],
  CredentialsNotRenewed: [
    {
      name: 'pulls with an old credential',
      series: { [`${OURS}_renewal_failures_total{rule="ecr",instance="node-1"}`]: '1 2 3 4x20' },
      minutes: 12,
      fires: [{ rule: 'ecr', instance: 'node-1' }],
    },
    {
      name: 'credentials that are renewed while other processes use the old ones',
      series: { [`${OURS}_cache_outcomes_total{rule="ecr",outcome="old"}`]: '0+5x30' },
      minutes: 25,
      fires: [],
    },
  ],
  CacheUnusable: [
    {
      name: 'a directory that is not used',
      series: { [`${OURS}_cache_outcomes_total{rule="ecr",outcome="off"}`]: '1+1x30' },
      minutes: 25,
      fires: [{ rule: 'ecr', outcome: 'off' }],
    },
    {
      name: 'a cache that works',
      series: { [`${OURS}_cache_outcomes_total{rule="ecr",outcome="hit"}`]: '1+1x30' },
      minutes: 25,
      fires: [],
    },
  ],
  NodeNotAsWanted: [
    {
      name: 'a change that was rolled back',
      series: { [`${OURS}_install_ok{instance="node-1"}`]: '0x60' },
      minutes: 31,
      fires: [{ instance: 'node-1' }],
    },
    {
      name: 'a roll-out that takes a while',
      series: { [`${OURS}_install_ok{instance="node-1"}`]: '0x20 1x30' },
      minutes: 31,
      fires: [],
    },
  ],
  PluginDoesNotRun: [
    ...['', '_total'].map((suffix) => ({
      name: `a plugin that ends with an error, as the kubelet counts it${suffix}`,
      series: {
        [`kubelet_credential_provider_plugin_errors${suffix}{plugin_name="${NAME}",instance="node-1"}`]:
          '0+1x30',
      },
      minutes: 20,
      fires: [{ plugin_name: NAME, instance: 'node-1' }],
    })),
    {
      name: 'the plugin of a vendor',
      series: {
        'kubelet_credential_provider_plugin_errors_total{plugin_name="ecr-credential-provider"}': '0+1x30',
      },
      minutes: 20,
      fires: [],
    },
  ],
  NotMonitored: [
    {
      name: 'a textfile that stays as it is',
      series: { [`${OURS}_last_look_timestamp_seconds{instance="node-1"}`]: '0x60' },
      minutes: 25,
      fires: [{ instance: 'node-1' }],
    },
    {
      name: 'a log that is not followed',
      series: {
        [`${OURS}_last_look_timestamp_seconds`]: '0+60x60',
        [`${OURS}_log_followed{target="none"}`]: '0x60',
      },
      minutes: 25,
      fires: [{ target: 'none' }],
    },
    {
      name: 'a node that is looked at',
      series: {
        [`${OURS}_last_look_timestamp_seconds`]: '0+60x60',
        [`${OURS}_log_followed{target="file"}`]: '1x60',
      },
      minutes: 50,
      fires: [],
    },
  ],
};

test('there are at most six, and each has its stories', () => {
  const names = rulesOf(alarms).map(({ alert }) => alert.replace('RegistryCredentialProvider', ''));
  assert.ok(names.length <= 6);
  assert.deepEqual(names, Object.keys(STORIES));
});

test('each ends in a command of this program', () => {
  for (const { alert, annotations } of rulesOf(alarms)) {
    const [, line = ''] = new RegExp(` exec POD -- ${NAME} (.*)$`).exec(annotations.runbook) ?? [];
    const words = line.split(' ');
    const [command] = tokensOf(words);
    assert.ok(command?.kind === 'positional', alert);
    argumentsOf(command.value as CommandName, words);
  }
});

test('docs/monitoring.md has each, with its command', () => {
  const rows = readFileSync(join(ROOT, 'docs/monitoring.md'), 'utf8').split('\n');
  for (const { alert, annotations } of rulesOf(alarms)) {
    const row = rows.find((line) => line.startsWith(`| \`${alert}\` |`)) ?? '';
    const [, command = ''] = new RegExp(` -- ${NAME} (.*)$`).exec(annotations.runbook) ?? [];
    assert.ok(row.includes(`\`${command}\``), `${alert}: ${command}`);
  }
});

describe('in the chart', { skip }, () => {
  test('there are none without being asked for, nor while it is uninstalled', async () => {
    for (const values of [{}, { prometheusRule: { enabled: true }, uninstall: true }]) {
      const { objects } = await renderChart(values);
      assert.deepEqual(
        objects.filter(({ kind }) => kind === 'PrometheusRule'),
        [],
      );
    }
  });

  for (const helm of HELMS) {
    test(`they have the labels that are given, and the commands of the release's namespace: Helm ${helm}`, async () => {
      const values = { prometheusRule: { enabled: true, labels: { release: 'prometheus' } } };
      const rendered = await renderChart(values, { helm, namespace: 'elsewhere' });
      const object = only<PrometheusRule>(rendered, 'PrometheusRule');
      assert.equal(object.metadata.namespace, 'elsewhere');
      assert.equal(object.metadata.labels?.release, 'prometheus');
      for (const { annotations } of rulesOf(object)) {
        assert.match(annotations.runbook, / kubectl --namespace elsewhere exec POD -- /);
      }
    });
  }

  test('they are those of the component', async (context) => {
    const components = ['../deploy/components/alarms'];
    const rendered = await renderMine(context, { resources: ['../deploy/base'], components });
    assert.deepEqual(only<PrometheusRule>(rendered, 'PrometheusRule').spec, alarms.spec);
    const chart = await renderChart({ prometheusRule: { enabled: true } });
    assert.deepEqual(only<PrometheusRule>(chart, 'PrometheusRule').spec, alarms.spec);
  });
});

test('they are accepted by promtool, and fire when they should', {
  skip: promtool instanceof Unavailable && promtool.message,
}, (context) => {
  if (promtool instanceof Unavailable) return;
  const { write } = temporaryFolder(context);
  const rules = write('rules.yaml', stringify(alarms.spec));
  const { accepts, says } = promtool.run(['check', 'rules', rules]);
  assert.ok(accepts, says);
  const tests = Object.entries(STORIES).flatMap(([alarm, stories]) =>
    stories.map(({ name, series, minutes, fires }) => ({
      name: `${alarm}: ${name}`,
      interval: '1m',
      input_series: Object.entries(series).map(([metric, values]) => ({ series: metric, values })),
      alert_rule_test: [
        {
          eval_time: `${minutes}m`,
          alertname: `RegistryCredentialProvider${alarm}`,
          exp_alerts: fires.map((found) => ({
            exp_labels: { severity: 'warning', ...found },
            exp_annotations: filled(annotationsOf(alarm), found),
          })),
        },
      ],
    })),
  );
  const file = write(
    'tests.yaml',
    stringify({ rule_files: [rules], evaluation_interval: '1m', tests }, { lineWidth: 0 }),
  );
  const result = promtool.run(['test', 'rules', file]);
  assert.ok(result.accepts, result.says);
});

function annotationsOf(alarm: string): Rule['annotations'] {
  const rule = rulesOf(alarms).find(({ alert }) => alert === `RegistryCredentialProvider${alarm}`);
  assert.ok(rule);
  return rule.annotations;
}

/** With the labels in their places, as Prometheus does it. */
function filled(
  annotations: Rule['annotations'],
  found: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(annotations).map(([name, text]) => [
      name,
      text.replace(/\{\{ \$labels\.(\w+) \}\}/g, (_, label: string) => found[label] ?? ''),
    ]),
  );
}
