import { compute } from './compute.ts';

self.onmessage = async () => self.postMessage(await compute());
