// Users and their attributes: ./user-routes.ts, ./attribute-routes.ts.

import { either, flag, list, object, only, orNull, text, whole } from "../../lib/schema.ts";
import { changed, succeeds } from "../openapi/answers.ts";
import type { Definitions } from "../openapi/definition.ts";
import { CURSORS, PAGE, PROGRESS } from "../openapi/lists.ts";
import { OF_SUBJECT } from "../openapi/reasons.ts";
import { attributesShape, madePassShape, userDetailsShape, userShape } from "./shapes.ts";

const OF_USER = ["user", "realm", "key"];
const OF_USERS = [...OF_SUBJECT, "user-not-found", "administrators-only", "confirmation-needed"] as const;

export const userDefinitions = {
  "GET /user/": {
    does: "Lists users",
    tells:
      "They are all who are known, by a token, a file, a block or a directory, at most 1000; `username` and `realm` " +
      "may have `*`. `search` finds people by the beginning of the user, of any word of the name, of the e-mail address, or of the " +
      "serial of a token (with the right `tokenlist`), and `matched` says by which: docs/api.md#search-for-people. " +
      "`phones` finds those who have none yet: docs/api.md#people-without-a-phone. `blocked` finds those who are kept out.",
    right: "userlist",
    takes: ["search", "username", "realm", "phones", "blocked", ...PAGE, ...CURSORS, "sortdir"],
    answers: [succeeds(list(userShape), object({}, { after: orNull(text), before: orNull(text), ...PROGRESS }))],
    reasons: ["pattern-too-long"],
  },
  "GET /user/:realm/:name": {
    does: "One user",
    tells: "`sessions` are the sign-ins in browsers that have not ended, at most 50.",
    right: "userlist",
    takes: [],
    answers: [succeeds(userDetailsShape)],
    reasons: OF_USERS,
  },
  "DELETE /user/:realm/:name": {
    does: "Deletes a user with all tokens",
    tells: "In the audit trail a pseudonym replaces the name. `detail.tokens` is the number of deleted tokens.",
    right: "deleteuser",
    takes: [],
    answers: [succeeds(only(true), object({ tokens: whole }))],
    reasons: OF_USERS,
  },
  "DELETE /user/:realm/:name/sessions": {
    does: "Ends the user's sign-ins in browsers, and what applications were granted",
    tells:
      "Refresh tokens end as well: docs/oidc.md#signing-in-and-out. The answer is the number of sessions that " +
      "ended.",
    right: "disable",
    takes: [],
    answers: [changed],
    reasons: OF_USERS,
  },
  "POST /user/:realm/:name/block": {
    does: "Keeps a person out",
    tells:
      "Their tokens go off, and what is open ends: docs/api.md#who-is-kept-out. With `from` it begins, and with `until` " +
      "it ends by itself. To make a block shorter, or a planned one later, takes `enable`, as to end it does. `detail` " +
      "counts the tokens and the sessions that ended.",
    right: "disable",
    takes: ["from", "until", "reason"],
    answers: [succeeds(only(true), object({ tokens: whole, sessions: whole }))],
    reasons: [...OF_USERS, "own-person", "caller-unproven"],
  },
  "DELETE /user/:realm/:name/block": {
    does: "Lets a blocked person in again",
    tells:
      "Exactly the tokens that the block has switched off are on again, unless a directory keeps the person out, too " +
      "(`deactivated`). The value is whether there was a block.",
    right: "enable",
    takes: [],
    answers: [succeeds(flag, object({ tokens: whole, deactivated: flag }))],
    reasons: [...OF_USERS, "caller-unproven"],
  },
  "POST /user/:realm/:name/restore": {
    does: "Brings back a person whom a directory has deleted",
    tells:
      "That is possible until `SCIM_DELETE_AFTER_DAYS` after `deleted_at`: docs/api.md#who-is-kept-out. Exactly the tokens " +
      "that went off then are on again, unless an account has blocked the person, too. The value is whether there was " +
      "somebody to bring back.",
    right: "enable",
    takes: [],
    answers: [succeeds(flag, object({ tokens: whole }))],
    reasons: [...OF_USERS, "own-person", "caller-unproven"],
  },
  "POST /user/:realm/:name/pass": {
    does: "Makes a day pass: a code that stands for the person's phone for some hours",
    tells:
      "It is shown this once, and takes the place of an earlier one. Without `hours` it lasts as long as `DAY_PASS_HOURS` " +
      "allows, and without `uses` it counts 10 times: docs/day-pass.md. Unknown while `DAY_PASS` is off.",
    right: "daypass",
    takes: ["hours", "uses"],
    answers: [succeeds(madePassShape)],
    reasons: [...OF_USERS, "unknown-path", "pass-needs-pin", "user-deactivated", "pass-limit", "caller-unproven"],
  },
  "DELETE /user/:realm/:name/pass": {
    does: "Ends the user's day pass, and what it has opened",
    tells: "The answer is 1, or 0 if there was none.",
    right: "daypass",
    takes: [],
    answers: [changed],
    reasons: OF_USERS,
  },
  "GET /user/attribute": {
    does: "The user's attributes, or one",
    tells: "The answer has those that are set, as texts, or with `key` the value of one, or null.",
    right: "userlist",
    takes: OF_USER,
    answers: [succeeds(either(orNull(text), attributesShape))],
    reasons: OF_USERS,
  },
  "POST /user/attribute": {
    does: "Sets an attribute",
    tells:
      "The `key` is `email`, `name`, `groups` or `external_id`, which is unique in the realm. The answer is a number of " +
      "the user.",
    right: "set_custom_user_attributes",
    takes: [...OF_USER, "value"],
    answers: [succeeds(whole)],
    reasons: [...OF_USERS, "external-id-taken"],
  },
  "DELETE /user/attribute/:key/:user/:realm": {
    does: "Removes an attribute",
    tells: "The answer is 1, or 0 if it was not set.",
    right: "delete_custom_user_attributes",
    takes: [],
    answers: [changed],
    reasons: OF_USERS,
  },
} satisfies Definitions;
