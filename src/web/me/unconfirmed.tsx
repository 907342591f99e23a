// Says that somebody has entered the person's PIN, and no phone confirmed it. Whoever it was knows
// the PIN, and only another PIN helps.

import type { OwnAccount } from "../../core/ports/people/me.ts";
import { Notice } from "../ui/components.tsx";
import { Breakable, Time } from "../ui/text.tsx";
import type { MeWords } from "./parts.tsx";

interface Props {
  readonly signIn: OwnAccount["unconfirmed"];
  /** Whether people choose their PIN here. */
  readonly mayChange: boolean;
  readonly words: MeWords;
}

export const UnconfirmedPin = ({ signIn, mayChange, words }: Props) => {
  if (!signIn) return null;
  const { unconfirmed } = words.signIns;
  const from = signIn.client === "unknown" ? "" : words.notMe.from(signIn.client);
  return (
    <Notice kind="warning">
      <p>
        {unconfirmed.before} <Time at={signIn.atMs} />
        <Breakable text={unconfirmed.after(from)} />{" "}
        {mayChange ? <a href="/me/pin">{words.pin.change}</a> : unconfirmed.tell}
      </p>
    </Notice>
  );
};
