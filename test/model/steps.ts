// Steps: what is asked at once of the service and of the model. One operation has one possible outcome. Several at once may
// have been done in any order, so the replies and what is seen afterwards must be those of one of the orders
// (linearizability, Herlihy and Wing 1990); every order that fits is kept, and the next step must fit one of them.

import * as fc from "fast-check";
import { beginnings, enrolments } from "./beginnings.ts";
import type { Choice } from "./choices.ts";
import { lookAt, type Model, newModel } from "./model.ts";
import { type Numbered, type Operation, written } from "./operations.ts";
import { predict } from "./predict.ts";
import { RealService } from "./real-service.ts";

/** The models that may be true, of which the first is asked what there is; and what was done until now. */
export class World {
  models: readonly Model[] = [newModel()];
  readonly done: string[] = [];
  operations = 0;

  get model(): Model {
    return this.models[0] as Model;
  }
}

export const stats = new Map<string, number>();
export class Step implements fc.AsyncCommand<World, RealService> {
  readonly #choices: readonly Choice[];

  constructor(choices: readonly Choice[]) {
    this.#choices = choices;
  }

  check(world: World): boolean {
    return this.#operations(world).length > 0;
  }

  run(world: World, service: RealService): Promise<void> {
    const operations = this.#operations(world);
    return atOnce(world, service, operations);
  }

  toString(): string {
    return this.#choices.join(" & ");
  }

  #operations({ model }: World): Operation[] {
    return this.#choices.flatMap((choice) => choice.choose(model) ?? []);
  }
}

/** Asks all of these at the same time. */
async function atOnce(world: World, service: RealService, operations: readonly Operation[]): Promise<void> {
    const asked = operations.map((operation) => ({ number: ++world.operations, operation }));
    const heard = await Promise.all(asked.map((each) => service.ask(each)));
    for (const [i, a] of asked.entries()) { const k = `${a.operation.ask}: ${heard[i]}`.replace(/[AB][12]/g, "S").replace(/alice|bob/g,"U"); stats.set(k, (stats.get(k) ?? 0) + 1); }
    const seen = await service.look();
    const outcomes = world.models.flatMap((model) => orders(asked).map((order) => outcomeOf(model, order)));
    const fitting = outcomes.filter(({ said, looked }) =>
      same([...asked.map(({ number }) => said.get(number)), ...looked], [...heard, ...seen]),
    );
    world.done.push(asked.map((each, index) => `${written(each)}  =>  ${heard[index]}`).join("\n      and at once  "));
    if (fitting.length === 0) throw new Error(report(world, asked, heard, seen, outcomes));
    world.models = distinct(fitting.map(({ after }) => after));
}

interface Outcome {
  readonly after: Model;
  readonly said: ReadonlyMap<number, string>;
  readonly looked: readonly string[];
}

function outcomeOf(before: Model, order: readonly Numbered[]): Outcome {
  const after = structuredClone(before);
  const said = new Map(order.map((each) => [each.number, predict(after, each)]));
  return { after, said, looked: lookAt(after) };
}

export function orders<T>(list: readonly T[]): T[][] {
  if (list.length <= 1) return [[...list]];
  return list.flatMap((first, index) => orders(list.toSpliced(index, 1)).map((rest) => [first, ...rest]));
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const distinct = (models: readonly Model[]): Model[] => [
  ...new Map(models.map((model) => [JSON.stringify(model), model])).values(),
];

/** Everything that was done and heard, and what should have been heard in its place. */
function report(
  { done }: World,
  asked: readonly Numbered[],
  heard: readonly string[],
  seen: readonly string[],
  outcomes: readonly Outcome[],
): string {
  const expected = outcomes.map(({ said, looked }) => [...asked.map(({ number }) => said.get(number)), ...looked].join("\n      "));
  return [
    "The service and the model disagree after",
    ...done.map((line) => `  ${line}`),
    "  heard, then seen:",
    `      ${[...heard, ...seen].join("\n      ")}`,
    `  expected${expected.length > 1 ? ", one of" : ""}:`,
    ...new Set(expected.map((text) => `      ${text}\n`)),
  ].join("\n");
}

/** Runs random steps, each run against a service that knows none of its names. */
export function holds(
  steps: fc.Arbitrary<Step>,
  maxCommands: number,
  parameters: { readonly seed: number; readonly numRuns: number },
): Promise<void> {
  const commands = fc.commands([steps], { maxCommands, size: "max" });
  const property = fc.asyncProperty(beginnings, commands, async (given, commands) => {
    const [world, service] = [new World(), await RealService.begin()];
    for (const operation of enrolments(given)) await atOnce(world, service, [operation]);
    await fc.asyncModelRun(() => ({ model: world, real: service }), commands);
  });
  return fc.assert(property, parameters);
}
