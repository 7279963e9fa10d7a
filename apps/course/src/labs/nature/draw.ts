/** Draws a world on a canvas in the colours of the page: the accent for what moves or holds, ink for what stands. */
import type { Picture, Simulation } from './contract.ts';

export interface Colours {
  ground: string;
  line: string;
  ink: string;
  accent: string;
}

export interface Size {
  width: number;
  height: number;
}

/** Below this width the road lies above its past instead of beside it. */
const NARROW = 520;
const ICE_LEVEL = 7;
const TURN_LEVELS = 7;
const BIRD = 5;

/** Height of the canvas for a width, in CSS pixels. */
export function heightFor(simulation: Simulation, width: number): number {
  switch (simulation) {
    case 'traffic':
      return Math.round(width < NARROW ? width * 1.2 : width * 0.44);
    case 'vortex':
      return Math.round(width * 0.4);
    default:
      return Math.round(Math.min(width, 380));
  }
}

export function draw(context: CanvasRenderingContext2D, size: Size, picture: Picture, colours: Colours): void {
  context.globalAlpha = 1;
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, size.width, size.height);
  switch (picture.kind) {
    case 'traffic':
      drawTraffic(context, size, picture, colours);
      break;
    case 'snowflake':
      drawSnowflake(context, size, picture, colours);
      break;
    case 'flock':
      drawFlock(context, size, picture, colours);
      break;
    case 'vortex':
      drawVortex(context, size, picture, colours);
  }
}

type Of<K extends Picture['kind']> = Extract<Picture, { kind: K }>;

/** The ring from above, and the road's past: every row is one step, cars drive to the right. */
function drawTraffic(context: CanvasRenderingContext2D, size: Size, picture: Of<'traffic'>, colours: Colours): void {
  const narrow = size.width < NARROW;
  const side = narrow ? size.width * 0.56 : size.height;
  const centre = { x: narrow ? size.width / 2 : side / 2, y: side / 2 };
  const radius = Math.max(0, side / 2 - 14);
  context.strokeStyle = colours.line;
  context.lineWidth = 9;
  context.beginPath();
  context.arc(centre.x, centre.y, radius, 0, 2 * Math.PI);
  context.stroke();
  const car = Math.max(2, Math.min(5, (Math.PI * radius) / picture.length));
  picture.cells.forEach((cell, index) => {
    const angle = (2 * Math.PI * cell) / picture.length - Math.PI / 2;
    tint(context, picture.speeds[index] ?? 0, picture.maxSpeed, colours);
    context.beginPath();
    context.arc(centre.x + radius * Math.cos(angle), centre.y + radius * Math.sin(angle), car, 0, 2 * Math.PI);
    context.fill();
  });
  const box = narrow
    ? { x: 8, y: side + 4, width: size.width - 16, height: size.height - side - 12 }
    : { x: side + 12, y: 8, width: size.width - side - 20, height: size.height - 16 };
  drawPast(context, box, picture, colours);
}

function drawPast(
  context: CanvasRenderingContext2D,
  box: Size & { x: number; y: number },
  { past, rows, length, maxSpeed }: Of<'traffic'>,
  colours: Colours,
): void {
  const rowHeight = box.height / 120;
  for (let level = 1; level <= maxSpeed + 1; level++) {
    tint(context, level - 1, maxSpeed, colours);
    for (let index = 0; index < rows * length; index++) {
      if (past[index] !== level) continue;
      const [x, y] = [index % length, Math.floor(index / length)];
      cellRect(context, box, { x, y, wide: box.width / length, high: rowHeight });
    }
  }
  context.globalAlpha = 1;
}

/** Standing cars in ink, slow ones in the full accent, fast ones paler. */
function tint(context: CanvasRenderingContext2D, speed: number, maxSpeed: number, { ink, accent }: Colours): void {
  context.fillStyle = speed === 0 ? ink : accent;
  context.globalAlpha = speed === 0 ? 1 : 0.9 - (0.5 * (speed - 1)) / Math.max(1, maxSpeed - 1);
}

function drawSnowflake(
  context: CanvasRenderingContext2D,
  size: Size,
  picture: Of<'snowflake'>,
  colours: Colours,
): void {
  const { radius, levels } = picture;
  const side = 2 * radius + 1;
  const cell = Math.min(size.width, size.height) / (side + 1);
  for (let level = 1; level <= ICE_LEVEL; level++) {
    context.fillStyle = level === ICE_LEVEL ? colours.accent : colours.line;
    context.globalAlpha = level === ICE_LEVEL ? 1 : level / ICE_LEVEL;
    for (let index = 0; index < levels.length; index++) {
      if (levels[index] !== level) continue;
      const [q, r] = [(index % side) - radius, Math.floor(index / side) - radius];
      const x = size.width / 2 + cell * (q + r / 2);
      const y = size.height / 2 + cell * (Math.sqrt(3) / 2) * r;
      context.fillRect(x - cell / 2, y - cell / 2, cell, cell);
    }
  }
  context.globalAlpha = 1;
}

function drawFlock(context: CanvasRenderingContext2D, size: Size, picture: Of<'flock'>, colours: Colours): void {
  const side = Math.min(size.width, size.height);
  const scale = side / picture.size;
  const left = (size.width - side) / 2;
  context.strokeStyle = colours.line;
  context.lineWidth = 1;
  context.strokeRect(left + 0.5, 0.5, side - 1, side - 1);
  context.fillStyle = colours.accent;
  for (let bird = 0; bird < picture.places.length; bird += 2) {
    const x = left + scale * (picture.places[bird] ?? 0);
    const y = scale * (picture.places[bird + 1] ?? 0);
    const angle = Math.atan2(picture.velocities[bird + 1] ?? 0, picture.velocities[bird] ?? 0);
    context.beginPath();
    context.moveTo(x + 1.5 * BIRD * Math.cos(angle), y + 1.5 * BIRD * Math.sin(angle));
    context.lineTo(x + BIRD * Math.cos(angle + 2.5), y + BIRD * Math.sin(angle + 2.5));
    context.lineTo(x + BIRD * Math.cos(angle - 2.5), y + BIRD * Math.sin(angle - 2.5));
    context.fill();
  }
}

/** What turns one way in the accent, the other way in ink. */
function drawVortex(context: CanvasRenderingContext2D, size: Size, picture: Of<'vortex'>, colours: Colours): void {
  const { width, height, whirls, solid } = picture;
  const box = { x: 0, y: 0, width: size.width, height: size.height };
  const cell = { wide: size.width / width, high: size.height / height };
  for (let level = -TURN_LEVELS; level <= TURN_LEVELS; level++) {
    if (level === 0) continue;
    context.fillStyle = level > 0 ? colours.accent : colours.ink;
    context.globalAlpha = Math.abs(level) / TURN_LEVELS;
    for (let index = 0; index < whirls.length; index++) {
      if (whirls[index] !== level || solid[index] === 1) continue;
      cellRect(context, box, { x: index % width, y: Math.floor(index / width), ...cell });
    }
  }
  context.globalAlpha = 1;
  context.fillStyle = colours.ink;
  for (let index = 0; index < solid.length; index++) {
    if (solid[index] === 1) cellRect(context, box, { x: index % width, y: Math.floor(index / width), ...cell });
  }
}

/** Edges on whole pixels, so that no seams show. */
function cellRect(
  context: CanvasRenderingContext2D,
  box: { x: number; y: number },
  { x, y, wide, high }: { x: number; y: number; wide: number; high: number },
): void {
  const [left, top] = [Math.round(box.x + x * wide), Math.round(box.y + y * high)];
  const [right, bottom] = [Math.round(box.x + (x + 1) * wide), Math.round(box.y + (y + 1) * high)];
  context.fillRect(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
}
