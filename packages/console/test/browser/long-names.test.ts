// Names and addresses as long as organisations have them: no page of the console is wider than its
// window, and no table hides a part.

import { beforeAll, expect, it } from "vitest";
import { Service } from "../../../../scripts/lib/service-client.ts";
import { hiddenInTables, overflow } from "../../../../test/browser/support/look.ts";
import { useSite } from "../../../../test/browser/support/site.ts";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { openSignedIn } from "./support/console.ts";

const site = useSite();
const USER = "maximiliane.von-und-zu-oberschwaben-hohenlohe@students.physik.universitaet-musterstadt.example";
const LOOKS = [
  { language: "de", theme: "dark", width: 320 },
  { language: "nl", theme: "light", width: 390 },
  { language: "de", theme: "light", width: 768 },
  { language: "en", theme: "dark", width: 1280 },
] as const;
const paths: string[] = [];

beforeAll(async () => {
  const service = new Service(site.server.origin);
  await service.signIn("admin", ADMIN_PASSWORD);
  const { json: token } = await service.init({
    user: USER,
    description: "Diensthandy der Arbeitsgruppe Festkörperphysik",
  });
  await service.asAdmin("POST", "/token/enrollmentlink", { user: USER });
  const { json: client } = await service.postAsAdmin("/oidc/clients", {
    client_name: "Lernplattform der Fakultät für Ingenieurwissenschaften",
    redirect_uris: ["https://lernplattform.universitaet-musterstadt.example/ein/langer/pfad/oauth2/callback/ende"],
    post_logout_redirect_uris: ["https://lernplattform.universitaet-musterstadt.example/"],
  });
  const account = "helpdesk-der-fakultaet-fuer-ingenieurwissenschaften";
  await service.postAsAdmin("/accounts", { name: account, rights: ["tokenlist"], realms: null });
  await service.postAsAdmin(`/accounts/${account}/keys`, { expires_at: "2099-01-01T00:00:00Z" });
  const { json: endpoint } = await service.postAsAdmin("/events/endpoints", {
    url: "https://siem.universitaet-musterstadt.example/eingang/tiqr-edge/ereignisse",
    events: ["LOGIN_SUCCESS", "SELF_PHONE_REMOVED", "SIGN_IN_DISOWNED"],
  });
  paths.push(
    `/console/users/default/${encodeURIComponent(USER)}`,
    `/console/tokens/${token.detail.serial}`,
    `/console/clients/${client.result.value.client_id}`,
    `/console/account/${account}`,
    `/console/endpoints/${endpoint.result.value.id}`,
    ...["users", "tokens", "links", "clients", "accounts", "endpoints", "audit", "settings"].map(
      (p) => `/console/${p}`,
    ),
  );
});

it.each(LOOKS)("fit in $language, $theme, $width pixels wide", async (look) => {
  const page = await openSignedIn(site, "/console", look);
  for (const path of paths) {
    expect((await page.goto(path))?.status()).toBe(200);
    expect([path, await overflow(page), await hiddenInTables(page)]).toEqual([path, 0, 0]);
  }
});
