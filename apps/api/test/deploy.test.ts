/** `deploy/`: files that only a cluster runs are at least right by their schemas, and about this server. */
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parser } from '@prometheus-io/lezer-promql';
import { DCLinter } from 'dclint';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import { CronJob } from 'kubernetes-models/batch/v1/CronJob';
import { Ingress } from 'kubernetes-models/networking.k8s.io/v1/Ingress';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { Namespace } from 'kubernetes-models/v1/Namespace';
import { PersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim';
import { Secret } from 'kubernetes-models/v1/Secret';
import { Service } from 'kubernetes-models/v1/Service';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { createMetrics } from '../src/operations/metrics.ts';

const DEPLOY = fileURLToPath(new URL('../../../deploy/', import.meta.url));
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const readText = (path: string) => readFileSync(`${DEPLOY}${path}`, 'utf8');
const readYaml = (path: string) => parse(readText(path), { merge: true });

/** Every setting that the server knows. */
const SETTINGS = new Set(
  [...readFileSync(`${ROOT}.env.example`, 'utf8').matchAll(/^# ([A-Z][A-Z_]+)=/gm)].map(([, name]) => name),
);

/** Order in the file is for reading, and nobody reads by the alphabet. */
const ORDER_RULES = [
  'service-dependencies-alphabetical-order',
  'service-keys-order',
  'service-ports-alphabetical-order',
  'services-alphabetical-order',
  'top-level-properties-order',
];

/** What dclint says; its own types can't be resolved from here. */
interface Complaint {
  line: number;
  rule: string;
  message: string;
}

describe('compose.yaml', () => {
  const compose = readYaml('compose.yaml');

  test('is right by the Compose schema, and keeps to what dclint asks for', () => {
    // Ports are quoted, with the quotes that the rest of the repository has.
    const orders = Object.fromEntries(ORDER_RULES.map((rule) => [rule, 0 as const]));
    const rules = {
      ...orders, // The proxy is what everybody is meant to reach; 'has Postgres …' below says that it alone is.
      'no-unbound-port-interfaces': 0 as const,
      'no-build-and-image': 0 as const,
      'require-quotes-in-ports': 0 as const,
    };
    const lint = (path: string): Complaint[] =>
      new DCLinter({ rules, quiet: true, debug: false, exclude: [] })
        .lintFiles([path], false)
        .flatMap(({ messages }: { messages: Complaint[] }) => messages);
    expect(lint(`${DEPLOY}compose.yaml`).map(({ rule, message, line }) => `${line}: ${rule}: ${message}`)).toEqual([]);
    const folder = mkdtempSync(join(tmpdir(), 'glassbox-compose-'));
    const wrong = join(folder, 'compose.yaml');
    writeFileSync(wrong, readText('compose.yaml').replace('stop_signal: SIGINT', 'stop_sgnal: SIGINT'));
    expect(lint(wrong)).toMatchObject([{ rule: 'invalid-schema' }]);
    rmSync(folder, { recursive: true });
  });

  test('has Postgres with pgvector, three replicas, a worker and a proxy, and sets only what the server reads', () => {
    expect(compose.services.postgres.image).toContain('pgvector');
    expect(compose.services.app.deploy.replicas).toBe(3);
    for (const name of ['app', 'worker']) {
      const named = Object.keys(compose.services[name].environment);
      expect(named.filter((setting) => !SETTINGS.has(setting))).toEqual([]);
    }
    const open = Object.entries<{ ports?: string[] }>(compose.services).filter(([, { ports = [] }]) =>
      ports.some((port) => !port.startsWith('127.0.0.1:')),
    );
    expect(open.map(([name]) => name)).toEqual(['proxy']);
    expect(readText('haproxy.cfg')).toContain('server-template app 3 app:4321');
    // Without a Host, Node answers 400 and every replica counts as down.
    expect(readText('haproxy.cfg')).toMatch(/http-check send meth GET uri \/api\/ready ver HTTP\/1\.1 hdr Host/);
  });

  test('.env.example names every variable, and the Dockerfile sets only what the server reads', () => {
    const example = readText('.env.example');
    const used = [...readText('compose.yaml').matchAll(/\$\{([A-Z_]+)/g)].map(([, name = '']) => name);
    expect(used.filter((name) => name !== 'GLASSBOX_VERSION' && !example.includes(`${name}=`))).toEqual([]);
    const set = /^ENV (.+)$/m.exec(readText('Dockerfile'))?.[1]?.matchAll(/([A-Z_]+)=/g) ?? [];
    expect([...set].map(([, name]) => name).filter((name) => name !== 'NODE_ENV' && !SETTINGS.has(name))).toEqual([]);
  });
});

interface Manifest {
  kind: string;
  apiVersion: string;
  metadata: { name: string };
  // biome-ignore lint/suspicious/noExplicitAny: what is in it, its schema says
  spec?: any;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  data?: any;
}

describe('kubernetes/', () => {
  const files = globSync('kubernetes/*.yaml', { cwd: DEPLOY }).filter((file) => !file.endsWith('kustomization.yaml'));
  const manifests: Manifest[] = files.flatMap((file) =>
    parseAllDocuments(readText(file)).map((document) => document.toJS() as Manifest),
  );
  const named = (kind: string, name: string) => {
    const found = manifests.find((manifest) => manifest.kind === kind && manifest.metadata.name === name);
    if (found === undefined) throw new Error(`no ${kind} ${name}`);
    return found;
  };

  test('every manifest is right by the schema of its kind', () => {
    expect(manifests.length).toBeGreaterThan(10);
    for (const manifest of manifests) expect(() => validate(manifest), manifest.metadata.name).not.toThrow();
    const wrong = structuredClone(named('Deployment', 'server'));
    wrong.spec.replicas = 'three';
    expect(() => validate(wrong)).toThrow(/replicas/);
  });

  test('kustomization.yaml applies all of them but the example of a secret', () => {
    const { resources } = readYaml('kubernetes/kustomization.yaml');
    const expected = files.map((file) => file.replace('kubernetes/', '')).filter((file) => !file.startsWith('secret.'));
    expect([...resources].sort()).toEqual(expected.sort());
  });

  test('what refers to something refers to what is there', () => {
    const labels = named('Deployment', 'server').spec.template.metadata.labels;
    for (const selector of [
      named('Deployment', 'server').spec.selector.matchLabels,
      named('Service', 'server').spec.selector,
      named('PodDisruptionBudget', 'server').spec.selector.matchLabels,
      named('NetworkPolicy', 'glassbox').spec.podSelector.matchLabels,
    ]) {
      expect(labels).toMatchObject(selector);
    }
    expect(named('HorizontalPodAutoscaler', 'server').spec.scaleTargetRef).toMatchObject({
      kind: 'Deployment',
      name: 'server',
    });
    const ports = named('Deployment', 'server').spec.template.spec.containers[0].ports;
    expect(ports).toEqual([
      { name: 'http', containerPort: 4321 },
      { name: 'metrics', containerPort: 9464 },
    ]);
    expect(named('Service', 'server').spec.ports[0].targetPort).toBe('http');
    expect(Object.keys(named('ConfigMap', 'glassbox').data).filter((name) => !SETTINGS.has(name))).toEqual([]);
  });

  test('a pod has more time to end than it drains and a run gets', () => {
    const drain = Number(named('ConfigMap', 'glassbox').data.DRAIN_SECONDS);
    expect(named('Deployment', 'server').spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(drain + 10);
    expect(named('Deployment', 'worker').spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(20);
  });
});

/** The kinds in use, each with its schema; all of Kubernetes would take seconds to load. */
const MODELS = [
  ConfigMap,
  CronJob,
  Deployment,
  HorizontalPodAutoscaler,
  Ingress,
  Namespace,
  NetworkPolicy,
  PersistentVolumeClaim,
  PodDisruptionBudget,
  Secret,
  Service,
] as unknown as ({ apiVersion: string; kind: string } & (new (data: Manifest) => { validate(): void }))[];

/** Throws what the schema of this kind says against it. */
function validate(manifest: Manifest): void {
  const Model = MODELS.find(({ apiVersion, kind }) => apiVersion === manifest.apiVersion && kind === manifest.kind);
  if (Model === undefined) throw new Error(`no schema for ${manifest.apiVersion} ${manifest.kind}`);
  new Model(manifest).validate();
}

describe('what reads the metrics', () => {
  const dashboard = JSON.parse(readText('grafana/dashboards/glassbox.json'));
  const rules: { alert: string; expr: string; annotations: { runbook: string } }[] = readYaml(
    'prometheus/alerts.yml',
  ).groups.flatMap(({ rules }: { rules: unknown[] }) => rules);
  const shown: string[] = dashboard.panels.flatMap(({ targets }: { targets: { expr: string }[] }) =>
    targets.map(({ expr }) => expr),
  );
  const expressions = [...shown, ...rules.map(({ expr }) => expr)];

  test('every expression of the dashboard and the alerts is PromQL over metrics that the server has', async () => {
    const metrics = createMetrics();
    const queue = { queued: 0, running: 0, waitingSeconds: 0, workers: 0 };
    metrics.watch({
      queue: async () => queue,
      pool: () => ({ total: 0, idle: 0, waiting: 0 }),
      isDraining: () => false,
    });
    const page = await metrics.read();
    const served = new Set(['up']);
    for (const [, name = '', type] of page.matchAll(/^# TYPE (\S+) (\S+)$/gm)) {
      const parts = type === 'histogram' ? ['_bucket', '_count', '_sum'] : [''];
      for (const part of parts) served.add(`${name}${part}`);
    }
    expect(expressions.length).toBeGreaterThan(20);
    const used = expressions.flatMap(metricNames);
    expect([...new Set(used)].filter((name) => !served.has(name))).toEqual([]);
    expect(used).toContain('http_request_duration_seconds_bucket');
    expect(() => metricNames('sum(rate(up[5m])')).toThrow('no PromQL');
  });

  test('every alert points to a heading of the runbook', () => {
    const page = readFileSync(`${ROOT}docs/runbook.md`, 'utf8');
    const anchors = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(' ', '-')
        .replace(/[^\w-]/g, ''),
    );
    for (const { alert, annotations } of rules) {
      expect(anchors, alert).toContain(annotations.runbook.replace('docs/runbook.md#', ''));
    }
  });
});

/** Returns the metrics that an expression reads; throws for one that Prometheus would refuse. */
function metricNames(expression: string): string[] {
  const names: string[] = [];
  parser.parse(expression).iterate({
    enter: ({ type, from, to, node }) => {
      if (type.isError) throw new Error(`no PromQL: ${expression}`);
      if (type.name === 'Identifier' && node.parent?.name === 'VectorSelector') names.push(expression.slice(from, to));
    },
  });
  return names;
}
