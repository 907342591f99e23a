// What the console's scripts may take of the pages' (src/for-console.ts says so of its pages).

export { change, watchedBy } from "./change.ts";
export { pause, pollAfter, retryAfter } from "./pause.ts";
export { isTyping } from "./typing.ts";
export { cover, showConfirmed } from "./view.ts";

// Each is begun apart, so that one which a browser cannot run stops nothing else of a script.
export const beginKeep = () => import("./keep.ts");
export const beginReveal = () => import("./reveal.ts");
export const beginTimes = () => import("./times.ts");
