// The search of the header: it leads to the one person who fits, or else to the list of all who do.
// A token that belongs to nobody is found by its serial as well.

import type { UserJson } from "../../../src/for-console.ts";
import type { Api, ApiReply } from "../api.ts";
import { sendRefused } from "../frame/refusal.tsx";
import type { ConsoleApp } from "../frame/session.ts";
import { addressWith, beginningOf } from "../parts/search.ts";
import { tokenPage } from "../parts/token-view.ts";
import { pageOfUser, USERS_PATH } from "../parts/user-view.ts";

const FIND = "/console/find";
const TOKENS = "/console/tokens";

/** One more than the one who is shown at once. */
const LOOKED_FOR = "2";

export function findRoutes(app: ConsoleApp): void {
  app.get(FIND, async (c) => {
    const text = c.req.query("q")?.trim() ?? "";
    const { api, account } = c.var;
    const list = account.may("userlist") ? USERS_PATH : TOKENS;
    const nobody = addressWith(list, { user: text });
    // Text with `*` is a pattern, which only lists have.
    if (text === "" || text.includes("*")) return c.redirect(nobody, 303);
    if (account.may("userlist")) {
      const people = await api.need("users", "GET /user/", { search: text, pagesize: LOOKED_FOR });
      const [person] = people.value;
      const isOne = people.value.length === 1 && (people.detail?.after ?? null) === null;
      const meant = isOne ? person : person && (await userOfName(api, text));
      if (person) return c.redirect(meant ? pageOfUser(meant) : nobody, 303);
    }
    const token = account.may("tokenlist") ? await tokenBySerial(api, text) : undefined;
    if (token && !token.ok) return sendRefused(c, "tokens", token);
    const tokens = token?.value.tokens ?? [];
    const [only, ...others] = tokens;
    if (!only) return c.redirect(nobody, 303);
    return c.redirect(others.length === 0 ? tokenPage(only.serial) : addressWith(TOKENS, { serial: text }), 303);
  });
}

/**
 * "j.jansen" also begins "j.jansen2", but whoever types a whole user name means that user. A word
 * of letters alone may be the name of many, so it stays a search.
 */
async function userOfName(api: Api, username: string): Promise<UserJson | undefined> {
  if (/^\p{L}*$|\s/u.test(username)) return undefined;
  const reply = await api.call("GET /user/", { username, pagesize: LOOKED_FOR });
  return reply.ok && reply.value.length === 1 ? reply.value[0] : undefined;
}

const tokenBySerial = (api: Api, text: string): Promise<ApiReply<"GET /token/">> =>
  api.call("GET /token/", { serial: beginningOf(text), pagesize: LOOKED_FOR });
