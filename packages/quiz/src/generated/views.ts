// Generated from the folders of src/kinds by scripts/generate-kinds.ts. Do not edit: run `pnpm generate`.
import type { Component } from 'svelte';
import type { PublicOf, QuestionKind, ResponseOf } from '../quiz.ts';
import type { ViewProps } from '../views/view-props.ts';

/** One chunk per kind: a page loads the forms of its own questions only. */
export const views: {
  readonly [Kind in QuestionKind]: () => Promise<{ default: Component<ViewProps<PublicOf<Kind>, ResponseOf<Kind>>> }>;
} = {
  'blanks': () => import('../kinds/blanks/View.svelte'),
  'categorising': () => import('../kinds/categorising/View.svelte'),
  'experiment': () => import('../kinds/experiment/View.svelte'),
  'free-text': () => import('../kinds/free-text/View.svelte'),
  'matching': () => import('../kinds/matching/View.svelte'),
  'multiple-choice': () => import('../kinds/multiple-choice/View.svelte'),
  'number': () => import('../kinds/number/View.svelte'),
  'ordering': () => import('../kinds/ordering/View.svelte'),
  'pick-on-picture': () => import('../kinds/pick-on-picture/View.svelte'),
  'prediction': () => import('../kinds/prediction/View.svelte'),
  'short-text': () => import('../kinds/short-text/View.svelte'),
  'single-choice': () => import('../kinds/single-choice/View.svelte'),
  'true-false': () => import('../kinds/true-false/View.svelte'),
};
