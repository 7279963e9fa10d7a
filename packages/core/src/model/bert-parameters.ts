/**
 * The parameters of a BERT: their Hugging Face names, shapes and first values, part by part. The encoder is in every
 * model; heads come and go: the masked-LM head while pre-training, pooler and classifier while fine-tuning.
 */
import { type BertConfig, completeBertConfig } from './bert-config.ts';
import { type ParameterSpec, weightDeviation } from './gpt-parameters.ts';

/** σ of the token, place and type tables, as released; their sum is normalised at once, so only their ratio matters. */
const TABLE_DEVIATION = 0.02;

/**
 * Returns the encoder's parameters in the order of Hugging Face's BertModel. Weights are stored [out, in], as torch's
 * Linear does. They start as N(0, 0.02·√(768/C)), biases at 0, gains at 1; see `weightDeviation` for the width.
 *
 * @see Devlin et al. 2019, arXiv:1810.04805, section 3 and appendix A.2; `initializer_range` of the released code
 */
export function encoderSpecs(config: BertConfig): ParameterSpec[] {
  const { vocabSize, nLayer, nEmbd: C, nInner, blockSize, typeVocabSize } = completeBertConfig(config);
  const specs = [
    weight('bert.embeddings.word_embeddings.weight', [vocabSize, C], TABLE_DEVIATION),
    weight('bert.embeddings.position_embeddings.weight', [blockSize, C], TABLE_DEVIATION),
    weight('bert.embeddings.token_type_embeddings.weight', [typeVocabSize, C], TABLE_DEVIATION),
    ...normSpecs('bert.embeddings.LayerNorm', C),
  ];
  for (let layer = 0; layer < nLayer; layer++) specs.push(...blockSpecs(`bert.encoder.layer.${layer}`, C, nInner));
  return specs;
}

/** Returns the parameters of the pooler, a layer on the first token's vector. */
export function poolerSpecs({ nEmbd: C }: BertConfig): ParameterSpec[] {
  return linearSpecs('bert.pooler.dense', C, C);
}

/** Returns the parameters of the masked-LM head; its matrix is the token table itself and not listed. */
export function languageHeadSpecs({ nEmbd: C, vocabSize }: BertConfig): ParameterSpec[] {
  return [
    constant('cls.predictions.bias', [vocabSize], 0),
    ...linearSpecs('cls.predictions.transform.dense', C, C),
    ...normSpecs('cls.predictions.transform.LayerNorm', C),
  ];
}

/** Returns the parameters of a classifier of so many labels. */
export function classifierSpecs({ nEmbd: C }: BertConfig, labelCount: number): ParameterSpec[] {
  return [weight('classifier.weight', [labelCount, C], TABLE_DEVIATION), constant('classifier.bias', [labelCount], 0)];
}

function blockSpecs(name: string, C: number, inner: number): ParameterSpec[] {
  return [
    ...linearSpecs(`${name}.attention.self.query`, C, C),
    ...linearSpecs(`${name}.attention.self.key`, C, C),
    ...linearSpecs(`${name}.attention.self.value`, C, C),
    ...linearSpecs(`${name}.attention.output.dense`, C, C),
    ...normSpecs(`${name}.attention.output.LayerNorm`, C),
    ...linearSpecs(`${name}.intermediate.dense`, C, inner),
    ...linearSpecs(`${name}.output.dense`, inner, C),
    ...normSpecs(`${name}.output.LayerNorm`, C),
  ];
}

function linearSpecs(name: string, input: number, output: number): ParameterSpec[] {
  return [weight(`${name}.weight`, [output, input], weightDeviation(input)), constant(`${name}.bias`, [output], 0)];
}

function normSpecs(name: string, width: number): ParameterSpec[] {
  return [constant(`${name}.weight`, [width], 1), constant(`${name}.bias`, [width], 0)];
}

function weight(name: string, shape: readonly number[], deviation: number): ParameterSpec {
  return { name, shape, initial: { deviation } };
}

function constant(name: string, shape: readonly number[], value: number): ParameterSpec {
  return { name, shape, initial: { constant: value } };
}
