/** Puts the page on paper or into a file. Labs are not printed, so the page is printed from a frame of its own. */
import type { Section } from './plan.ts';

/** Prints title and sections as one document and takes its frame away afterwards. */
export function printPage(title: string, sections: readonly Section[], language: string): void {
  const frame = document.createElement('iframe');
  // Not `hidden`: a frame that is not laid out prints as nothing.
  Object.assign(frame.style, { position: 'fixed', width: '0', height: '0', border: '0' });
  frame.ariaHidden = 'true';
  frame.title = title;
  frame.dataset.testid = 'paper';
  document.body.append(frame);
  const { contentDocument: paper, contentWindow: view } = frame;
  if (!paper || !view) return;
  paper.title = title;
  paper.documentElement.lang = language;
  const add = (tag: 'h1' | 'h2' | 'p', text: string) => {
    const element = paper.createElement(tag);
    element.textContent = text;
    element.style.margin = tag === 'p' ? '0 0 0.3em' : '0.9em 0 0.3em';
    if (tag === 'h2') element.style.fontSize = '1.05em';
    paper.body.append(element);
  };
  paper.body.style.font = '10.5pt/1.5 system-ui, sans-serif';
  add('h1', title);
  for (const { title: heading, lines } of sections) {
    add('h2', heading);
    for (const line of lines) add('p', line);
  }
  view.addEventListener('afterprint', () => frame.remove());
  view.focus();
  view.print();
}

/** Hands a text to the browser as a download. */
export function downloadText(text: string, fileName: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // At once, some browsers would find it gone before they read it.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
