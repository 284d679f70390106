/** For work whose failure needs no word: what is shown stays, and the next change or visit tries again. */
export function inBackground(work: Promise<unknown>): void {
  work.catch(() => undefined);
}
