import type { Directory } from '../foundations/directory.ts';
export declare function opfsDirectory(path: string): Promise<Directory>;
