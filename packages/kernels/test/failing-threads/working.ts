/** A worker that takes one piece of the first job and is never heard of again. */
import { claim, JOB, viewControl } from '../../src/wasm/threads/control.ts';
import { end, port } from './port.ts';

port.onmessage = ({ data }) => {
  const { words } = viewControl(data.control);
  port.postMessage({});
  let job = 0;
  while (job === 0) job = Atomics.load(words, JOB);
  claim(words, job);
  end();
};
