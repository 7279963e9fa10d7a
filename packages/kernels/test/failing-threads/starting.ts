/** A worker that can't start. */
import { port } from './port.ts';

port.onmessage = () => port.postMessage({ failure: 'it was told to fail' });
