/** A picture and its regions as an author writes them. Exactly one of heatmap, curve, drawing. */
import { z } from 'zod';
import { fields, id, list, localText, number } from '../../compile/authored.ts';

const NUMBER = 'a number, without quotes';
const SHARE = 'a value from 0 to 1';
const COUNT = 'a whole number from 1, counted as the picture is read';
const BOX = 'a box: [x, y, width, height]';
const MAX_SIDE = 720;
const SIDE = `a length from 40 to ${MAX_SIDE}; at most 340 stays readable on a phone`;
const side = number(SIDE, 40).max(MAX_SIDE, { error: SIDE });
const place = z.int({ error: COUNT }).min(1, { error: COUNT });
const coordinate = number(NUMBER);
const box = z.tuple([coordinate, coordinate, number(BOX, 1), number(BOX, 1)], { error: BOX });

/** What is the same in both languages may be written once. */
const label = z.union(
  [
    localText,
    z
      .string()
      .min(1)
      .transform((text) => ({ zh: text, en: text })),
  ],
  {
    error: 'a text, or { zh, en }',
  },
);

const heatmap = fields(
  {
    description: localText,
    rowTitle: localText,
    columnTitle: localText,
    rows: list(label, 2, 'a list of at least 2 row labels'),
    columns: list(label, 2, 'a list of at least 2 column labels'),
    values: list(
      list(number(SHARE, 0).max(1, { error: SHARE }), 2, 'a row of values from 0 to 1'),
      2,
      'a list of rows of values',
    ),
  },
  'a heat map: { description, rowTitle, columnTitle, rows, columns, values }',
);

const curve = fields(
  {
    description: localText,
    x: localText,
    y: localText,
    lines: list(
      fields(
        {
          id,
          name: localText,
          points: list(
            z.tuple([coordinate, coordinate], { error: 'a point: [x, y]' }),
            2,
            'a list of at least 2 points',
          ),
        },
        'a line: { id, name, points }',
      ),
      1,
      'a list of at least one line',
    ),
  },
  'a curve: { description, x, y, lines }',
);

const SHAPE = 'a shape: { box, text? }, { arrow: [x1, y1, x2, y2] } or { at: [x, y], text }';
const drawing = fields(
  {
    description: localText,
    width: side,
    height: side,
    shapes: list(
      z.union(
        [
          z.strictObject({ box, text: label.optional() }),
          z.strictObject({ arrow: z.tuple([coordinate, coordinate, coordinate, coordinate]) }),
          z.strictObject({ at: z.tuple([coordinate, coordinate]), text: label }),
        ],
        { error: SHAPE },
      ),
      1,
      'a list of shapes',
    ),
  },
  'a drawing: { description, width, height, shapes }',
);

export const pictureField = fields(
  { heatmap: heatmap.optional(), curve: curve.optional(), drawing: drawing.optional() },
  'a picture: one of heatmap, curve, drawing',
);
export type AuthoredPicture = z.output<typeof pictureField>;

export const regionField = fields(
  {
    id: id.optional(),
    /** In a heat map. */
    row: place.optional(),
    column: place.optional(),
    /** On a curve. */
    line: id.optional(),
    x: coordinate.optional(),
    /** In a drawing. */
    box: box.optional(),
    label: label.optional(),
    correct: z.boolean({ error: 'true or false, without quotes' }).default(false),
    feedback: localText.optional(),
  },
  'a region: { row, column }, { line, x } or { box, label }, with correct? and feedback?',
);
export type AuthoredRegion = z.output<typeof regionField>;
