/**
 * The components a lesson may use. The site passes them in by these names; a lesson imports nothing, so its text stays
 * readable as text and a mistyped name is found here and not by a learner.
 */

interface ComponentRule {
  required: readonly string[];
  optional: readonly string[];
  /** Whether text stands between its tags. */
  children: boolean;
}

export const COMPONENTS: Readonly<Record<string, ComponentRule>> = {
  Picture: { required: ['name'], optional: [], children: false },
  Term: { required: ['id'], optional: [], children: true },
  Cite: { required: ['id'], optional: ['place'], children: false },
  /** A number of our own: `from` names the lab, recipe or script that gives it. */
  Measured: { required: ['from'], optional: [], children: false },
  MythCheck: { required: ['claim'], optional: [], children: true },
  Lab: { required: ['name'], optional: [], children: false },
  ForProduct: { required: [], optional: [], children: true },
  Quiz: { required: [], optional: [], children: false },
  Sources: { required: [], optional: [], children: false },
};
