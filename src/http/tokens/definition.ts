// Tokens, and links for enrolment: ./routes.ts and the routes that it mounts.

import { MAY_WITHDRAW, type Right } from "../../core/caller.ts";
import { MAILED_LINK } from "../../core/ports/people/mail.ts";
import { list, object, oneOf, only, orNull, text, time, whole } from "../../lib/schema.ts";
import { changed, done, succeeds } from "../openapi/answers.ts";
import type { Answer, Definition, Definitions } from "../openapi/definition.ts";
import { countShape, WARNINGS } from "../openapi/envelope-shapes.ts";
import { CSV, CURSORS, listOf, PAGE } from "../openapi/lists.ts";
import { OF_SUBJECT } from "../openapi/reasons.ts";
import { linkShape, tokenShape } from "./shapes.ts";

const SUBJECT = ["user", "realm", "serial"];
const VALIDITY = ["validity_period_start", "validity_period_end"];
const FILTER = ["username", "tokenrealm", "description", "rollout_state", "proven", "type"];
const FLAGS = ["assigned", "active", "revoked", "failcounter_exceeded"];

/** Only another administrator, whose phone has confirmed, may change an administrator's token. */
const OF_CHANGES = [
  ...OF_SUBJECT,
  ...["missing-serial", "user-not-found", "unknown-serials", "token-revoked"],
  ...["administrators-only", "confirmation-needed"],
] as const;
const OF_NEW_USERS = [
  "missing-init-user",
  "unseen-character",
  "shadows-users",
  "pin-too-short",
  "too-many-tokens",
  "user-deactivated",
] as const;

type More = Pick<Definition, "tells" | "takes" | "reasons">;

/** A change of one token or all of a user, with the serial in the path or as a parameter. */
function change<Name extends string, One extends Answer = typeof changed>(
  name: Name,
  does: string,
  right: Right,
  { tells, takes = [], reasons = [], answer }: More & { readonly answer?: One } = {},
) {
  const definition = {
    does,
    tells,
    right,
    takes: [...SUBJECT, ...takes],
    answers: [(answer ?? changed) as One],
    reasons: [...OF_CHANGES, ...reasons],
  } satisfies Definition;
  return { [`POST /token/${name}`]: definition, [`POST /token/${name}/:serial`]: definition } as {
    readonly [Route in `POST /token/${Name}` | `POST /token/${Name}/:serial`]: typeof definition;
  };
}

const info = (does: string, takes: readonly string[]) =>
  ({ does, right: "settokeninfo", takes, answers: [done], reasons: OF_CHANGES }) satisfies Definition;

export const tokenDefinitions = {
  "POST /token/init": {
    does: "Makes a token, or registers one again, and shows its QR code",
    tells:
      "The answer has `detail.serial`, and the QR code as `detail.tiqrenroll.img`, its text as `.value`. The header " +
      "`TiQR-Enrollment-Id` names the registration. With the `serial` of a token its registration starts again, and a " +
      "phone that had registered it can no longer log in, which `detail.warnings` says.",
    right: "enrollTIQR",
    takes: [...SUBJECT, ...VALIDITY, "type", "pin", "description", "ocrasuite", "shadows", "image_format"],
    answers: [
      {
        ...succeeds(
          only(true),
          object({ serial: text, tiqrenroll: object({ description: text, value: text, img: text }) }, WARNINGS),
        ),
        headers: ["TiQR-Enrollment-Id"],
      },
    ],
    reasons: [...OF_CHANGES, ...OF_NEW_USERS, "unknown-token-type", "already-assigned", "caller-unproven"],
  },
  "GET /token/": {
    does: "Lists tokens",
    tells:
      "The answer is a page of `tokens`, or with `outform=csv` of CSV. Filters may have `*` for any characters. " +
      "`count`, `prev`, `next`, `after` and `before` lead to the other pages.",
    right: "tokenlist",
    takes: [...SUBJECT, ...PAGE, ...CURSORS, ...FILTER, ...FLAGS, "sortby", "sortdir", "outform", "dialect"],
    answers: [succeeds(listOf({ tokens: list(tokenShape) })), CSV],
    reasons: [...OF_SUBJECT, "pattern-too-long", "user-not-found"],
  },
  "DELETE /token/:serial": {
    does: "Deletes a token",
    right: "delete",
    takes: [],
    answers: [changed],
    reasons: OF_CHANGES,
  },
  ...change("enable", "Switches tokens on", "enable", {
    reasons: ["too-many-tokens", "user-deactivated", "caller-unproven"],
  }),
  ...change("disable", "Switches tokens off", "disable", {
    tells: "Their open links end, and with the last phone of a person all of that person's.",
  }),
  ...change("reset", "Forgets failures on all paths, which opens locks", "reset", {
    tells:
      "Without serial and user, but with `locked_since` or `realm`, those of many tokens are forgotten, which needs " +
      "`manyatonce`, too, and `detail.after` is the cursor of the next call, or null.",
    takes: ["locked_since", "preview", "after"],
    answer: succeeds(countShape, object({}, { after: orNull(text) })),
  }),
  ...change("revoke", "Ends tokens for good", "revoke", {
    tells: "They can then only be deleted. Links end as with `disable`.",
  }),
  ...change("unassign", "Takes tokens from their user", "unassign", { tells: "Their secrets are erased." }),
  ...change("setpin", "Sets the PIN", "setpin", {
    tells: "An empty `otppin` removes it, unless `PIN_REQUIRED` is on; without the parameter nothing happens.",
    takes: ["otppin"],
    reasons: ["pin-too-short", "caller-unproven"],
  }),
  ...change("setrandompin", "Sets a PIN of random digits, and shows it", "setrandompin", {
    tells:
      "It has eight digits, or `PIN_MIN_LENGTH` if that is more. `detail.pin` shows it this one time, and " +
      "`detail.undo` is the id by which it can be undone for a day.",
    reasons: ["caller-unproven"],
    answer: succeeds(countShape, object({ pin: text }, { undo: text })),
  }),
  // privacyIDEA takes the last four here as well, and does nothing with the PIN.
  ...change("set", "Sets values of tokens", "set", {
    tells:
      "`result.value` is the number of values times the number of tokens. `count_window`, `sync_window`, `hashlib` " +
      "and `pin` are privacyIDEA's, and change nothing.",
    takes: [...VALIDITY, "max_failcount", "description", "count_window", "sync_window", "hashlib", "pin"],
  }),
  ...change("description", "Sets the description", "setdescription", {
    tells: "`result.value` is true or false.",
    takes: ["description"],
    answer: done,
  }),
  "POST /token/assign": {
    does: "Gives a token without a user to one",
    tells: "A phone has to register again: `/token/init` with this serial.",
    right: "assign",
    takes: [...SUBJECT, "pin", "shadows"],
    answers: [done],
    reasons: [...OF_CHANGES, ...OF_NEW_USERS, "already-assigned"],
  },
  "POST /token/info/:serial/:key": info("Keeps a text with a token", ["value"]),
  "DELETE /token/info/:serial/:key": info("Removes a text from a token", []),
  "POST /token/enrollmentlink": {
    does: "Makes a one-time link to the registration page",
    tells:
      "The answer has `detail.link`, `detail.id` and `detail.expires`, and after a mail `detail.mail`. With `mail=only` " +
      "the link is empty, and good for a day at most. With the `serial` " +
      "of a token the link is for another phone: the present one works until the person begins, or with `stop=true` no " +
      "longer, and then all other links of the person end, too. `detail.undo` is the id by which the phone can be given " +
      "back for a day: docs/api.md#undo.",
    right: "enrollTIQR",
    takes: [...SUBJECT, "stop", "validity", "pin", "shadows", "mail", "language"],
    answers: [
      succeeds(
        only(true),
        object({ link: text, id: text, expires: time }, { undo: text, mail: oneOf(...MAILED_LINK) }),
      ),
    ],
    reasons: [...OF_CHANGES, ...OF_NEW_USERS, "unknown-serial", "caller-unproven"],
  },
  "GET /token/enrollmentlink": {
    does: "Lists links that can be used or are in use",
    tells:
      "Those that end last come first, and with `sortdir=asc` those that end first. The links themselves are not stored. " +
      "Accounts with the right `userlist` see `name` and `email` of the person, and find links by `search`: " +
      "docs/api.md#search-for-people.",
    right: MAY_WITHDRAW,
    takes: [...SUBJECT, "search", ...PAGE, ...CURSORS, "sortdir", "id"],
    answers: [succeeds(listOf({ links: list(linkShape), current: whole }))],
    reasons: [...OF_SUBJECT, "pattern-too-long"],
  },
  "DELETE /token/enrollmentlink/:id": {
    does: "Withdraws a link",
    tells: "The answer is 1, or 0 if it had already ended. It does not matter which account made it.",
    right: MAY_WITHDRAW,
    takes: [],
    answers: [changed],
    reasons: ["unknown-link", "administrators-only", "confirmation-needed"],
  },
} satisfies Definitions;
