// Chooses the reader of a format and gives it its file and its keys.
import { Refusal } from "../lib/project.ts";
import { ask } from "../lib/read-password.ts";
import { type EncFile, readEncFile } from "./crypt/enc-file.ts";
import { readEduid } from "./formats/eduid.ts";
import { readPrivacyIdeaPi } from "./formats/privacyidea-pi.ts";
import { personKey, readPrivacyIdeaSql } from "./formats/privacyidea-sql.ts";
import { readPrivacyIdeaYaml } from "./formats/privacyidea-yaml.ts";
import { readStepupJson } from "./formats/stepup-json.ts";
import { readStepupSql } from "./formats/stepup-sql.ts";
import { readTiqrEdgeJson } from "./formats/tiqr-edge-json.ts";
import type { Asked } from "./options.ts";
import type { Wanted } from "./preparing.ts";
import { type Foreign, UnreadableExport } from "./record.ts";
import { bytesOf, filesIn, piecesOf, tablesOf } from "./sources.ts";
import { readCsv } from "./text/csv.ts";

export interface Opened extends Foreign {
  close(): void;
}

/** @throws Refusal when the file, or one of its keys, cannot be used. */
export async function openExport(asked: Asked): Promise<Opened> {
  try {
    return await open(asked);
  } catch (error) {
    if (error instanceof UnreadableExport) throw new Refusal(error.message);
    throw error;
  }
}

async function open(asked: Asked): Promise<Opened> {
  const { file, from } = asked;
  const close = () => {};
  switch (from) {
    case "privacyidea-pi": {
      const key = await secretText(asked.keyFile, "Key of the export: ");
      return { ...readPrivacyIdeaPi(() => piecesOf(file), key, await encFileOf(asked)), close };
    }
    case "privacyidea-yaml":
      return { ...readPrivacyIdeaYaml(() => piecesOf(file), await encFileOf(asked)), close };
    case "privacyidea-sql": {
      const encFile = await encFileOf(asked);
      if (!encFile) throw new Refusal("privacyIDEA's tables are encrypted: give --enc-file, its PI_ENCFILE.");
      const tables = tablesOf(file);
      return { ...readPrivacyIdeaSql(tables, encFile), close: () => tables.close() };
    }
    case "stepup-sql": {
      const tables = tablesOf(file);
      return { ...readStepupSql(tables, keysOf(asked.keys)), close: () => tables.close() };
    }
    case "stepup-json":
      return { ...readStepupJson(filesIn(file), keysOf(asked.keys)), close };
    case "eduid": {
      const secret = await secretText(asked.keyFile, "encryptionSecret: ");
      return { ...readEduid(() => piecesOf(file), secret), close };
    }
    case "tiqr-edge-json": {
      const key = await secretText(asked.keyFile, "Key of the export: ");
      return { ...readTiqrEdgeJson(() => piecesOf(file), key), close };
    }
  }
}

/** The text of a file, without the line break at its end, or what a person enters. */
const secretText = async (file: string | undefined, question: string): Promise<string> =>
  file === undefined
    ? ask(question)
    : bytesOf(file)
        .toString("utf8")
        .replace(/\r?\n$/, "");

async function encFileOf({ encFile, encPasswordFile }: Asked): Promise<EncFile | undefined> {
  if (encFile === undefined) return undefined;
  const bytes = bytesOf(encFile);
  const isEncrypted = bytes.length > 100;
  const password = isEncrypted ? await secretText(encPasswordFile, "Password of the encryption file: ") : undefined;
  return readEncFile(bytes, password);
}

function keysOf(file: string | undefined): ReadonlyMap<string, string> {
  if (file === undefined) return new Map();
  let keys: unknown;
  try {
    keys = JSON.parse(bytesOf(file).toString("utf8"));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    // The message of JSON.parse quotes the text, which holds keys.
    throw new Refusal(`${file} is no JSON.`);
  }
  const isMapping = typeof keys === "object" && keys !== null && !Array.isArray(keys);
  const entries = isMapping ? Object.entries(keys as object) : [];
  if (!isMapping || !entries.every(([, key]) => typeof key === "string" && /^([0-9a-fA-F]{2})+$/.test(key)))
    throw new Refusal(`${file} must be {"<key id>": "<hex>"}.`);
  return new Map(entries.map(([id, key]) => [id.toLowerCase(), key as string]));
}

/** The operator's map of people. Its columns depend on what the server knows them by. */
export function loginsOf({ logins, from }: Asked): Wanted["logins"] {
  if (logins === undefined) return undefined;
  const wanted = from.startsWith("privacyidea") ? ["resolver", "uid", "login", "realm"] : ["userid", "user", "realm"];
  const map = new Map<string, { login: string; realm: string | undefined }>();
  for (const { line, row } of readCsv(piecesOf(logins))) {
    if (!wanted.every((name) => Object.hasOwn(row, name)))
      throw new Refusal(`${logins} must have the columns ${wanted.join(",")}.`);
    const [key, login] =
      wanted.length === 4 ? [personKey(row.resolver ?? "", row.uid ?? ""), row.login] : [row.userid ?? "", row.user];
    if (key === "" || !login) throw new Refusal(`${logins} line ${line}: a person and a login are needed.`);
    map.set(key, { login, realm: row.realm ?? undefined });
  }
  return map;
}
