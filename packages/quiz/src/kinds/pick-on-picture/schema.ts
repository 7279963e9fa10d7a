/** A question about a picture as an author writes it, and what becomes of it: some regions are `correct`. */
import { z } from 'zod';
import { fields, list, localText, questionFields } from '../../compile/authored.ts';
import { defineKind } from '../../compile/define-kind.ts';
import { publicBase, seal } from '../../compile/identity.ts';
import { pictureField, regionField } from './authored.ts';
import { findPictureIssues } from './picture-rules.ts';
import type { PickOnPicturePublic } from './public.ts';
import { placeRegions, toPicture } from './regions.ts';
import type { PickOnPictureSecret, RegionKey } from './score.ts';

const schema = fields(
  {
    ...questionFields,
    kind: z.literal('pick-on-picture'),
    picture: pictureField,
    several: z.boolean({ error: 'true or false, without quotes' }).default(false),
    regions: list(regionField, 1, 'a list of at least one region'),
    feedback: fields(
      { right: localText, wrong: localText, partly: localText.optional() },
      'the remarks: { right, wrong, partly? }',
    ),
  },
  'a pick-on-picture question',
);

export const pickOnPictureCompiler = defineKind({ schema, findIssues: findPictureIssues, toSecret });

function toSecret(authored: z.output<typeof schema>): PickOnPictureSecret {
  const placed = placeRegions(authored.picture, authored.regions);
  const question: PickOnPicturePublic = {
    ...publicBase(authored, 'pick-on-picture'),
    picture: toPicture(authored.picture),
    regions: placed.map(({ region }) => region),
  };
  if (authored.several) question.several = true;
  const { right, wrong, partly } = authored.feedback;
  const regions = placed.flatMap(({ region, authored: each }): RegionKey[] => {
    if (!each) return [];
    const { id: authoredId = region.id, correct, feedback } = each;
    return [{ id: region.id, authoredId, correct, ...(feedback && { feedback }) }];
  });
  return seal(question, { regions, feedback: partly ? { right, wrong, partly } : { right, wrong } });
}
