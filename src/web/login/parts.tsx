// Parts that the first two states of the login page share: the notice, and the hidden fields that each form brings along.

import type { ReturnTo } from "../../core/challenge.ts";
import { Notice } from "../ui/components.tsx";
import type { Words } from "../words/words.ts";
import type { LoginNotice, LoginView } from "./view.ts";

export type LoginWords = Words["login"];
/** The views of one kind. */
export type Of<Kind extends LoginView["kind"]> = Extract<LoginView, { kind: Kind }>;

export const Said = ({ notice, words }: { notice: LoginNotice | undefined; words: LoginWords["notices"] }) => {
  if (notice === undefined) return null;
  const isFault = notice !== "cancelled" && notice !== "not-yet";
  return (
    <Notice kind={isFault ? "danger" : "info"} data-notice>
      <p>{words[notice]}</p>
    </Notice>
  );
};

export const Hidden = ({ fields }: { fields: Readonly<Record<string, string>> }) =>
  Object.entries(fields).map(([name, value]) => <input type="hidden" name={name} value={value} />);

export function returnFields(returnTo: ReturnTo | null): Record<string, string> {
  if (returnTo === null) return {};
  return { return_to: returnTo.url, state: returnTo.state };
}
