/**
 * `node bench/soak/heap-diff.ts EARLIER.heapsnapshot LATER.heapsnapshot [--top 15]`: what there is more of, by kind and name of
 * object; for whoever has a slope of the live heap to explain. The monitor writes a snapshot on SIGUSR2.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** V8's own format: one long array of numbers, so many per object, and a table of strings. */
interface Snapshot {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } };
  nodes: number[];
  strings: string[];
}

interface Total {
  count: number;
  bytes: number;
}

/** Strings and code are as many as there are texts: they are told by their kind. */
const BY_KIND = new Set(['string', 'concatenated string', 'sliced string', 'number', 'bigint', 'code', 'hidden']);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { top: { type: 'string', default: '15' } },
});
const [earlier, later] = positionals.map(readTotals);
if (earlier === undefined || later === undefined) {
  throw new Error('heap-diff: two snapshots are needed, the earlier one first.');
}
const changes = [...new Set([...earlier.keys(), ...later.keys()])].map((name) => ({
  name,
  count: (later.get(name)?.count ?? 0) - (earlier.get(name)?.count ?? 0),
  bytes: (later.get(name)?.bytes ?? 0) - (earlier.get(name)?.bytes ?? 0),
}));
changes.sort((left, right) => right.bytes - left.bytes);
const whole = changes.reduce((sum, { bytes }) => sum + bytes, 0);
console.log(`${whole} bytes more`);
for (const { name, count, bytes } of changes.slice(0, Number(values.top))) console.log(`${bytes}\t${count}\t${name}`);

function readTotals(file: string): Map<string, Total> {
  const { snapshot, nodes, strings } = JSON.parse(readFileSync(file, 'utf8')) as Snapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const at = (field: string) => fields.indexOf(field);
  const [type, name, size] = [at('type'), at('name'), at('self_size')];
  const totals = new Map<string, Total>();
  for (let node = 0; node < nodes.length; node += fields.length) {
    const kind = types[0][nodes[node + type] ?? 0] ?? '';
    const key = BY_KIND.has(kind) ? `(${kind})` : `${kind} ${strings[nodes[node + name] ?? 0]}`;
    const total = totals.get(key) ?? { count: 0, bytes: 0 };
    totals.set(key, { count: total.count + 1, bytes: total.bytes + (nodes[node + size] ?? 0) });
  }
  return totals;
}
