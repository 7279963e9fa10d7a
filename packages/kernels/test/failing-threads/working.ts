/** A worker that takes one piece of a job and is never heard of again. */
import { claim, JOB, viewControl } from '../../src/wasm/threads/control.ts';
import { end, port } from './port.ts';

port.onmessage = ({ data }) => {
  const { words } = viewControl(data.control);
  port.postMessage({});
  let taken = 0;
  while (taken === 0) taken = claim(words, Atomics.load(words, JOB));
  end();
};
