// Users, and the enrolment links that are sent to them.

/** @import { Links, Users } from "./management.d.ts" */
/** @import { Call } from "./call.d.ts" */

import { everyRow } from "./call.js";

/**
 * @param {Call} call
 * @returns {Users}
 */
export function usersOf(call) {
  /** @type {Users} */
  const users = {
    async list(filters, options) {
      const { result, detail } = await call.answer({ path: "/user/", query: filters, ...options });
      // There are cursors only if there are more users than one answer holds.
      const { after = null, before = null, progress = null } = /** @type {any} */ (detail);
      return { users: /** @type {any} */ (result.value), after, before, progress };
    },
    all: (filters, options) => everyRow(filters, (page) => users.list(page, options), "users"),
    get: (realm, name, options) => call.value({ path: call.path`/user/${realm}/${name}`, ...options }),
    async delete(realm, name, options) {
      const path = call.path`/user/${realm}/${name}`;
      const { detail } = await call.answer({ method: "DELETE", path, repeatable: true, ...options });
      return Number(/** @type {any} */ (detail).tokens);
    },
    endSessions: (realm, name, options) =>
      call.number({ method: "DELETE", path: call.path`/user/${realm}/${name}/sessions`, repeatable: true, ...options }),
    undo: (realm, name, id, options) =>
      call.number({ method: "POST", path: call.path`/user/${realm}/${name}/undo/${id}`, ...options }),
    makePass: (realm, name, fields, options) =>
      call.value({ method: "POST", path: call.path`/user/${realm}/${name}/pass`, body: fields ?? {}, ...options }),
    endPass: (realm, name, options) =>
      call.number({ method: "DELETE", path: call.path`/user/${realm}/${name}/pass`, repeatable: true, ...options }),
    async block(realm, name, fields = {}, options) {
      const path = call.path`/user/${realm}/${name}/block`;
      const { detail } = await call.answer({ method: "POST", path, body: fields, repeatable: true, ...options });
      return /** @type {any} */ (detail);
    },
    async unblock(realm, name, options) {
      const path = call.path`/user/${realm}/${name}/block`;
      const { result, detail } = await call.answer({ method: "DELETE", path, repeatable: true, ...options });
      return { .../** @type {any} */ (detail), lifted: /** @type {any} */ (result.value) };
    },
    async restore(realm, name, options) {
      const path = call.path`/user/${realm}/${name}/restore`;
      const { result, detail } = await call.answer({ method: "POST", path, repeatable: true, ...options });
      return { .../** @type {any} */ (detail), restored: /** @type {any} */ (result.value) };
    },
    async askCaller(realm, name, fields, options) {
      const path = call.path`/user/${realm}/${name}/caller`;
      const { detail } = await call.answer({ method: "POST", path, body: fields ?? {}, ...options });
      return /** @type {any} */ (detail);
    },
    async callers(realm, name, options) {
      const { calls } = /** @type {any} */ (
        await call.value({ path: call.path`/user/${realm}/${name}/caller`, ...options })
      );
      return calls;
    },
    async confirm(realm, name, fields, options) {
      const path = call.path`/user/${realm}/${name}/confirm`;
      const { detail } = await call.answer({ method: "POST", path, body: fields, ...options });
      return /** @type {any} */ (detail);
    },
    async confirmation(realm, name, id, options) {
      const { state } = /** @type {any} */ (
        await call.value({ path: call.path`/user/${realm}/${name}/confirm/${id}`, ...options })
      );
      return state;
    },
    attributes: (realm, user, options) => call.value({ path: "/user/attribute", query: { user, realm }, ...options }),
    setAttribute: (realm, user, key, value, options) =>
      call.nothing({
        method: "POST",
        path: "/user/attribute",
        body: { user, realm, key, value },
        repeatable: true,
        ...options,
      }),
    deleteAttribute: (realm, user, key, options) =>
      call.number({
        method: "DELETE",
        path: call.path`/user/attribute/${key}/${user}/${realm}`,
        repeatable: true,
        ...options,
      }),
  };
  return users;
}

/**
 * @param {Call} call
 * @returns {Links}
 */
export function linksOf(call) {
  /** @type {Links} */
  const links = {
    list: (filters, options) => call.value({ path: "/token/enrollmentlink", query: filters, ...options }),
    all: (filters, options) => everyRow(filters, (page) => links.list(page, options), "links"),
    async make(fields, options) {
      const { detail } = await call.answer({ method: "POST", path: "/token/enrollmentlink", body: fields, ...options });
      return /** @type {any} */ (detail);
    },
    withdraw: (id, options) =>
      call.number({ method: "DELETE", path: call.path`/token/enrollmentlink/${id}`, repeatable: true, ...options }),
  };
  return links;
}
