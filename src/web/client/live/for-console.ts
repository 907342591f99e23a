// What the console's scripts may take of the pages' (src/for-console.ts says so of its pages).

export { cover } from "../phone/cover.ts";
export { isTyping } from "../phone/typing.ts";
export { change } from "./change.ts";
export { showConfirmed } from "./confirmed.ts";
export { pause, pollAfter, retryAfter } from "./pause.ts";
export { watchedBy } from "./watched.ts";

// Each is begun apart, so that one which a browser cannot run stops nothing else of a script.
export const beginCopy = () => import("./copy.ts");
export const beginKeep = () => import("./keep.ts");
export const beginReveal = () => import("./reveal.ts");
export const beginTimes = () => import("./times.ts");
