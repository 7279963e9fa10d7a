/** The shipped pipeline's world, made of the options that lie beside its models. */
import {
  createWorld,
  type Language,
  questions,
  type World,
  type WorldOptions,
  type WorldQuestion,
} from '@glassbox/core/world';
import { type Gloss, glossOf } from './gloss.ts';

export interface ClosedWorld {
  world: World;
  language: Language;
  all: readonly WorldQuestion[];
  gloss: Gloss;
}

/** `json` is the text of `pipeline/world.json`. */
export function openWorld(json: string): ClosedWorld {
  const { language, options }: { language: Language; options: WorldOptions } = JSON.parse(json);
  const world = createWorld(options);
  return { world, language, all: questions(world, language), gloss: glossOf(world) };
}
