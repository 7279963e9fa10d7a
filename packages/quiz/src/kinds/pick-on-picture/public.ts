/** What a browser may know of a question whose answer is a place in a picture, and what it answers. */
import type { LocalText, QuestionBase } from '../../question.ts';

/** A matrix of values from 0 to 1, such as attention weights. Every cell can be picked. */
export interface Heatmap {
  type: 'heatmap';
  description: LocalText;
  rowTitle: LocalText;
  columnTitle: LocalText;
  rows: LocalText[];
  columns: LocalText[];
  /** [row][column] */
  values: number[][];
}

/** Curves over one axis, such as losses over steps. Marked points can be picked. */
export interface Curve {
  type: 'curve';
  description: LocalText;
  x: LocalText;
  y: LocalText;
  /** Points from left to right. */
  lines: { name: LocalText; points: [number, number][] }[];
}

/** Boxes, arrows and words. Outlined boxes can be picked. */
export interface Drawing {
  type: 'drawing';
  description: LocalText;
  width: number;
  height: number;
  shapes: Shape[];
}

type Shape =
  | { box: Box; text?: LocalText }
  | { arrow: [x1: number, y1: number, x2: number, y2: number] }
  | { at: [x: number, y: number]; text: LocalText };
export type Box = [x: number, y: number, width: number, height: number];
export type Picture = Heatmap | Curve | Drawing;

/** What can be picked. The list is made from the picture, in reading order; it tells nothing about the key. */
export type Region = { id: string } & (
  | { row: number; column: number }
  | { line: number; x: number; y: number }
  | { box: Box; label: LocalText }
);

export interface PickOnPicturePublic extends QuestionBase<'pick-on-picture'> {
  picture: Picture;
  regions: Region[];
  /** More than one may be picked. */
  several?: true;
}

export interface PickOnPictureResponse {
  kind: 'pick-on-picture';
  /** `id`s of the picked regions, each once. */
  picked: string[];
}
