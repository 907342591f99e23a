// An empty file, or a list of nothing, is what an export leaves that has failed. It must not look
// like a move that is complete.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, expect, it, vi } from "vitest";
import { run } from "../../../../../test/serve/support/state.ts";
import { withStates } from "../../../../../test/serve/support/states.ts";
import { makeFernetKey, readFernetKey, sealFernet } from "../../../import/crypt/fernet.ts";
import { openExport } from "../../../import/open-export.ts";
import { formats, type ImportFormat, type ImportOptions } from "../../../import/options.ts";
import { databaseOf } from "./database-of.ts";

vi.setConfig({ testTimeout: 300_000 });

const copy = withStates();
const folder = mkdtempSync(join(tmpdir(), "empty-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let number = 0;
const file = (text: string | Uint8Array) => {
  const path = join(folder, String(++number));
  writeFileSync(path, text);
  return path;
};
const folderOf = (files: Readonly<Record<string, string>>) => {
  const path = join(folder, String(++number));
  mkdirSync(path);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
};
const sqlite = (sql: string) => {
  const path = join(folder, `${++number}.sqlite`);
  const db = new DatabaseSync(path);
  db.exec(sql);
  db.close();
  return path;
};
const key = makeFernetKey();
const sealed = (text: string) => sealFernet(Buffer.from(text), readFernetKey(key) ?? expect.fail("no key"), 0);

const BLANK = ["", " \n\t\r\n", "\ufeff\n"].map(file);
const privacyIdeaTables = [
  sqlite("CREATE TABLE token (id, serial, tokentype)"),
  folderOf({ "token.csv": "" }),
  folderOf({ "token.csv": "id,serial,tokentype\n" }),
];
const EMPTY: Readonly<Record<string, readonly string[]>> = {
  "privacyidea-pi": [...BLANK, file(sealed("[]")), file(sealed(" [ ] \n"))],
  "privacyidea-yaml": [...BLANK, ...["[]\n", "---\n[]\n---\n[]\n", "# nothing\n"].map(file)],
  "privacyidea-sql": [...BLANK, ...privacyIdeaTables],
  "edumfa-yaml": [...BLANK, ...["[]\n", "[]\n\n[]\n"].map(file)],
  "edumfa-sql": [...BLANK, ...privacyIdeaTables],
  "stepup-sql": [...BLANK, sqlite("CREATE TABLE user (id, userid)"), folderOf({ "user.csv": "id,userid\n" })],
  "stepup-json": [folderOf({}), folderOf({ "readme.txt": "x" })],
  eduid: [...BLANK, ...["[]", " [\n]\n"].map(file)],
  "tiqr-edge-json": [...BLANK, ...["[]", " [\n]\n"].map(file)],
};

const [keyFile, encFile] = [file(key), file(new Uint8Array(96))];
const opening = (from: ImportFormat, path: string) =>
  openExport({ file: path, from, keyFile, encFile } as ImportOptions);

it.each(formats)("from %s is an error", async (from) => {
  const paths = EMPTY[from] ?? expect.fail("has no case");
  for (const path of paths) await expect(opening(from, path)).rejects.toThrow(/ (is empty|holds no tokens)\.$/);
});

it("is no file that has something", async () => {
  const opened = await opening("eduid", file('{"userId":"anna"}'));
  expect([...opened.records]).toHaveLength(1);
});

it("leaves the exit code 1, and nothing written", async () => {
  const state = copy();
  const report = join(folder, "report.csv");
  const args = ["--from", "edumfa-yaml", "--service-identifier", "io.edumfa", "--report", report, "--apply"];
  const { code, stdout, stderr } = await run("import", [file("[]\n"), ...args, "--state", state]);
  expect([code, stdout, stderr]).toEqual([1, "", expect.stringMatching(/^\S+ holds no tokens\.\n$/)]);
  expect(databaseOf(state, "SELECT count(*) AS n FROM audit WHERE action = 'npm run import'")).toEqual([{ n: 0 }]);
});
