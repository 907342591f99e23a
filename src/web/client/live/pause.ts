// Waiting between two tries: a moment at first, then longer. It ends early when the network is back, or the person.

/** When the service is back, people wait no longer for the page to notice. */
const MAX_PAUSE_MS = 15_000;

export const retryAfter = (failures: number): number => Math.min(MAX_PAUSE_MS, 1000 * 2 ** failures);

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      document.removeEventListener("visibilitychange", seen);
      resolve();
    };
    const seen = () => {
      if (document.visibilityState === "visible") done();
    };
    const timer = setTimeout(done, ms);
    addEventListener("online", done);
    document.addEventListener("visibilitychange", seen);
  });
}
