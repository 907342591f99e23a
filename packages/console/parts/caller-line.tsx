// What the caller has shown, on each page before an act that gives access: one line, what is enough
// for the act, and the way to the page that asks (../desk/caller.tsx).

import { Badge, type DeskCallJson, GIVING_ACTS, type GivingAct, type UserJson } from "../../../src/for-console.ts";
import type { ConsoleContext } from "../frame/session.ts";
import type { ConsoleWords } from "../words/words.ts";
import { pageOfUser } from "./user-view.ts";

type Named = Pick<UserJson, "realm" | "username">;

export interface ShownProof {
  /** The newest call of this account. */
  readonly call: DeskCallJson | undefined;
  /** For which acts one of this account's calls is enough. */
  readonly enough: readonly GivingAct[];
  /** Whether acts are refused without proof. */
  readonly isRequired: boolean;
  /** Whether this account has the right to ask. */
  readonly asks: boolean;
}

/** Undefined if nobody is to be verified, or if this account cannot and need not. */
export async function ownCall(
  { var: { api, account, deps } }: ConsoleContext,
  { realm, username: name }: Named,
): Promise<ShownProof | undefined> {
  const { deskVerifies } = deps.settings;
  const isRequired = deskVerifies === "required";
  if (deskVerifies === "off" || name === "") return undefined;
  if (!account.may("verifycaller"))
    return isRequired ? { call: undefined, enough: [], isRequired, asks: false } : undefined;
  const found = await api.call("GET /user/:realm/:name/caller", { realm, name });
  const own = found.ok ? found.value.calls.filter((one) => one.account === account.name) : [];
  return { call: own[0], enough: own.flatMap((one) => one.enough_for), isRequired, asks: true };
}

/** Whether the service takes the act. It looks again. */
export const isTaken = (proof: ShownProof | undefined, act: GivingAct): boolean =>
  !proof?.isRequired || proof.enough.includes(act);

/** For a page of its own, and for the questions before acts that give access. */
export const CallerBadge = ({ call, words }: { call: DeskCallJson | undefined; words: ConsoleWords["caller"] }) => (
  <Badge kind={call?.state === "good" ? "success" : call?.state === "waiting" ? "warning" : "danger"}>
    {words.states[call?.state ?? "none"]}
  </Badge>
);

interface LineProps {
  readonly user: Named;
  readonly proof: ShownProof | undefined;
  /** What the page is about to do; without it, nothing is said of what is enough. */
  readonly act?: GivingAct;
  readonly words: ConsoleWords["caller"];
}

export const CallerLine = ({ user, proof, act, words }: LineProps) => {
  if (!proof) return null;
  const { call, enough, isRequired, asks } = proof;
  const isEnough = act !== undefined && enough.includes(act);
  return (
    <div data-caller={call?.state ?? "none"}>
      <p>
        <CallerBadge call={call} words={words} /> {call?.proved.map((one) => words.proofs[one]).join(", ")}{" "}
        {asks && <a href={`${pageOfUser(user)}/caller`}>{words.open}</a>}
      </p>
      {act !== undefined && (
        <p data-enough={isEnough ? "yes" : "no"}>
          {isEnough ? words.isEnough : words.enough(GIVING_ACTS[act])} {isRequired && !isEnough && words.refused}
        </p>
      )}
    </div>
  );
};

/** Before an act that takes access away. */
export const NoProof = ({ words }: { words: ConsoleWords["caller"] }) => <p data-proof="none">{words.noProof}</p>;
