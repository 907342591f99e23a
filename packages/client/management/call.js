// How the parts of the management make their calls, and read what comes back.

/** @import { Call } from "./call.d.ts" */
/** @import { Ask } from "../requests/requests.d.ts" */

/**
 * @param {Ask} ask
 * @returns {Call}
 */
export const createCall = (ask) => ({
  ...ask,
  async value(request) {
    const { result } = await ask.answer(request);
    return /** @type {any} */ (result.value);
  },
  async number(request) {
    const { result } = await ask.answer(request);
    return Number(result.value);
  },
  async nothing(request) {
    await ask.answer(request);
  },
  path: (texts, ...parts) => String.raw({ raw: texts }, ...parts.map(encodeURIComponent)),
});

/**
 * Goes through all pages of a list. A short one has numbered pages, a long one cursors.
 * @template {string} Name
 * @template Row
 * @param {object | undefined} filters
 * @param {(filters: object) => Promise<{ [name in Name]: readonly Row[] } & { readonly after: unknown, readonly next?: number | null }>} look
 * @param {Name} name
 * @returns {AsyncGenerator<Row, void>}
 */
export async function* everyRow(filters, look, name) {
  /** @type {object | undefined} */
  let where = {};
  while (where) {
    const page = await look({ ...filters, ...where });
    yield* page[name];
    if (page.after !== null && page.after !== undefined) where = { after: page.after };
    else where = page.next ? { page: page.next } : undefined;
  }
}
