// Steps: requests sent at once to the service and to the model. One operation has one possible
// outcome. Several at once may be carried out in any order, so the replies and the state afterwards
// must be those of one order (linearizability, Herlihy and Wing 1990; an answer and a finalization
// count as their turns in rules-of-answers.ts). Every matching model is kept, and the next step
// must match one of them.

import * as fc from "fast-check";
import { beginnings, enrolments } from "./beginnings.ts";
import type { Choice } from "./choices/choice.ts";
import { type NumberedOperation, type Operation, written } from "./operations.ts";
import { RealService } from "./real-service.ts";
import { type Model, newModel } from "./rules/model.ts";
import { inOrder, outcomesOf } from "./rules/predict.ts";

/**
 * The models that may be true, of which the first decides about the existing subjects; and the
 * steps until now.
 */
class World {
  models: readonly Model[] = [newModel()];
  readonly done: string[] = [];
  operations = 0;
}

export class ModelStep implements fc.AsyncCommand<World, RealService> {
  readonly #choices: readonly Choice[];
  readonly #times: number;

  /** The chosen requests are sent at once, and all of them this many times in a row. */
  constructor(choices: readonly Choice[], times = 1) {
    this.#choices = choices;
    this.#times = times;
  }

  check(world: World): boolean {
    return this.#operations(world).length > 0;
  }

  async run(world: World, service: RealService): Promise<void> {
    for (let time = 0; time < this.#times && this.check(world); time++)
      await atOnce(world, service, this.#operations(world));
  }

  toString(): string {
    return this.#choices.join(" & ") + (this.#times > 1 ? ` ${this.#times} times` : "");
  }

  #operations({ models }: World): Operation[] {
    return this.#choices.flatMap((choice) => choice.choose(models[0] as Model) ?? []);
  }
}

/** Runs random steps, each run against a service that knows none of its names. */
export function holds(
  steps: fc.Arbitrary<ModelStep>,
  maxCommands: number,
  parameters: { readonly seed: number; readonly numRuns: number },
): Promise<void> {
  const commands = fc.commands([steps], { maxCommands, size: "max" });
  const property = fc.asyncProperty(beginnings, commands, async (start, commands) => {
    const [world, service] = [new World(), await RealService.begin()];
    for (const operation of enrolments(start)) await atOnce(world, service, [operation]);
    await fc.asyncModelRun(() => ({ model: world, real: service }), commands);
    compare(world, [], [], await service.look(true));
  });
  return fc.assert(property, parameters);
}

/** Sends these one after the other. */
export async function follows(operations: readonly Operation[]): Promise<void> {
  const [world, service] = [new World(), await RealService.begin()];
  for (const operation of operations) await atOnce(world, service, [operation]);
}

/** Sends all of these at the same time. */
async function atOnce(world: World, service: RealService, operations: readonly Operation[]): Promise<void> {
  const numbered = operations.map((operation) => ({ number: ++world.operations, operation }));
  const heard = await Promise.all(numbered.map((each) => service.ask(each)));
  world.done.push(numbered.map((each, index) => `${written(each)}  =>  ${heard[index]}`).join("\n    & "));
  compare(world, numbered, heard, await service.look());
}

/** Keeps the models in which this is what happened; throws if there is none. */
function compare(
  world: World,
  numbered: readonly NumberedOperation[],
  heard: readonly string[],
  seen: readonly string[],
): void {
  const real = [...heard, ...seen].join("\n");
  const fitting = world.models
    .flatMap((model) => outcomesOf(model, numbered, heard))
    .filter(({ lines }) => lines.join("\n") === real);
  if (fitting.length === 0) {
    const expected = world.models.flatMap((model) => orders(numbered).map((order) => inOrder(model, numbered, order)));
    throw new Error(report(world, real, new Set(expected.map(({ lines }) => lines.join("\n")))));
  }
  world.models = [...new Map(fitting.map(({ after }) => [JSON.stringify(after), after])).values()];
}

/** All orders of a list's indices. */
const orders = (list: readonly unknown[]): number[][] =>
  list.reduce<number[][]>(
    (shorter, _, index) => shorter.flatMap((order) => order.concat(0).map((_, at) => order.toSpliced(at, 0, index))),
    [[]],
  );

/** Every request and reply, and the expected reply and state of the last step. */
function report({ done }: World, real: string, expected: ReadonlySet<string>): string {
  const indented = (text: string) => text.replace(/^/gm, "    ");
  return [
    "The service and the model disagree after",
    ...done.map((line) => `  ${line}`),
    "The last replies, and the tokens and transactions after them, were",
    indented(real),
    `and should have been${expected.size > 1 ? ` one of ${expected.size}` : ""}`,
    [...expected].map(indented).join("\n  or\n"),
  ].join("\n");
}
