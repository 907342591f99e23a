// Chooses the reader of a format and gives it its file and its keys.
import { CommandError } from "../../../scripts/lib/project.ts";
import { askAtTerminal } from "../../../scripts/lib/read-password.ts";
import { type EncFile, readEncFile } from "./crypt/enc-file.ts";
import { readEduid } from "./formats/eduid.ts";
import { readEduMfaYaml } from "./formats/edumfa-yaml.ts";
import { readPrivacyIdeaPi } from "./formats/privacyidea-pi.ts";
import { EDUMFA, PRIVACYIDEA, readPrivacyIdeaSql } from "./formats/privacyidea-sql.ts";
import { readPrivacyIdeaYaml } from "./formats/privacyidea-yaml.ts";
import { readStepupJson } from "./formats/stepup-json.ts";
import { readStepupSql } from "./formats/stepup-sql.ts";
import { readTiqrEdgeJson } from "./formats/tiqr-edge-json.ts";
import type { ImportOptions } from "./options.ts";
import { type Foreign, type ForeignRecord, UnreadableExport } from "./record.ts";
import { bytesOf, filesIn, isBlank, openTables, piecesOf } from "./sources.ts";

/** @throws Refusal when the file, or one of its keys, cannot be used. */
export async function openExport(asked: ImportOptions): Promise<Foreign> {
  if (isBlank(asked.file)) throw new UnreadableExport(`${asked.file} is empty.`);
  const opened = await open(asked);
  return { ...opened, records: notEmpty(opened.records, asked.file) };
}

/**
 * An export that broke off before its first token must not look like one whose tokens have all
 * come.
 */
function notEmpty(records: Iterable<ForeignRecord>, file: string): Iterable<ForeignRecord> {
  const rest = records[Symbol.iterator]();
  let next = rest.next();
  if (next.done) throw new UnreadableExport(`${file} holds no tokens.`);
  return (function* () {
    for (; !next.done; next = rest.next()) yield next.value;
  })();
}

async function open(asked: ImportOptions): Promise<Foreign> {
  const { file, from, clock } = asked;
  const pieces = () => piecesOf(file);
  switch (from) {
    case "privacyidea-pi": {
      const key = await secretText(asked.keyFile, "Key of the export: ");
      return readPrivacyIdeaPi(pieces, key, { encFile: await encFileOf(asked), clock });
    }
    case "privacyidea-yaml":
      return readPrivacyIdeaYaml(pieces, { encFile: await encFileOf(asked), clock });
    case "edumfa-yaml":
      return readEduMfaYaml(pieces, { encFile: undefined, clock });
    case "privacyidea-sql":
    case "edumfa-sql": {
      const product = from === "edumfa-sql" ? EDUMFA : PRIVACYIDEA;
      const encFile = await encFileOf(asked);
      if (!encFile)
        throw new CommandError(`${product.name}'s tables are encrypted: give --enc-file, its ${product.keyFile}.`);
      const tables = openTables(file);
      return { ...readPrivacyIdeaSql(tables, product, { encFile, clock }), close: () => tables.close() };
    }
    case "stepup-sql": {
      const tables = openTables(file);
      return { ...readStepupSql(tables, keysOf(asked.keys)), close: () => tables.close() };
    }
    case "stepup-json":
      return readStepupJson(filesIn(file), keysOf(asked.keys));
    case "eduid": {
      const secret = await secretText(asked.keyFile, "encryptionSecret: ");
      return readEduid(pieces, secret);
    }
    case "tiqr-edge-json": {
      const key = await secretText(asked.keyFile, "Key of the export: ");
      return readTiqrEdgeJson(pieces, key);
    }
  }
}

/** The text of a file, without the line break at its end, or what a person enters. */
export const secretText = async (file: string | undefined, question: string): Promise<string> =>
  file === undefined
    ? askAtTerminal(question)
    : bytesOf(file)
        .toString("utf8")
        .replace(/\r?\n$/, "");

async function encFileOf({ encFile, encPasswordFile }: ImportOptions): Promise<EncFile | undefined> {
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
    if (error instanceof CommandError) throw error;
    // The message of JSON.parse quotes the text, which holds keys.
    throw new CommandError(`${file} is no JSON.`);
  }
  const isMapping = typeof keys === "object" && keys !== null && !Array.isArray(keys);
  const entries = isMapping ? Object.entries(keys as object) : [];
  if (!isMapping || !entries.every(([, key]) => typeof key === "string" && /^([0-9a-fA-F]{2})+$/.test(key)))
    throw new CommandError(`${file} must be {"<key id>": "<hex>"}.`);
  return new Map(entries.map(([id, key]) => [id.toLowerCase(), key as string]));
}
