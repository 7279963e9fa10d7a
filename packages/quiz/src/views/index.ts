/** `@glassbox/quiz/views`: the forms of all kinds as Svelte components, each loaded alone. For browsers; knows no key. */
export {
  type Contents,
  type DeskStatus,
  EXPERIMENT_DESK,
  type ExperimentDesk,
  type HandedFile,
} from '../kinds/experiment/desk.ts';
export { loadView } from './load-view.ts';
export { default as Remarks } from './Remarks.svelte';
export { remarksOn } from './remarks-on.ts';
export type { ViewProps } from './view-props.ts';
