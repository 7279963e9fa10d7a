/** What tsc has to know about a component; svelte-check, run by the course app, reads the components themselves. */
declare module '*.svelte' {
  import type { Component } from 'svelte';

  // biome-ignore lint/suspicious/noExplicitAny: the registry of views states the props of each kind
  const component: Component<any>;
  export default component;
}
