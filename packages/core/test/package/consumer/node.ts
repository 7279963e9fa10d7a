import { selectBackend } from '@glassbox/core';
import { trainAndWrite } from './train.ts';

const { name, threads } = await selectBackend();
console.log(JSON.stringify({ backend: name, threads, ...(await trainAndWrite()) }));
