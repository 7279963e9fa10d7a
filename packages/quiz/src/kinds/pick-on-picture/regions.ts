/**
 * From an authored picture to what a browser draws and what can be picked. Regions follow from the picture alone and are
 * named in reading order, so that neither their list nor their outlines depend on the key.
 */
import type { LocalText } from '../../question.ts';
import type { AuthoredPicture, AuthoredRegion } from './authored.ts';
import type { Box, Picture, Region } from './public.ts';

export interface Placed {
  region: Region;
  /** What the author wrote about it; a heat map has cells that nothing was written about. */
  authored: AuthoredRegion | undefined;
}

/** Returns the public picture, field by field. */
export function toPicture({ heatmap, curve, drawing }: AuthoredPicture): Picture {
  if (heatmap) {
    const { description, rowTitle, columnTitle, rows, columns, values } = heatmap;
    return { type: 'heatmap', description, rowTitle, columnTitle, rows, columns, values };
  }
  if (curve) {
    const { description, x, y, lines } = curve;
    return { type: 'curve', description, x, y, lines: lines.map(({ name, points }) => ({ name, points })) };
  }
  if (!drawing) throw new Error('pick-on-picture: a picture without content passed its checks');
  const { description, width, height, shapes } = drawing;
  return {
    type: 'drawing',
    description,
    width,
    height,
    shapes: shapes.map((shape) => {
      if ('box' in shape) return shape.text ? { box: shape.box, text: shape.text } : { box: shape.box };
      return 'arrow' in shape ? { arrow: shape.arrow } : { at: shape.at, text: shape.text };
    }),
  };
}

/** Returns everything that can be picked, in reading order. */
export function placeRegions({ heatmap, curve }: AuthoredPicture, authored: readonly AuthoredRegion[]): Placed[] {
  if (heatmap)
    return heatmap.rows.flatMap((_row, row) =>
      heatmap.columns.map((_column, column) => ({
        region: { id: `r${row + 1}c${column + 1}`, row, column },
        authored: authored.find((each) => each.row === row + 1 && each.column === column + 1),
      })),
    );
  if (curve)
    return authored
      .map((each) => {
        const line = curve.lines.findIndex(({ id }) => id === each.line);
        const x = each.x ?? 0;
        return { authored: each, place: { line, x, y: findHeight(curve.lines[line]?.points ?? [], x) ?? 0 } };
      })
      .sort((left, right) => left.place.x - right.place.x || left.place.line - right.place.line)
      .map(({ authored: each, place }, index) => ({ region: { id: `m${index + 1}`, ...place }, authored: each }));
  return authored
    .map((each) => ({ authored: each, box: each.box ?? NO_BOX, label: each.label ?? NO_LABEL })) // there: findIssues
    .sort((left, right) => left.box[1] - right.box[1] || left.box[0] - right.box[0])
    .map(({ authored: each, box, label }, index) => ({ region: { id: `m${index + 1}`, box, label }, authored: each }));
}

const NO_BOX: Box = [0, 0, 1, 1];
const NO_LABEL: LocalText = { zh: '', en: '' };

/** Returns the height of a line at `x`, straight between its points; `undefined` outside of them. */
export function findHeight(points: readonly (readonly [number, number])[], x: number): number | undefined {
  for (const [index, [right, above]] of points.entries()) {
    if (right === x) return above;
    const before = points[index - 1];
    if (before && before[0] < x && x < right)
      return before[1] + ((above - before[1]) * (x - before[0])) / (right - before[0]);
  }
  return undefined;
}
