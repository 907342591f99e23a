// A browser at the login page, as far as an example of /login/redeem needs one: it logs in and comes back with a code.
import type { Phone } from "../../../phone/phone.ts";
import { WEBSITE } from "./accounts.ts";

/** Both are in the example's call. */
const RETURN = { return_to: `${WEBSITE}/signed-in`, state: "r4nd0m" };

export async function logInOnPage(
  service: { readonly origin: string; readonly publicUrl: string },
  person: { readonly user: string; readonly pin: string; readonly phone: Phone },
): Promise<string> {
  let cookie = "";
  const post = async (path: string, fields: Record<string, string>): Promise<string> => {
    const response = await fetch(service.origin + path, {
      method: "POST",
      headers: { Origin: service.publicUrl, "Sec-Fetch-Site": "same-origin", Cookie: cookie },
      body: new URLSearchParams(fields),
    });
    cookie ||= response.headers
      .getSetCookie()
      .map((line) => line.replace(/;.*/, ""))
      .join("; ");
    return (await response.text()).replaceAll("&amp;", "&");
  };
  const found = (pattern: RegExp, html: string): string => {
    const [, text] = pattern.exec(html) ?? [];
    if (text === undefined) throw new Error(`the login page has no ${pattern}`);
    return text;
  };

  const waiting = await post("/login/begin", { user: person.user, pin: person.pin, ...RETURN });
  await person.phone.login(found(/href="(tiqrauth:[^"]*)"/, waiting));
  const transactionId = found(/name="transaction_id" value="([^"]*)"/, waiting);
  return found(/[?&]code=([\w.-]+)/, await post("/login/result", { transaction_id: transactionId }));
}
