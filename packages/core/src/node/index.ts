import type { Directory } from '../foundations/directory.ts';
export declare function nodeDirectory(path: string): Directory;
