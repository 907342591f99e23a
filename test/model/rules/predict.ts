// The model's replies to each operation, and to several at once.

import type { NumberedOperation, Operation, PausingRule } from "../operations.ts";
import { isReply } from "../words.ts";
import { adminView, type Model, perhapsEnded } from "./model.ts";
import * as answers from "./rules-of-answers.ts";
import * as logins from "./rules-of-logins.ts";
import * as tokens from "./rules-of-tokens.ts";

type Rules = {
  readonly [Ask in Operation["ask"]]: (
    model: Model,
    number: number,
    operation: Extract<Operation, { ask: Ask }>,
  ) => string | PausingRule<string>;
};

const RULES: Rules = {
  ...tokens,
  ...logins,
  ...answers,
  delete: tokens.remove,
  pass(model, _, { seconds }) {
    model.now += seconds;
    return "";
  },
};

export interface ModelOutcome {
  readonly after: Model;
  /** The replies, in the order of the operations, and the view afterwards. */
  readonly lines: readonly (string | undefined)[];
}

/** Runs them one after the other, in this order of their indices. */
export function inOrder(before: Model, numbered: readonly NumberedOperation[], order: readonly number[]): ModelOutcome {
  const { after, replies } = play(
    before,
    numbered,
    order.flatMap((index) => Array(LONGEST).fill(index)),
  );
  return { after, lines: [...replies, ...adminView(after)] };
}

/** More turns than any operation has. */
const LONGEST = 8;

/**
 * The outcomes with exactly these replies, over all the ways in which the operations can have
 * interleaved. Found by trying the next turn of each unfinished operation, and going no further
 * where a reply differs or a state was already visited.
 */
export function outcomesOf(
  before: Model,
  numbered: readonly NumberedOperation[],
  heard: readonly string[],
): ModelOutcome[] {
  const outcomes: ModelOutcome[] = [];
  const known = new Set<string>();
  const schedules: (readonly [Model, number[]])[] = perhapsEnded(before).map((model) => [model, []]);
  for (let next = schedules.pop(); next; next = schedules.pop()) {
    const [start, schedule] = next;
    const { after, replies, remembered } = play(start, numbered, schedule);
    const key = JSON.stringify([after, replies, remembered]);
    if (known.has(key) || replies.some((reply, index) => reply !== undefined && !isReply(reply, heard[index] ?? "")))
      continue;
    known.add(key);
    const going = replies.flatMap((reply, index) => (reply === undefined ? [index] : []));
    if (going.length === 0)
      for (const one of perhapsEnded(after, before))
        outcomes.push({ after: one, lines: [...heard, ...adminView(one)] });
    for (const index of going) schedules.push([start, [...schedule, index]]);
  }
  return outcomes;
}

/** Gives each operation its turns, by their indices. */
function play(before: Model, numbered: readonly NumberedOperation[], schedule: readonly number[]) {
  const after = structuredClone(before);
  const running = numbered.map((each) => turnsOf(after, each));
  const replies: (string | undefined)[] = numbered.map(() => undefined);
  const remembered: unknown[] = numbered.map(() => "nothing yet");
  for (const index of schedule) {
    const turn = running[index]?.next();
    if (turn?.done && replies[index] === undefined) replies[index] = turn.value;
    remembered[index] = turn?.value;
  }
  return { after, replies, remembered };
}

/** An operation in its turns; most have one. */
function* turnsOf(model: Model, { number, operation }: NumberedOperation): PausingRule<string> {
  const rule = RULES[operation.ask] as (
    model: Model,
    number: number,
    operation: Operation,
  ) => string | PausingRule<string>;
  const reply = rule(model, number, operation);
  return typeof reply === "string" ? reply : yield* reply;
}
