/**
 * The small language of parameters: numbers, names, arithmetic, comparisons and a few functions. Parsed by jsep, then
 * only the forms below are evaluated; there is no assignment, no property, no call but the listed ones, no `eval`.
 */
import jsep from 'jsep';

export type Value = number | boolean | string;
export type Scope = Readonly<Record<string, unknown>>;

/** A mistake in an expression, in words for the author. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}

const FUNCTIONS: Readonly<Record<string, (...numbers: number[]) => number>> = {
  abs: Math.abs,
  ceil: Math.ceil,
  exp: Math.exp,
  floor: Math.floor,
  ln: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  max: Math.max,
  min: Math.min,
  round: (value, digits = 0) => Number(`${Math.round(Number(`${value}e${digits}`))}e${-digits}`),
  sqrt: Math.sqrt,
};
const FUNCTION_NAMES = Object.keys(FUNCTIONS);

const BINARY: Readonly<Record<string, (left: number, right: number) => Value>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  '**': (left, right) => left ** right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};
/** 0.1 · 3 is written 0.3: digits beyond these come from doubles, not from the author. */
const SIGNIFICANT_DIGITS = 12;

/**
 * Returns the value of an expression such as `n * 4 / 1e6`.
 *
 * @param scope the values of the names that may appear.
 * @throws ExpressionError when it can't be read, names something unknown or has no finite value.
 */
export function evaluate(source: string, scope: Scope): Value {
  let tree: jsep.Expression;
  try {
    tree = jsep(source);
  } catch (cause) {
    throw new ExpressionError(`it can't be read (${(cause as Error).message})`);
  }
  const value = valueIn(tree, scope);
  if (typeof value !== 'number') return value;
  if (!Number.isFinite(value)) throw new ExpressionError(`its value is ${value}, not a finite number`);
  return Number(value.toPrecision(SIGNIFICANT_DIGITS));
}

function valueIn(node: jsep.Expression, scope: Scope): Value {
  switch (node.type) {
    case 'Literal':
      return literal((node as jsep.Literal).value);
    case 'Identifier':
      return lookUp((node as jsep.Identifier).name, scope);
    case 'UnaryExpression':
      return unary(node as jsep.UnaryExpression, scope);
    case 'BinaryExpression':
    case 'LogicalExpression':
      return binary(node as jsep.BinaryExpression, scope);
    case 'ConditionalExpression': {
      const { test, consequent, alternate } = node as jsep.ConditionalExpression;
      return valueIn(truth(valueIn(test, scope)) ? consequent : alternate, scope);
    }
    case 'CallExpression':
      return call(node as jsep.CallExpression, scope);
    default:
      throw new ExpressionError(`it has a part that is not allowed (${node.type})`);
  }
}

function literal(value: unknown): Value {
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') return value;
  throw new ExpressionError('it has a part that is neither number, true, false nor text');
}

function lookUp(name: string, scope: Scope): Value {
  const value = Object.hasOwn(scope, name) ? scope[name] : undefined;
  if (value === undefined) throw new ExpressionError(`there is no parameter "${name}"`);
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') return value;
  throw new ExpressionError(`"${name}" is a text in two languages, which can't be calculated with`);
}

function unary({ operator, argument }: jsep.UnaryExpression, scope: Scope): Value {
  const value = valueIn(argument, scope);
  if (operator === '-') return -amount(value);
  if (operator === '+') return amount(value);
  if (operator === '!') return !truth(value);
  throw new ExpressionError(`"${operator}" is not one of its signs`);
}

function binary({ operator, left, right }: jsep.BinaryExpression, scope: Scope): Value {
  const first = valueIn(left, scope);
  if (operator === '&&') return truth(first) && truth(valueIn(right, scope));
  if (operator === '||') return truth(first) || truth(valueIn(right, scope));
  const second = valueIn(right, scope);
  if (operator === '==') return first === second;
  if (operator === '!=') return first !== second;
  const calculate = Object.hasOwn(BINARY, operator) ? BINARY[operator] : undefined;
  if (calculate === undefined) throw new ExpressionError(`"${operator}" is not one of its signs`);
  return calculate(amount(first), amount(second));
}

function call({ callee, arguments: given }: jsep.CallExpression, scope: Scope): Value {
  const name = callee.type === 'Identifier' ? (callee as jsep.Identifier).name : '';
  const apply = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (apply === undefined)
    throw new ExpressionError(`it calls something else than the functions ${FUNCTION_NAMES.join(', ')}`);
  return apply(...given.map((argument) => amount(valueIn(argument, scope))));
}

function amount(value: Value): number {
  if (typeof value === 'number') return value;
  throw new ExpressionError(`it calculates with ${JSON.stringify(value)}, which is not a number`);
}

function truth(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  throw new ExpressionError(`it asks whether ${JSON.stringify(value)} holds, which is not true or false`);
}
