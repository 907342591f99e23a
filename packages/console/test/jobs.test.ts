// Many at once in the console without a script: a file of users is checked and carried out, and
// selected tokens are changed.

import { beforeAll, describe, expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../../../test/support/admin-password.ts";
import { beginJob, holdJob, makeTokens, runJob, untilOver } from "../../../test/support/jobs.ts";
import { admin, asAdmin, type Reply, resultOf, serviceAccount, tokenOf } from "../../../test/support/service.ts";
import { ConsoleBrowser, hiddenFields, leadsTo } from "./support/console-browser.ts";

const browser = new ConsoleBrowser();
beforeAll(async () => {
  await admin();
  await browser.follow(await browser.signIn("admin", ADMIN_PASSWORD));
});

const BOUNDARY = "----boundary";
const upload = (csv: string, id: string, by = browser): Promise<Reply> => {
  const part = (head: string, text: string) =>
    `--${BOUNDARY}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${text}\r\n`;
  const body = `${part('name="id"', id)}${part('name="file"; filename="u.csv"', csv)}--${BOUNDARY}--\r\n`;
  return by.postRaw("/console/new-users/check", `multipart/form-data; boundary=${BOUNDARY}`, body);
};
const idIn = (reply: Reply): string => /^\/console\/jobs\/([\w-]{22})(?:\?|$)/.exec(leadsTo(reply) ?? "")?.[1] ?? "";
const show = async (id: string) => (await browser.get(`/console/jobs/${id}`)).text;

it("begins with an empty list, which leads to a first file", async () => {
  await serviceAccount("starts", ["set_custom_user_attributes", "manyatonce"]);
  const starts = new ConsoleBrowser();
  await starts.signIn("starts", "service");
  expect((await starts.get("/console/jobs")).text).toMatch(/class="empty".*href="\/console\/new-users"/s);
});

describe("a file of users", () => {
  it("is checked first, and carried out from the report", async () => {
    const form = await browser.get("/console/new-users");
    expect((await browser.get("/console/users")).text).toContain('href="/console/new-users"');
    const { id = "" } = hiddenFields(form);
    const checked = idIn(await upload("name;e-mail\nimported;i@example.org\nbroken;nothing\n", id));
    expect(checked).toBe(id);
    await untilOver(checked);
    const report = await show(checked);
    for (const text of ["1 new · 0 changed · 0 unchanged · 1 faulty", "1 gets a link", "Import 1 user", "u.csv"])
      expect(report).toContain(text);
    expect(report).toContain("The e-mail address isn’t valid.");
    expect(report).not.toContain("/assets/job-");
    expect((await asAdmin("GET", "/user/realm1/imported")).status).toBe(400);

    const fields = hiddenFields(await browser.get(`/console/jobs/${checked}`));
    const done = await browser.post("/console/new-users/apply", { ...fields, links: "missing", days: "7" });
    const again = await browser.post("/console/new-users/apply", { ...fields, links: "missing", days: "7" });
    expect(idIn(again)).toBe(idIn(done));
    expect(await untilOver(idIn(done))).toMatchObject({ state: "done", dry_run: false, failed: 1 });
    expect(resultOf(await asAdmin("GET", "/user/realm1/imported")).email).toBe("i@example.org");
    const file = await browser.get(`/console/jobs/${idIn(done)}/result.csv`);
    expect(file.text).toContain("/enrol/");
    expect([file.headers.get("Cache-Control"), file.headers.get("Content-Type")]).toEqual([
      "no-store",
      "text/csv; charset=utf-8",
    ]);
    const list = await browser.get("/console/jobs");
    for (const one of [checked, idIn(done)]) expect(list.text).toContain(`href="/console/jobs/${one}"`);
  });

  it("shows its first lines as they will become, a name as a name", async () => {
    const csv = "name;login;e-mail\nAnna Visser;annav;a@example.org\nBert;bertb;\nC;cc;\nD;dd;\n";
    const { id } = await runJob("users", { csv });
    const page = (await show(id)).replaceAll("<wbr/>", "");
    const [, table = ""] = /The first 3 lines, as they will become(.*?)<\/table>/s.exec(page) ?? [];
    const cells = [...table.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell = ""]) => cell.replaceAll(/<[^>]*>/g, ""));
    expect(cells.slice(0, 12)).toEqual([
      ...["new", "Anna Visser", "a@example.org", "realm1", "", "2"],
      ...["new", "Bert", "", "realm1", "", "3"],
    ]);
    expect([...table.matchAll(/<th scope="row".*?<div>(.*?)<\/div>/gs)].map(([, login]) => login)).toEqual([
      "annav",
      "bertb",
      "cc",
    ]);
    expect(table).not.toContain("dd");
  });

  it("is refused if its only name may be no login, with what to do", async () => {
    const refused = await upload("name;e-mail\nAnna Visser;anna@example.org\n", "x");
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining("add a column login")]);
  });

  it("tells beforehand what it would change, attribute by attribute", async () => {
    const before = "name;realm;e-mail\nknown;files;old@example.org\n";
    await runJob("users", { csv: before, dry_run: false, links: "none" });
    const { id } = await runJob("users", { csv: "name;realm;e-mail;groups\nknown;files;new@example.org;a,b\n" });
    const page = (await show(id)).replaceAll("<wbr/>", "");
    for (const text of [
      "1 changed (e-mail 1, groups 1)",
      "e-mail: old@example.org → new@example.org",
      "groups: – → a,b",
    ])
      expect(page).toContain(text);
  });

  it.each([
    [
      "nl",
      "Deze gebruiker staat al in een eerdere regel.",
      "De regel heeft geen gebruikersnaam.",
      "Er zou een registratielink",
    ],
    [
      "de",
      "Dieser Benutzer steht schon in einer früheren Zeile.",
      "In der Zeile fehlt der Benutzername.",
      "Ein Registrierungslink",
    ],
  ])(
    "has its failures in the language of the page (%s), and the guarded cells as they are",
    async (language, ...said) => {
      const { id } = await runJob("users", { csv: `name;realm\n=1+1;${language}\n=1+1;${language}\n;x\n` });
      browser.language = language;
      const page = await show(id);
      const { text: file } = await browser.get(`/console/jobs/${id}/result.csv`);
      browser.language = undefined;
      for (const text of said.slice(0, 2)) expect(page).toContain(text);
      for (const text of said) expect(file).toContain(`"${text}`);
      for (const text of [page, file]) expect(text).not.toContain("Invalid line");
      expect(file).toContain(`"2","","'=1+1","${language}","made","`);
      expect(file.split("\r\n")).toHaveLength(5);
    },
  );

  it("that cannot be read gets a page that says so", async () => {
    expect((await upload("\0\u0000", "x")).status).toBe(400);
    const empty = await browser.postRaw("/console/new-users/check", "application/x-www-form-urlencoded", "file=x");
    expect([empty.status, empty.text.includes("not a text file")]).toEqual([400, true]);
    expect((await upload("x".repeat(4 * 1024 * 1024), "x")).status).toBe(413);
  });

  it.each([
    [
      "en",
      [
        "The file is empty",
        "column “phone”",
        "Line 3",
        "20,000 users",
        "same column twice",
        "name the columns",
        "no users",
      ],
    ],
    [
      "nl",
      ["Het bestand is leeg", "kolom ‘phone’", "regel 3", "20.000", "twee keer", "noemt de kolommen", "geen gebr"],
    ],
    ["de", ["Die Datei ist leer", "Spalte „phone“", "Zeile 3", "20.000", "doppelt", "nennt die Spalten", "keine Ben"]],
  ])("of which nothing can be taken is explained in the language of the page: %s", async (language, said) => {
    const files = [
      "",
      "name,phone\nx,y",
      'name\na\n"x',
      `name\n${"x\n".repeat(20_001)}`,
      "login,user\na,b",
      "realm\nx",
      "name\n",
    ];
    const reader = new ConsoleBrowser();
    await reader.signIn("admin", ADMIN_PASSWORD);
    reader.language = language;
    for (const [at, file] of files.entries()) {
      const { status, text } = await upload(file, "x", reader);
      expect([status, text.includes('href="/console/new-users"')]).toEqual([400, true]);
      expect(text).toContain(said[at]);
    }
  });

  it("is read from no one who is not signed in", async () => {
    const reply = await upload("name\nx\n", "x", new ConsoleBrowser());
    expect(leadsTo(reply)).toContain("/console/sign-in");
  });
});

describe("selected tokens", () => {
  it("are changed after a question, once", async () => {
    const [one = "", two = ""] = await makeTokens("CHOSEN", 2);
    const list = await browser.get("/console/tokens?serial=CHOSEN-");
    const box = (serial: string) => `${serial} of-${serial} realm1`;
    expect(list.text).toContain(`value="${box(one)}" form="selected"`);
    const question = await browser.post("/console/tokens-selected", {
      "token-0": box(one),
      "token-14": box(two),
      action: "disable",
      serial: "CHOSEN-",
    });
    for (const text of ["these 2 tokens", `of-${one}`, `of-${two}`]) expect(question.text).toContain(text);
    expect(await tokenOf(one)).toMatchObject({ active: true });
    const fields = hiddenFields(question);
    const begun = await Promise.all([1, 2].map(() => browser.post("/console/tokens-selected/begin", fields)));
    expect(new Set(begun.map(idIn)).size).toBe(1);
    await untilOver(idIn(begun[0] as Reply));
    for (const serial of [one, two]) expect(await tokenOf(serial)).toMatchObject({ active: false });
    const result = await browser.get(leadsTo(begun[0] as Reply) ?? "");
    for (const text of ["2 of 2 done", 'href="/console/tokens?serial=CHOSEN-"', "Enable these 2 again"])
      expect(result.text).toContain(text);

    // What was done at once is undone at once, and the way back stays.
    const { serial = "", id = "" } = hiddenFields(result);
    const undo = `/console/jobs/${idIn(begun[0] as Reply)}/enable`;
    const undone = await Promise.all([1, 2].map(() => browser.post(undo, { serial, id })));
    expect(new Set(undone.map(leadsTo))).toEqual(new Set([`/console/jobs/${id}?serial=CHOSEN-`]));
    await untilOver(id);
    for (const chosen of [one, two]) expect(await tokenOf(chosen)).toMatchObject({ active: true });
    expect((await browser.get(leadsTo(undone[0] as Reply) ?? "")).text).toContain(
      'href="/console/tokens?serial=CHOSEN-"',
    );
  });

  it("are nothing unless one is selected", async () => {
    expect((await browser.post("/console/tokens-selected", { action: "delete" })).text).toContain(
      "No token is selected.",
    );
    expect(leadsTo(await browser.post("/console/tokens-selected", { action: "shred" }))).toBe("/console/tokens");
  });

  it("are all that the search finds, and none that it would find later", async () => {
    const found = await makeTokens("FOUND", 40, "searched");
    const page = await browser.get("/console/tokens?realm=searched");
    expect(page.text).toContain("Select all 40 that the search finds");
    const search = Object.fromEntries(
      [...page.text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name = "", value = ""]) => [
        name,
        value,
      ]),
    );
    const question = await browser.post("/console/tokens-selected", {
      ...search,
      all: "true",
      action: "disable",
      "token-0": "OTHER",
    });
    for (const text of ["these 40 tokens", "FOUND-39", "Tokens that it would find later are not included"])
      expect(question.text).toContain(text);
    expect(question.text).toContain('href="/console/tokens?realm=searched"');
    const [later = ""] = await makeTokens("LATER", 1, "searched");
    await asAdmin("DELETE", `/token/${found[0]}`);
    const id = idIn(await browser.post("/console/tokens-selected/begin", hiddenFields(question)));
    expect(await untilOver(id)).toMatchObject({ total: 40, done: 40, failed: 1 });
    expect(await show(id)).toContain("There is no such token.");
    expect([await tokenOf(found[39] ?? ""), await tokenOf(later)]).toMatchObject([{ active: false }, { active: true }]);
  });

  it("are up to 2 000 of a search, over several looks, and no more", async () => {
    await makeTokens("GREAT", 2000, "great");
    const list = await browser.get("/console/tokens?realm=great");
    expect(list.text).toContain("Select all that the search finds");
    const fields = { all: "true", realm: "great", action: "unlock" };
    const question = await browser.post("/console/tokens-selected", fields);
    for (const text of ["2,000 tokens", "and 1,901 more"]) expect(question.text).toContain(text);
    expect(hiddenFields(question).serials?.split(" ")).toHaveLength(2000);
    const id = idIn(await browser.post("/console/tokens-selected/begin", hiddenFields(question)));
    expect((await browser.get(`/console/jobs/${id}`)).text).toContain("of 2,000 done");
    await browser.post(`/console/jobs/${id}/cancel`);
    await makeTokens("GREATER", 1, "great");
    const refused = await browser.post("/console/tokens-selected", fields);
    expect([refused.text.includes("more tokens than one job can take"), hiddenFields(refused).serials]).toEqual([
      true,
      undefined,
    ]);
    const none = await browser.post("/console/tokens-selected", { ...fields, realm: "nowhere" });
    expect(none.text).toContain("Nothing found.");
  });

  it("are offered as a whole only where the search finds more than the page shows", async () => {
    await makeTokens("FEW", 2);
    expect((await browser.get("/console/tokens?serial=FEW-")).text).not.toContain('name="all"');
  });

  it("have the buttons of the account's rights, and no boxes without any", async () => {
    const buttons = async (name: string, rights: Parameters<typeof serviceAccount>[1]) => {
      await serviceAccount(name, rights);
      const own = new ConsoleBrowser();
      await own.signIn(name, "service");
      const { text } = await own.get("/console/tokens");
      return [...text.matchAll(/name="action" value="(\w+)"/g)].map(([, action]) => action);
    };
    expect(await buttons("reader", ["tokenlist"])).toEqual([]);
    // A help desk has the rights, but for one token at a time.
    expect(await buttons("helper", ["tokenlist", "reset", "disable"])).toEqual([]);
    expect(await buttons("many", ["tokenlist", "reset", "disable", "manyatonce"])).toEqual(["unlock", "disable"]);
  });
});

describe("a job", () => {
  it("that goes on has a bar, the script that follows it, and a button that cancels it", async () => {
    const serials = await makeTokens("GOING", 30);
    const id = "goes_on_______________";
    const { arrived, release } = await holdJob(id);
    await beginJob("tokens", { action: "disable", serials, id });
    await arrived();
    const page = await show(id);
    expect(page).toContain('<progress id="progress" max="30" value="0"');
    for (const part of ["0 of 30 done", 'data-job="on"', "/assets/job-", `action="/console/jobs/${id}/cancel"`])
      expect(page).toContain(part);
    // What the script asks by itself does not make the session longer.
    const own = await browser.get(`/console/jobs/${id}`, { "Sec-Fetch-Dest": "empty" });
    expect([own.status, own.headers.getSetCookie()]).toEqual([200, []]);
    expect(leadsTo(await browser.post(`/console/jobs/${id}/cancel`))).toBe(`/console/jobs/${id}`);
    expect(await show(id)).toContain("It will stop in a moment.");
    release();
    await untilOver(id);
    const over = await show(id);
    for (const part of ["25 of 30 done", 'data-job="over"', "cancelled", "result.csv"]) expect(over).toContain(part);
    expect(over).not.toContain("/cancel");
  });

  it("that is unknown, or another account's, is a page that says so", async () => {
    expect((await browser.get("/console/jobs/nonsense")).text).toContain("There is no such job.");
    const { id } = await runJob("tokens", { action: "links", serials: await makeTokens("SECRET", 1) });
    await serviceAccount("curious", ["tokenlist", "disable"]);
    const other = new ConsoleBrowser();
    await other.signIn("curious", "service");
    for (const path of [`/console/jobs/${id}`, `/console/jobs/${id}/result.csv`]) {
      const { status, text } = await other.get(path);
      expect([status, text.includes("/enrol/"), text.includes("SECRET")]).toEqual([403, false, false]);
    }
  });
});
