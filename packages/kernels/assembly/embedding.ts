/** Embedding rows gathered by id, and gradients added back in the order of the tokens: same bits every time. */
import { addTo } from './reduce';

/** y[i] = weight[ids[i]] */
export function embedding(weight: usize, ids: usize, y: usize, count: i32, width: i32): void {
  const rowBytes = <usize>width << 2;
  for (let i = 0; i < count; i++) {
    memory.copy(y, weight + <usize>i32.load(ids) * rowBytes, rowBytes);
    y += rowBytes;
    ids += 4;
  }
}

/** dWeight[ids[i]] += dy[i], from zero */
export function embeddingGrad(dy: usize, ids: usize, dWeight: usize, count: i32, width: i32, vocabSize: i32): void {
  const rowBytes = <usize>width << 2;
  memory.fill(dWeight, 0, <usize>vocabSize * rowBytes);
  for (let i = 0; i < count; i++) {
    addTo(dWeight + <usize>i32.load(ids) * rowBytes, dy, width);
    dy += rowBytes;
    ids += 4;
  }
}
