/** Rules over a picture and its regions, on the raw YAML: every region lies in its picture, and the key can be met. */
import { entriesOf, findRepeated, type Issue, isFields, type RawFields } from '../../compile/rules.ts';
import { findHeight } from './regions.ts';

const PLACES = {
  heatmap: ['row', 'column'],
  curve: ['line', 'x'],
  drawing: ['box', 'label'],
} as const;
type PictureType = keyof typeof PLACES;

/** Returns what a question about a picture has against itself. */
export function findPictureIssues(raw: RawFields): Issue[] {
  const picture = isFields(raw.picture) ? raw.picture : {};
  const types = (Object.keys(PLACES) as PictureType[]).filter((type) => picture[type] !== undefined);
  const [type] = types;
  if (type === undefined || types.length > 1)
    return isFields(raw.picture)
      ? [
          {
            path: ['picture'],
            found: `${types.length} pictures`,
            needed: 'exactly one of heatmap, curve, drawing',
            atKey: true,
          },
        ]
      : [];
  const content = isFields(picture[type]) ? picture[type] : {};
  return [
    ...(type === 'heatmap' ? findMatrixIssues(content) : []),
    ...(type === 'curve' ? findLineIssues(content) : []),
    ...findKeyIssues(raw),
    ...entriesOf(raw.regions).flatMap(({ index, entry }) => findRegionIssues(type, content, entry, index)),
    ...findSamePlaces(type, raw.regions),
  ];
}

function findMatrixIssues({ rows, columns, values }: RawFields): Issue[] {
  if (!Array.isArray(rows) || !Array.isArray(columns) || !Array.isArray(values)) return [];
  const path = ['picture', 'heatmap', 'values'];
  if (values.length !== rows.length) return [{ path, needed: `${rows.length} rows of values, one per row label` }];
  return values.flatMap((row: unknown, index): Issue[] =>
    Array.isArray(row) && row.length !== columns.length
      ? [{ path: [...path, index], needed: `${columns.length} values, one per column label` }]
      : [],
  );
}

function findLineIssues({ lines }: RawFields): Issue[] {
  return entriesOf(lines).flatMap(({ index, entry }) => {
    const points = pointsOf(entry);
    const place = points.findIndex(([x], at) => at > 0 && x <= (points[at - 1]?.[0] ?? x));
    if (place < 0) return [];
    return [{ path: ['picture', 'curve', 'lines', index, 'points', place], needed: 'points from left to right' }];
  });
}

/** At least one right region; one that is wrong too, where all of them are written down. */
function findKeyIssues(raw: RawFields): Issue[] {
  const regions = entriesOf(raw.regions);
  const right = regions.filter(({ entry }) => entry.correct === true).length;
  const needed = 'at least one region with "correct: true" and at least one without';
  const isHeatmap = isFields(raw.picture) && raw.picture.heatmap !== undefined;
  if (regions.length > 0 && right === 0) return [{ path: ['regions'], found: 'no right region', needed, atKey: true }];
  if (!isHeatmap && regions.length > 0 && right === regions.length)
    return [{ path: ['regions'], found: 'only right regions', needed, atKey: true }];
  if (raw.several === true && right === 1)
    return [
      {
        path: ['several'],
        found: 'one right region',
        needed: 'at least two right regions, or no "several"',
        atKey: true,
      },
    ];
  return [];
}

function findRegionIssues(type: PictureType, content: RawFields, region: RawFields, index: number): Issue[] {
  const path = ['regions', index];
  const issues: Issue[] = PLACES[type]
    .filter((field) => region[field] === undefined)
    .map((field) => ({
      path: [...path, field],
      needed: `"${field}": a region of a ${type} is { ${PLACES[type].join(', ')} }`,
    }));
  const foreign = Object.entries(PLACES).flatMap(([other, names]) => (other === type ? [] : [...names]));
  for (const field of foreign)
    if (region[field] !== undefined)
      issues.push({
        path: [...path, field],
        found: `"${field}" in a ${type}`,
        needed: `{ ${PLACES[type].join(', ')} }`,
        atKey: true,
      });
  if (type !== 'heatmap' && region.feedback === undefined)
    issues.push({ path: [...path, 'feedback'], needed: 'a remark { zh, en } for those who pick it' });
  return issues.length > 0 ? issues : findOutside(type, content, region, path);
}

function findOutside(type: PictureType, content: RawFields, region: RawFields, path: Issue['path']): Issue[] {
  if (type === 'heatmap') {
    return (['row', 'column'] as const).flatMap((field): Issue[] => {
      const labels = content[`${field}s`];
      const value = region[field];
      if (!Array.isArray(labels) || typeof value !== 'number' || value <= labels.length) return [];
      return [{ path: [...path, field], needed: `a ${field} from 1 to ${labels.length}` }];
    });
  }
  if (type === 'curve') {
    const lines = entriesOf(content.lines).map(({ entry }) => entry);
    const line = lines.find(({ id }) => id === region.line);
    if (!line)
      return [{ path: [...path, 'line'], needed: `the ID of a line: ${lines.map(({ id }) => id).join(', ')}` }];
    const inside = typeof region.x !== 'number' || findHeight(pointsOf(line), region.x) !== undefined;
    return inside ? [] : [{ path: [...path, 'x'], needed: 'a place between the first and the last point of the line' }];
  }
  const { box } = region;
  const { width, height } = content;
  if (!Array.isArray(box) || !box.every((part) => typeof part === 'number')) return [];
  if (typeof width !== 'number' || typeof height !== 'number') return [];
  const [x = 0, y = 0, w = 0, h = 0] = box;
  if (x >= 0 && y >= 0 && x + w <= width && y + h <= height) return [];
  return [{ path: [...path, 'box'], needed: `a box inside the drawing, which is ${width} × ${height}` }];
}

/** Two regions at one place: nobody could pick the lower one. */
function findSamePlaces(type: PictureType, regions: unknown): Issue[] {
  return findRepeated(regions, (region) =>
    JSON.stringify(PLACES[type].slice(0, type === 'drawing' ? 1 : 2).map((field) => region[field])),
  ).map(({ index, first }) => ({
    path: ['regions', index],
    found: `a region at the place of regions[${first}]`,
    needed: 'another place',
  }));
}

function pointsOf(line: RawFields): [number, number][] {
  if (!Array.isArray(line.points)) return [];
  return line.points.filter(
    (point: unknown): point is [number, number] =>
      Array.isArray(point) && typeof point[0] === 'number' && typeof point[1] === 'number',
  );
}
