/** A worker that starts and soon ends. */
import { end, port } from './port.ts';

port.onmessage = () => {
  port.postMessage({});
  setTimeout(end, 10);
};
