// Accounts and their keys, applications of OpenID Connect, and addresses to which events are sent.

/** @import { Accounts, Clients, Endpoints } from "./management.d.ts" */
/** @import { Call } from "./call.d.ts" */

/**
 * @param {Call} call
 * @returns {Accounts}
 */
export const accountsOf = (call) => ({
  list: (options) => call.value({ path: "/accounts", ...options }),
  make: (account, options) => call.nothing({ method: "POST", path: "/accounts", body: account, ...options }),
  change: (name, change, options) =>
    call.nothing({ method: "PATCH", path: call.path`/accounts/${name}`, body: change, repeatable: true, ...options }),
  delete: (name, options) =>
    call.nothing({ method: "DELETE", path: call.path`/accounts/${name}`, repeatable: true, ...options }),
  makeKey: (name, fields, options) =>
    call.value({ method: "POST", path: call.path`/accounts/${name}/keys`, body: fields ?? {}, ...options }),
  deleteKey: (name, id, options) =>
    call.nothing({ method: "DELETE", path: call.path`/accounts/${name}/keys/${id}`, repeatable: true, ...options }),
});

/**
 * @param {Call} call
 * @returns {Clients}
 */
export const clientsOf = (call) => ({
  list: (options) => call.value({ path: "/oidc/clients", ...options }),
  get: (id, options) => call.value({ path: call.path`/oidc/clients/${id}`, ...options }),
  make: (client, options) => call.value({ method: "POST", path: "/oidc/clients", body: client, ...options }),
  change: (id, change, options) =>
    call.value({ method: "PATCH", path: call.path`/oidc/clients/${id}`, body: change, repeatable: true, ...options }),
  refusals: (id, page, options) =>
    call.value({ path: call.path`/oidc/clients/${id}/refusals`, query: page, ...options }),
  // A second rotation would end the secret that the application still has.
  rotateSecret: (id, options) =>
    call.value({ method: "POST", path: call.path`/oidc/clients/${id}/secret`, ...options }),
  delete: (id, options) =>
    call.nothing({ method: "DELETE", path: call.path`/oidc/clients/${id}`, repeatable: true, ...options }),
});

/**
 * @param {Call} call
 * @returns {Endpoints}
 */
export const endpointsOf = (call) => ({
  list: (options) => call.value({ path: "/events/endpoints", ...options }),
  get: (id, options) => call.value({ path: call.path`/events/endpoints/${id}`, ...options }),
  make: (endpoint, options) => call.value({ method: "POST", path: "/events/endpoints", body: endpoint, ...options }),
  change: (id, change, options) =>
    call.value({
      method: "PATCH",
      path: call.path`/events/endpoints/${id}`,
      body: change,
      repeatable: true,
      ...options,
    }),
  rotateSecret: (id, options) =>
    call.value({
      method: "PATCH",
      path: call.path`/events/endpoints/${id}`,
      body: { rotate_secret: true },
      ...options,
    }),
  delete: (id, options) =>
    call.nothing({ method: "DELETE", path: call.path`/events/endpoints/${id}`, repeatable: true, ...options }),
  test: (id, options) => call.value({ method: "POST", path: call.path`/events/endpoints/${id}/test`, ...options }),
  deliveries: (id, options) => call.value({ path: call.path`/events/endpoints/${id}/deliveries`, ...options }),
});
