/**
 * Stands in for the runes of Svelte's compiler where a state machine runs without it, in tests in Node: state is then a plain
 * field that nobody watches. To be imported before the state machine.
 */
const plain = <Value>(value?: Value): Value | undefined => value;

Reflect.set(globalThis, '$state', Object.assign(plain, { raw: plain, snapshot: plain }));
