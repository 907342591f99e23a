// Opens the files that `npm run import` is given, for the readers of ./formats, which see no file.
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StringDecoder } from "node:string_decoder";
import { CommandError } from "../../../scripts/lib/project.ts";
import type { NamedFile } from "./formats/stepup.ts";
import type { Tables } from "./tables.ts";
import { readCsvRows } from "./text/csv.ts";

const PIECE_BYTES = 1 << 16;

const unreadable = (path: string, error: unknown): CommandError =>
  new CommandError(`${path} cannot be read: ${(error as Error).message}`);

/** @throws CommandError when it cannot be read. */
export function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

/**
 * The text piece by piece, so that a file of any size takes little memory.
 * @throws CommandError when it cannot be read.
 */
export function* piecesOf(path: string): Generator<string> {
  const decoder = new StringDecoder("utf8");
  const buffer = Buffer.alloc(PIECE_BYTES);
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer))
      yield decoder.write(buffer.subarray(0, read));
    yield decoder.end();
  } catch (error) {
    throw unreadable(path, error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** False also for what cannot be read: its reader says why. */
export function isBlank(path: string): boolean {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
  for (const piece of piecesOf(path)) if (piece.replace("\ufeff", "").trim() !== "") return false;
  return true;
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

/** An SQLite file, or a folder of CSV files that are named after the tables. */
export function openTables(path: string): Tables & { close(): void } {
  if (!existsSync(path)) throw new CommandError(`${path} cannot be read: there is no such file.`);
  return isFolder(path) ? csvTables(path) : sqliteTables(path);
}

function csvTables(folder: string): Tables & { close(): void } {
  const fileOf = (table: string) => join(folder, `${table}.csv`);
  return {
    has: (table) => existsSync(fileOf(table)),
    count: () => undefined,
    *rows(table) {
      for (const { row } of readCsvRows(piecesOf(fileOf(table)))) yield row;
    },
    close() {},
  };
}

function sqliteTables(file: string): Tables & { close(): void } {
  let db: DatabaseSync;
  try {
    db = new DatabaseSync(file, { readOnly: true });
    db.prepare("SELECT count(*) FROM sqlite_schema").get();
  } catch (error) {
    throw new CommandError(
      `${basename(file)} is neither an SQLite database nor a folder of CSV files: ${(error as Error).message}`,
    );
  }
  const names = new Set(
    db
      .prepare("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
      .all()
      .map(({ name }) => String(name)),
  );
  const quoted = (table: string) => `"${table.replaceAll('"', '""')}"`;
  return {
    has: (table) => names.has(table),
    count: (table) => Number(db.prepare(`SELECT count(*) AS count FROM ${quoted(table)}`).get()?.count),
    rows: (table) => db.prepare(`SELECT * FROM ${quoted(table)}`).iterate(),
    close: () => db.close(),
  };
}

export function filesIn(folder: string): readonly NamedFile[] {
  if (!isFolder(folder)) throw new CommandError(`${folder} is no folder.`);
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, read: () => readFileSync(join(folder, name), "utf8") }));
}
