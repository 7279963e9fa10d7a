/** The form of a question of any kind, loaded when it is needed. */
import type { Component } from 'svelte';
import { views } from '../generated/views.ts';
import type { PublicOf, QuestionKind, ResponseOf } from '../quiz.ts';
import type { ViewProps } from './view-props.ts';

/** Loads the form of a kind; rejects when its file can't be fetched. */
export async function loadView<Kind extends QuestionKind>(
  kind: Kind,
): Promise<Component<ViewProps<PublicOf<Kind>, ResponseOf<Kind>>>> {
  const module = await views[kind]();
  return module.default;
}
