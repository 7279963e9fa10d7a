/** Where the arrow keys lead in a grid. Pure. */

export interface Cell {
  row: number;
  column: number;
}

/** Returns the next cell, held inside the grid, or undefined for a key that moves nothing. */
export function moveInGrid(key: string, { row, column }: Cell, rows: number, columns: number): Cell | undefined {
  const hold = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));
  switch (key) {
    case 'ArrowUp':
      return { row: hold(row - 1, rows), column };
    case 'ArrowDown':
      return { row: hold(row + 1, rows), column };
    case 'ArrowLeft':
      return { row, column: hold(column - 1, columns) };
    case 'ArrowRight':
      return { row, column: hold(column + 1, columns) };
    case 'Home':
      return { row, column: 0 };
    case 'End':
      return { row, column: columns - 1 };
    default:
      return undefined;
  }
}
