// Pauses between two polls or two tries: short at first, then longer. A pause ends early when the
// network or the person comes back.

/** The longest time that the page takes to notice that the service is back. */
const MAX_PAUSE_MS = 15_000;

/** Most people confirm within seconds and notice a second, so no pause exceeds two. */
export const pollAfter = (polls: number): number => Math.min(2000, 1000 + 100 * polls);

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
