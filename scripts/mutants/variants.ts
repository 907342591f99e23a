// In a copy of the project, writes variants of each mutated file: the file as it is, and the file
// with each of its mutants. A stub in its place loads the variant that `globalThis.mutant` names,
// so one worker can run one mutant after the other.
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "vite";
import type { Mutant } from "./generate.ts";

interface Statement {
  readonly type: string;
  readonly exportKind?: string;
  readonly declaration?: {
    readonly type: string;
    readonly id?: { readonly name: string };
    readonly declarations?: readonly { readonly id: { readonly name?: string } }[];
  } | null;
  readonly specifiers?: readonly { readonly exported: { readonly name: string }; readonly exportKind?: string }[];
}

/** `globalThis.mutant.number` is a mutant's index in `mutants`. */
export function writeVariants(folder: string, file: string, source: string, mutants: readonly Mutant[]): void {
  const path = join(folder, file);
  // Tests that read all `.ts` files of src would find the code of this one many times, so the
  // variants have another ending.
  const variant = (name: string | number) => path.replace(/\.ts$/, `.mutant-${name}.mts`);
  renameSync(path, variant("none"));
  for (const [number, { start, end, is }] of mutants.entries())
    writeFileSync(variant(number), source.slice(0, start) + is + source.slice(end));
  const beside = `./${file.slice(file.lastIndexOf("/") + 1).replace(/\.ts$/, "")}.mutant-`;
  writeFileSync(
    path,
    `const { mutant } = globalThis;
const name = mutant?.file === ${JSON.stringify(file)} ? mutant.number : "none";
const variant = await import(/* @vite-ignore */ ${JSON.stringify(beside)} + name + ".mts");
${exportsOf(source)
  .map((name) => `export const ${name} = variant.${name};`)
  .join("\n")}
`,
  );
}

/** The names of the exported values. Types do not exist at run time. */
export const exportsOf = (source: string): string[] =>
  (parseAst(source, { lang: "ts" }).body as unknown as Statement[]).flatMap((statement) => {
    if (statement.type !== "ExportNamedDeclaration" || statement.exportKind === "type") return [];
    const { declaration, specifiers = [] } = statement;
    if (declaration?.declarations) return declaration.declarations.map(({ id }) => id.name ?? "");
    if (declaration?.id) return [declaration.id.name];
    return specifiers.filter(({ exportKind }) => exportKind !== "type").map(({ exported }) => exported.name);
  });
