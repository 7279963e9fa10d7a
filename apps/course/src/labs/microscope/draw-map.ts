/** Paints a map of shares into a canvas, one pixel per cell, in the colours of the page. */
import { onThemeChange, rampColours } from '../parts/page-colours.ts';
import { rampStep } from '../parts/ramp.ts';

/** Paints now and again whenever the page changes between light and dark; returns how to stop. */
export function drawMap(canvas: HTMLCanvasElement, rows: readonly ArrayLike<number>[]): () => void {
  const paint = () => {
    canvas.width = rows.length;
    canvas.height = rows.length;
    const context = canvas.getContext('2d');
    if (!context) return;
    const colours = rampColours(canvas.parentElement ?? document.body);
    for (const [r, shares] of rows.entries()) {
      for (let c = 0; c <= r; c++) {
        context.fillStyle = colours[rampStep(shares[c] ?? 0)] ?? '';
        context.fillRect(c, r, 1, 1);
      }
    }
  };
  paint();
  return onThemeChange(paint);
}
