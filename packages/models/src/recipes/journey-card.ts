/** The card of the family `journey`: one for both languages, with the figures of each as JSON beside its models. */
import { readFile, writeFile } from 'node:fs/promises';
import { JOURNEY_STAGES, type JourneyStage } from '../index.ts';
import type { JourneyLanguage } from './journey-requests.ts';
import { tableText } from './results.ts';
import { inPackage } from './texts.ts';

export interface StageFigures {
  readonly parameterCount: number;
  readonly steps: number;
  readonly minutes: number;
  /** Nats per character of texts that were not trained on. */
  readonly heldOutLoss: number;
  /** Percent of the texts written on request that hold the word asked for. */
  readonly followsPercent: number;
}

export interface JourneyFigures {
  readonly stages: Readonly<Record<JourneyStage, StageFigures>>;
  readonly largest: { readonly name: string; readonly parameterCount: number; readonly followsPercent: number };
  /** The first text of the first three words, unchosen. */
  readonly samples: Readonly<Record<JourneyStage, readonly string[]>>;
  readonly requests: number;
  readonly temperature: number;
  readonly seed: number;
  readonly backend: string;
  readonly machine: string;
}

const COLUMNS = ['model', 'parameters', 'steps', 'held-out loss', 'does as asked'];

/** Writes a language's figures, and the card when those of both are there. */
export async function writeJourneyCard(language: JourneyLanguage, figures: JourneyFigures): Promise<void> {
  await writeFile(inPackage(`journey/${language}/card.json`), `${JSON.stringify(figures, null, 2)}\n`);
  const [zh, en] = await Promise.all([savedFigures('zh'), savedFigures('en')]);
  if (!zh || !en) return;
  const { requests, temperature, seed, backend, machine } = figures;
  const values: Record<string, unknown> = { requests, total: 8 * requests, temperature, seed, backend, machine };
  values.tables = [tableOf('Chinese', zh), tableOf('English', en)].join('\n');
  const template = await readFile(inPackage('src/recipes/journey.card.md'), 'utf8');
  const card = template.replaceAll(/\{\{(\w+)\}\}/g, (mark, key: string) => String(values[key] ?? mark));
  await writeFile(inPackage('journey/README.md'), card);
}

function tableOf(title: string, { stages, largest }: JourneyFigures): string {
  const percent = (value: number) => `${value.toFixed(1)} %`;
  const rows = JOURNEY_STAGES.map((stage) => {
    const { parameterCount, steps, heldOutLoss, followsPercent } = stages[stage];
    return [stage, parameterCount.toLocaleString('en'), steps, heldOutLoss.toFixed(3), percent(followsPercent)];
  });
  rows.push([largest.name, largest.parameterCount.toLocaleString('en'), '–', '–', percent(largest.followsPercent)]);
  return tableText({ title, columns: COLUMNS, rows });
}

async function savedFigures(language: JourneyLanguage): Promise<JourneyFigures | undefined> {
  try {
    return JSON.parse(await readFile(inPackage(`journey/${language}/card.json`), 'utf8'));
  } catch {
    return undefined; // not measured yet
  }
}
