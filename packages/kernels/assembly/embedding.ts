/** Embedding rows gathered by id, and gradients added back in the order of the tokens: same bits every time. */
import { addTo } from './reduce';

/** Rows from…to of y[i] = weight[ids[i]] */
export function embedding(
  weight: usize,
  ids: usize,
  y: usize,
  width: i32,
  from: i32,
  to: i32,
  _scratch: usize,
): void {
  const rowBytes = <usize>width << 2;
  for (let i = <usize>from; i < <usize>to; i++) {
    memory.copy(y + i * rowBytes, weight + <usize>i32.load(ids + (i << 2)) * rowBytes, rowBytes);
  }
}

/** Columns from…to of dWeight[ids[i]] += dy[i], from zero: columns, because tokens repeat and threads must not meet. */
export function embeddingGrad(
  dy: usize,
  ids: usize,
  dWeight: usize,
  count: i32,
  width: i32,
  vocabSize: i32,
  from: i32,
  to: i32,
  _scratch: usize,
): void {
  const rowBytes = <usize>width << 2;
  const place = <usize>from << 2;
  const size = to - from;
  for (let id = 0; id < vocabSize; id++) memory.fill(dWeight + <usize>id * rowBytes + place, 0, <usize>size << 2);
  for (let i = <usize>0; i < <usize>count; i++) {
    addTo(dWeight + <usize>i32.load(ids + (i << 2)) * rowBytes + place, dy + i * rowBytes + place, size);
  }
}
