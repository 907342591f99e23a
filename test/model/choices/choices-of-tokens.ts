// The requests of enrolment and administration.

import * as fc from "fast-check";
import { drawChoice } from "./choice.ts";
import {
  entries,
  maybe,
  ownerFor,
  pins,
  protocols,
  rarely,
  serialIn,
  serialPicks,
  sessionFor,
  subjectIn,
  tokenSubjects,
  users,
  waitingIn,
} from "./picks.ts";

const optionalPin = { pin: maybe(pins) };
export const init = drawChoice(
  "init",
  fc.record({ serial: entries, user: rarely(fc.constant(undefined), users), ...optionalPin }),
  ({ serial, user = ownerFor(serial), pin }) => ({ ask: "init", user, serial, ...(pin ? { pin } : {}) }),
);
export const metadata = drawChoice(
  "metadata",
  fc.record({ token: serialPicks, pick: fc.nat(9) }),
  ({ token, pick }, model) => {
    const serial = waitingIn(model, token);
    return { ask: "metadata", serial, session: sessionFor(model, serial, pick) };
  },
);
export const enrol = drawChoice(
  "enrol",
  fc.record({ token: serialPicks, pick: fc.nat(9), protocol: protocols }),
  ({ token, pick, protocol }, model) => {
    const serial = waitingIn(model, token);
    return { ask: "enrol", serial, session: sessionFor(model, serial, pick), protocol };
  },
);

export const change = drawChoice(
  "change",
  fc.record({ ask: fc.constantFrom("enable", "enable", "disable", "reset", "reset"), whom: tokenSubjects }),
  ({ ask, whom }, model) => ({ ask: ask as "enable", ...subjectIn(model, whom) }),
);
export const end = drawChoice(
  "end",
  fc.record({ ask: fc.constantFrom("unassign", "unassign", "revoke"), whom: tokenSubjects }),
  ({ ask, whom }, model) => ({ ask: ask as "revoke", ...subjectIn(model, whom) }),
);
export const setpin = drawChoice(
  "setpin",
  fc.record({ whom: tokenSubjects, pin: rarely(pins, fc.constant("")) }),
  ({ whom, pin }, model) => ({ ask: "setpin", ...subjectIn(model, whom), pin }),
);
export const set = drawChoice(
  "set",
  fc.record({ whom: tokenSubjects, maxFail: fc.constantFrom(1, 1, 2, 3, 20) }),
  ({ whom, maxFail }, model) => ({ ask: "set", ...subjectIn(model, whom), maxFail }),
);
export const assign = drawChoice(
  "assign",
  fc.record({ token: serialPicks, user: users, ...optionalPin }),
  ({ token, user, pin }, model) => {
    const nobodys = model.tokens.find((each) => each.user === null)?.serial;
    return { ask: "assign", serial: nobodys ?? serialIn(model, token), user, ...(pin ? { pin } : {}) };
  },
);
export const remove = drawChoice("delete", serialPicks, (token, model) => ({
  ask: "delete",
  serial: serialIn(model, token),
}));
export const forget = drawChoice("forget", users, (user) => ({ ask: "forget", user }));
