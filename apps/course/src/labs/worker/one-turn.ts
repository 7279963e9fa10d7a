/** Lets messages in: a press on Pause or Cancel must not wait for the end of a long piece of work. */
export function oneTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
