// Manages a tiqr-edge service in the name of an account: tokens, users, links, accounts,
// applications, events, jobs, the audit trail.

/** @import { TiqrManagement as Declared, ManagementOptions } from "./management.d.ts" */

import { createAsk, settingsOf } from "../requests/requests.js";
import { auditOf } from "./audit.js";
import { createCall } from "./call.js";
import { jobsOf } from "./jobs.js";
import { linksOf, usersOf } from "./people.js";
import { accountsOf, clientsOf, endpointsOf } from "./service.js";
import { challengesOf, tokensOf } from "./tokens.js";

/** @implements {Declared} */
export class TiqrManagement {
  /** @param {ManagementOptions} options */
  constructor(options) {
    const settings = settingsOf(options);
    const call = createCall(createAsk(settings));
    this.tokens = tokensOf(call);
    this.challenges = challengesOf(call);
    this.users = usersOf(call);
    this.links = linksOf(call);
    this.accounts = accountsOf(call);
    this.clients = clientsOf(call);
    this.endpoints = endpointsOf(call);
    this.jobs = jobsOf(call, settings);
    this.audit = auditOf(call, settings);
    /** @type {Declared["settings"]} */
    this.settings = (options) => call.value({ path: "/system/", ...options });
    /** @type {Declared["realms"]} */
    this.realms = (options) => call.value({ path: "/realm/", ...options });
  }
}
