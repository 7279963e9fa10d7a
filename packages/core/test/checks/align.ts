/** Alignment against PyTorch (fixtures/make-align-fixture.py): every loss with its gradient, first alone, then through a whole model. */
import { tokenLogProbs } from '@glassbox/kernels';
import {
  add,
  concat,
  grad,
  grads,
  mean,
  mul,
  reshape,
  type Scalar,
  slice,
  sub,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor,
  tensor1d,
  tensor2d,
  tidy,
  type Variable,
  variableGrads,
} from '@tensorflow/tfjs-core';
import { sumPerCompletion } from '../../src/align/dpo.ts';
import { grpoLoss, lengthWeights } from '../../src/align/grpo-loss.ts';
import { statesAt } from '../../src/align/log-probs.ts';
import { bradleyTerryLoss, dpoLoss } from '../../src/align/pair-loss.ts';
import { clippedLoss, entropyOf, valueLoss } from '../../src/align/ppo-loss.ts';
import { createScalarHead, type ScalarHead } from '../../src/align/scalar-head.ts';
import { joinFlat, joinSequences, type Sequences } from '../../src/align/sequences.ts';
import { weightedMean } from '../../src/align/weighted-mean.ts';
import type { Gpt } from '../../src/index.ts';
import maths from '../fixtures/align/maths.json' with { type: 'json' };
import update from '../fixtures/align/update.json' with { type: 'json' };
import { assertClose, type Check, type Fixture } from './check.ts';
import { fixtureModel } from './parity.ts';

/** Largest absolute errors allowed, single precision against PyTorch in double; measured on cpu and
 * wasm: 7e-8, 2e-8, 3e-7, 5e-7, 8e-7; a GPU rounds exp and log more coarsely. */
const TOLERANCE = { loss: 1e-6, gradient: 1e-6, modelLoss: 1e-6, modelGradient: 5e-6, norm: 5e-6 };

const floats = (values: readonly number[]) => Float32Array.from(values);

interface LossCase {
  readonly what: string;
  readonly loss: number;
  readonly inputs: readonly (readonly number[])[];
  readonly gradients: readonly (readonly number[])[];
  run(...inputs: Tensor1D[]): Scalar;
}

const { ppo, value, grpo, dpo, bradleyTerry } = maths;

const lossCases: readonly LossCase[] = [
  {
    what: 'clipped PPO loss',
    loss: ppo.loss,
    inputs: [ppo.logProbs],
    gradients: [ppo.gradient],
    run: (logProbs) =>
      clippedLoss(logProbs as Tensor1D, {
        oldLogProbs: floats(ppo.oldLogProbs),
        advantages: floats(ppo.advantages),
        weights: floats(ppo.weights),
        clipRange: ppo.clipRange,
      }),
  },
  {
    what: 'clipped value loss',
    loss: value.loss,
    inputs: [value.values],
    gradients: [value.gradient],
    run: (values) =>
      valueLoss(values as Tensor1D, {
        oldValues: floats(value.oldValues),
        returns: floats(value.returns),
        weights: floats(value.weights),
        clipRange: value.clipRange,
      }),
  },
  {
    what: 'GRPO loss',
    loss: grpo.loss,
    inputs: [grpo.logProbs],
    gradients: [grpo.gradient],
    run: (logProbs) =>
      grpoLoss(logProbs as Tensor1D, {
        oldLogProbs: floats(grpo.oldLogProbs),
        refLogProbs: floats(grpo.refLogProbs),
        advantages: floats(
          grpo.lengths.flatMap((length, b) => new Array<number>(length).fill(grpo.advantages[b] ?? 0)),
        ),
        weights: lengthWeights(grpo.lengths, grpo.logProbs.length),
        clipRange: grpo.clipRange,
        klCoefficient: grpo.klCoefficient,
      }),
  },
  {
    what: 'DPO loss',
    loss: dpo.loss,
    inputs: [dpo.chosen, dpo.rejected],
    gradients: [dpo.gradientChosen, dpo.gradientRejected],
    run: (chosen, rejected) =>
      dpoLoss(
        {
          chosen: chosen as Tensor1D,
          rejected: rejected as Tensor1D,
          refChosen: tensor1d(dpo.refChosen),
          refRejected: tensor1d(dpo.refRejected),
        },
        dpo.beta,
      ),
  },
  {
    what: 'Bradley-Terry loss',
    loss: bradleyTerry.loss,
    inputs: [bradleyTerry.chosen, bradleyTerry.rejected],
    gradients: [bradleyTerry.gradientChosen, bradleyTerry.gradientRejected],
    run: (chosen, rejected) => bradleyTerryLoss(chosen as Tensor1D, rejected as Tensor1D),
  },
];

const losses: Check = {
  title: 'every alignment loss and its gradient equal those of PyTorch',
  async run() {
    for (const { what, loss, inputs, gradients, run } of lossCases) {
      const tensors = inputs.map((values) => tensor1d([...values], 'float32'));
      const result = run(...tensors);
      const found = grads((...args: Tensor[]) => run(...(args as Tensor1D[])))(tensors);
      assertClose(await result.data(), [loss], TOLERANCE.loss, what);
      for (const [i, gradient] of gradients.entries()) {
        assertClose((await found[i]?.data()) ?? [], gradient, TOLERANCE.gradient, `gradient ${i} of the ${what}`);
      }
      for (const one of [...tensors, result, ...found]) one.dispose();
    }
  },
};

const entropy: Check = {
  title: 'the entropy and its gradient equal those of PyTorch, and a logit of 1e4 leaves them finite',
  async run() {
    const logits = tensor2d(maths.entropy.logits);
    const found = tidy(() => entropyOf(logits));
    const gradient = tidy(() => grad((x: Tensor) => mean(entropyOf(x as Tensor2D)))(logits));
    assertClose(await found.data(), maths.entropy.entropy, TOLERANCE.loss, 'entropy');
    assertClose(await gradient.data(), maths.entropy.gradientOfMean.flat(), TOLERANCE.gradient, 'gradient');
    const sure = tidy(() => entropyOf(tensor2d([[1e4, 0, -1e4]])));
    assertClose(await sure.data(), [0], 1e-6, 'entropy of a certainty');
    for (const one of [logits, found, gradient, sure]) one.dispose();
  },
};

interface Whole {
  readonly model: Gpt;
  readonly head: ScalarHead;
  readonly sequences: Sequences;
}

/** Rows of the fixture's flat lists, filled up to N. */
const filled = (values: readonly number[], { weights }: Sequences) => joinFlat([values], weights.length);

function ppoOfModel({ model, head, sequences }: Whole): Scalar {
  const { settings } = update;
  const { weights } = sequences;
  const states = statesAt(model, sequences, sequences.rows);
  const logits = model.logitsOf(states);
  const policy = clippedLoss(tokenLogProbs(logits, sequences.targets), {
    oldLogProbs: filled(update.oldLogProbs, sequences),
    advantages: filled(update.advantages, sequences),
    weights,
    clipRange: settings.clipRange,
  });
  const error = valueLoss(head.read(states), {
    oldValues: filled(update.oldValues, sequences),
    returns: filled(update.returns, sequences),
    weights,
    clipRange: settings.valueClipRange,
  });
  const bonus = weightedMean(entropyOf(logits), weights);
  return sub(add(policy, mul(settings.valueCoefficient, error)), mul(settings.entropyCoefficient, bonus));
}

const logProbsOfModel = ({ model, sequences }: Whole) =>
  tokenLogProbs(model.logitsOf(statesAt(model, sequences, sequences.rows)), sequences.targets);

const methodLosses: Readonly<Record<keyof typeof update.losses, (whole: Whole) => Scalar>> = {
  ppo: ppoOfModel,
  grpo: (whole) =>
    grpoLoss(logProbsOfModel(whole), {
      oldLogProbs: filled(update.oldLogProbs, whole.sequences),
      refLogProbs: filled(update.refLogProbs, whole.sequences),
      advantages: Float32Array.from(whole.sequences.owners, (b) => update.sequenceAdvantages[b] ?? 0),
      weights: lengthWeights(whole.sequences.lengths, whole.sequences.weights.length),
      clipRange: update.settings.clipRange,
      klCoefficient: update.settings.klCoefficient,
    }),
  dpo: (whole) => {
    const sums = sumPerCompletion(logProbsOfModel(whole), whole.sequences);
    const refs = sumPerCompletion(tensor1d(filled(update.refLogProbs, whole.sequences)), whole.sequences);
    const one = (of: Tensor1D, b: number) => slice(of, [b], [1]);
    return dpoLoss(
      { chosen: one(sums, 0), rejected: one(sums, 1), refChosen: one(refs, 0), refRejected: one(refs, 1) },
      update.settings.beta,
    );
  },
  bradleyTerry: ({ model, head, sequences }) => {
    const scores = head.read(statesAt(model, sequences, sequences.ends));
    return bradleyTerryLoss(slice(scores, [0], [1]), slice(scores, [1], [1]));
  },
};

/** Tokens of the longest pair. As the limit it gives the batch the shape of the GPT's fixture, whose shaders are there. */
const LONGEST = 13;

/** The fixture's model with its value head, and its prompts and completions as one padded batch. */
async function wholeOf(fixture: Fixture): Promise<Whole> {
  const model = await fixtureModel(fixture);
  const head = createScalarHead('value', model.config.nEmbd, { bias: true });
  const stored: Readonly<Record<string, readonly number[]>> = update.head;
  for (const [name, parameter] of head.parameters) {
    tidy(() => parameter.assign(tensor([...(stored[name] ?? [])], parameter.shape)));
  }
  return { model, head, sequences: joinSequences(update.prompts, update.completions, LONGEST) };
}

type Method = keyof typeof methodLosses;
const METHODS = Object.keys(methodLosses) as readonly Method[];
/** The emulated GPU takes seconds for each; PPO has every op of the others. */
const WEBGPU_METHODS: readonly Method[] = ['ppo'];

/** Reads tensors in one go, as a GPU is asked; what is absent has no values. */
async function readTogether(tensors: readonly (Tensor | undefined)[]): Promise<Float32Array[]> {
  const all = tidy(() => concat(tensors.flatMap((one) => (one ? [reshape(one, [-1])] : []))));
  const values = Float32Array.from(await all.data());
  all.dispose();
  let start = 0;
  return tensors.map((one) => {
    const end = start + (one?.size ?? 0);
    const part = values.slice(start, end);
    start = end;
    return part;
  });
}

const wholeModel: Check = {
  title:
    'one minibatch of PPO, GRPO, DPO and Bradley-Terry through a whole model has the loss and gradients of PyTorch',
  async run({ backend, fixture }) {
    const whole = await wholeOf(fixture);
    const parameters = new Map<string, Variable>([...whole.model.parameters, ...whole.head.parameters]);
    for (const method of backend === 'webgpu' ? WEBGPU_METHODS : METHODS) {
      const { value: loss, grads: found } = variableGrads(() => methodLosses[method](whole), [...parameters.values()]);
      const gradients = await readTogether(Array.from(parameters.values(), ({ name }) => found[name]));
      assertClose(await loss.data(), [update.losses[method]], TOLERANCE.modelLoss, `${method}: loss`);
      const norms: Readonly<Record<string, number>> = update.gradientNorms[method];
      const shown: Readonly<Record<string, readonly number[]>> = update.gradients[method];
      for (const [i, name] of [...parameters.keys()].entries()) {
        const values = gradients[i] ?? new Float32Array(0);
        const length = `${method}: length of the gradient of ${name}`;
        assertClose([Math.hypot(...values)], [norms[name] ?? 0], TOLERANCE.norm, length);
        const expected = shown[name];
        if (expected) assertClose(values, expected, TOLERANCE.modelGradient, `${method}: gradient of ${name}`);
      }
      for (const one of [loss, ...Object.values(found)]) one.dispose();
    }
    whole.head.dispose();
    whole.model.dispose();
  },
};

export const alignChecks: readonly Check[] = [losses, entropy, wholeModel];
