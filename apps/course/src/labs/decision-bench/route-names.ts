/** What the routes are called; the capstone names them too. */
import type { Locale } from '@glassbox/quiz';
import type { Route } from './contract.ts';

export const ROUTE_NAMES: Readonly<Record<Locale, Readonly<Record<Route, string>>>> = {
  zh: { asIs: '什么都不做', prompt: '写进提示', retrieval: '检索', tuning: '微调', other: '换一个模型' },
  en: { asIs: 'Nothing', prompt: 'Prompt', retrieval: 'Retrieval', tuning: 'Fine-tuning', other: 'Another model' },
};
