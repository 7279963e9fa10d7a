/** The sections of the page: what was written, what was computed and what was measured, in the learner's language. Pure. */
import type { Format } from '../parts/format.ts';
import type { Budget } from './budget.ts';
import { LAST_DAY, type WatchResult } from './contract.ts';
import { EARLIER_LABS, type Earlier, type EarlierLab } from './earlier.ts';
import type { PlanMessages } from './messages.ts';
import { FIELDS, type Field, type PlanChoices, type Section, type Texts } from './plan.ts';
import { dayOf } from './simulate.ts';

export interface PageInput {
  texts: Texts;
  choices: PlanChoices;
  budget: Budget;
  watch: WatchResult | undefined;
  earlier: Earlier;
}

const HALF = 0.5;
const MOST = 0.9;

/** "day 14", or that it took longer than the simulation lasts. */
export function dayText(
  watch: WatchResult,
  share: typeof HALF | typeof MOST,
  own: PlanMessages,
  format: Format,
): string {
  const day = dayOf(watch, share);
  return day === undefined ? own.never(format.whole(LAST_DAY)) : own.day(format.whole(day));
}

export function sectionsOf(input: PageInput, own: PlanMessages, format: Format): Section[] {
  const written = (field: Field): Section => {
    const text = input.texts[field].trim();
    return { title: own.fields[field].name, lines: text === '' ? [own.empty] : text.split(/\n+/u) };
  };
  const alarm = { title: own.alarmSection, lines: alarmLines(input.watch, own, format) };
  const sections = [
    written('feature'),
    written('harmed'),
    { title: own.budgetSection, lines: budgetLines(input, own, format) },
    written('fallback'),
    alarm,
    written('metric'),
    written('privacy'),
    written('rollout'),
    written('horizon'),
  ];
  const lines = earlierLines(input.earlier, own, format);
  return lines.length === 0
    ? sections
    : [...sections, { title: own.earlierSection, lines: [...lines, own.earlierNote] }];
}

/** The names of what the page still lacks. */
export function missingOf({ texts, budget, watch }: PageInput, own: PlanMessages): string[] {
  const names = FIELDS.filter((field) => texts[field].trim() === '').map((field) => own.fields[field].name);
  if (budget.verdict === 'nothing') names.push(own.budgetPart);
  if (watch === undefined) names.push(own.watchPart);
  return names;
}

/** What an earlier lab lends, in words; undefined where this browser has nothing of it. */
export function foundText(lab: EarlierLab, earlier: Earlier, own: PlanMessages, format: Format): string | undefined {
  const { knownWorld, bench, decision, writeEval } = earlier;
  const rate = (found: { wrong: number; total: number } | undefined) =>
    found && own.rateFound(format.whole(found.wrong), format.whole(found.total));
  switch (lab) {
    case 'known-world':
      return knownWorld && own.worldFound(format.percent(knownWorld.wrong), format.percent(knownWorld.right));
    case 'mitigation-bench':
      return rate(bench);
    case 'decision-bench':
      return (
        decision &&
        own.routeFound(own.routes[decision.route], {
          right: format.whole(decision.right),
          total: format.whole(decision.total),
          tokens: format.compact(Math.round(decision.tokens)),
          questions: format.compact(decision.questions),
          ms: format.whole(Math.max(1, decision.answerMs)),
        })
      );
    case 'write-eval':
      return rate(writeEval);
  }
}

/** A share with the decimals it deserves: 4% and 3.3%, never 4.0%. */
export function shareText(share: number, format: Format): string {
  const tenths = Math.round(share * 1_000);
  return format.percent(share, tenths % 10 === 0 ? 0 : 1);
}

function budgetLines({ choices, budget }: PageInput, own: PlanMessages, format: Format): string[] {
  const { rate, wrongPerDay, costPerMonth } = budget;
  const limit = shareText(choices.limit, format);
  if (budget.verdict === 'nothing') return [own.pageNoBudget(limit)];
  const share = (value: number) => format.percent(value, 1);
  return [
    own.pageBudget(format.whole(choices.answersPerDay), format.whole(rate.count), format.whole(rate.total)) +
      own.pageRate(share(rate.share), share(rate.low), share(rate.high)),
    own.pageLoss(
      format.whole(wrongPerDay.middle),
      own.span(format.whole(wrongPerDay.low), format.whole(wrongPerDay.high)),
      own.money(format.whole(choices.costPerWrong)),
      own.money(format.compact(Math.round(costPerMonth.middle))),
    ),
    own.pageLimit(limit, own.verdicts[budget.verdict]),
  ];
}

function alarmLines(watch: WatchResult | undefined, own: PlanMessages, format: Format): string[] {
  if (watch === undefined) return [own.pageNoWatch];
  const { setting, seed, runs, checks, falseAlarms, extraWrong } = watch;
  const share = (value: number) => shareText(value, format);
  return [
    own.pageAlarm(format.whole(checks), own.days(setting.windowDays), share(setting.alarmAt)),
    own.pageWatch(
      share(setting.before),
      share(setting.after),
      format.whole(runs),
      String(seed),
      dayText(watch, HALF, own, format),
      dayText(watch, MOST, own, format),
    ),
    own.pageFalse(share(falseAlarms), format.whole(extraWrong)),
  ];
}

function earlierLines(earlier: Earlier, own: PlanMessages, format: Format): string[] {
  return EARLIER_LABS.flatMap((lab) => {
    const found = foundText(lab, earlier, own, format);
    return found === undefined ? [] : [`${own.earlierLabs[lab]}${own.dot}${found}`];
  });
}
