// Tokens, their enrolment, and open logins.

/** @import { Challenges, Tokens } from "./management.d.ts" */
/** @import { Call } from "./call.d.ts" */

import { everyRow } from "./call.js";

/**
 * @param {Call} call
 * @returns {Tokens}
 */
export function tokensOf(call) {
  /** @param {string} what */
  const change = (what) => (/** @type {object} */ subject, /** @type {object | undefined} */ options) =>
    call.number({ method: "POST", path: `/token/${what}`, body: subject, repeatable: true, ...options });

  /** @type {Tokens} */
  const tokens = {
    list: (filters, options) => call.value({ path: "/token/", query: filters, ...options }),
    all: (filters, options) => everyRow(filters, (page) => tokens.list(page, options), "tokens"),
    async get(serial, options) {
      // A serial with a star in it is one serial, but the filter would take it for several.
      const page = await tokens.list({ serial }, options);
      return page.tokens.find((token) => token.serial === serial);
    },
    async init(fields, options) {
      const body = { type: "tiqr", ...fields };
      const { detail, headers } = await call.answer({ method: "POST", path: "/token/init", body, ...options });
      const token =
        /** @type {{ serial: string, tiqrenroll: { value: string, img: string }, warnings?: readonly string[], warning_codes?: readonly string[] }} */ (
          detail
        );
      return {
        serial: token.serial,
        qrText: token.tiqrenroll.value,
        qrImage: token.tiqrenroll.img,
        enrollmentId: headers.get("TiQR-Enrollment-Id") ?? "",
        warnings: token.warnings ?? [],
        warningCodes: token.warning_codes ?? [],
      };
    },
    async enrollment(enrollmentId, options) {
      const path = `/validate/pollenrollment/${encodeURIComponent(enrollmentId)}`;
      const { detail } = await call.answer({ path, ...options });
      return /** @type {any} */ (detail).enrollment;
    },
    enable: change("enable"),
    disable: change("disable"),
    reset: change("reset"),
    revoke: change("revoke"),
    unassign: change("unassign"),
    setPin: (subject, pin, options) => change("setpin")({ ...subject, otppin: pin }, options),
    set: (subject, values, options) => change("set")({ ...subject, ...values }, options),
    async resetMany(filters, options) {
      const { result, detail } = await call.answer({ method: "POST", path: "/token/reset", body: filters, ...options });
      return { count: Number(result.value), after: /** @type {any} */ (detail).after ?? null };
    },
    async setRandomPin(subject, options) {
      const request = { method: /** @type {const} */ ("POST"), path: "/token/setrandompin", body: subject };
      const { result, detail } = await call.answer({ ...request, ...options });
      return { count: Number(result.value), .../** @type {any} */ (detail) };
    },
    assign: (fields, options) => call.nothing({ method: "POST", path: "/token/assign", body: fields, ...options }),
    setInfo: (serial, key, value, options) =>
      call.nothing({
        method: "POST",
        path: call.path`/token/info/${serial}/${key}`,
        body: { value },
        repeatable: true,
        ...options,
      }),
    deleteInfo: (serial, key, options) =>
      call.nothing({ method: "DELETE", path: call.path`/token/info/${serial}/${key}`, repeatable: true, ...options }),
    delete: (serial, options) =>
      call.nothing({ method: "DELETE", path: call.path`/token/${serial}`, repeatable: true, ...options }),
  };
  return tokens;
}

/**
 * @param {Call} call
 * @returns {Challenges}
 */
export const challengesOf = (call) => ({
  list: (filters, options) => call.value({ path: "/token/challenges/", query: filters, ...options }),
  async cancel(id, options) {
    const path = call.path`/token/challenges/transaction/${id}`;
    const value = await call.value({ method: "DELETE", path, repeatable: true, ...options });
    return /** @type {{ deleted: number }} */ (value).deleted;
  },
});
