// Sets a random PIN (POST /token/setrandompin), for accounts that may not choose one. It is told
// once, in the answer to the form: no address, no history has it.

import { showPage } from "../frame/frame.tsx";
import { orRefuse } from "../frame/refusal.tsx";
import type { ConsoleApp } from "../frame/session.ts";
import { ShownOnce } from "../parts/action.tsx";
import { Copied } from "../parts/parts.tsx";
import { askAbout, findToken } from "../parts/token-of-path.tsx";
import { tokenPage } from "../parts/token-view.ts";
import { NarrowCard } from "../parts/usual.tsx";
import type { ConsoleWords } from "../words/words.ts";

const PATH = "/console/tokens/:serial/setrandompin";

export function randomPinRoutes(app: ConsoleApp): void {
  app.get(PATH, (c) => askAbout(c, "setrandompin"));
  app.post(PATH, async (c) => {
    const found = await findToken(c);
    const { serial, username } = found;
    const reply = await orRefuse("tokens", c.var.api.call("POST /token/setrandompin/:serial", { serial }));
    const { pin } = reply.detail;
    return showPage(c, "tokens", ({ randomPin, token, copying }) => ({
      title: randomPin.title(username || serial),
      main: <RandomPin words={randomPin} copying={copying} back={token.back} pin={pin} to={tokenPage(serial)} />,
    }));
  });
}

interface Props {
  readonly words: ConsoleWords["randomPin"];
  readonly copying: ConsoleWords["copying"];
  readonly back: string;
  readonly pin: string;
  readonly to: string;
}

export const RandomPin = ({ words, copying, back, pin, to }: Props) => (
  <NarrowCard>
    <p>
      <Copied text={pin} words={copying} />
    </p>
    <ShownOnce once={words.once} to={to} back={back} />
  </NarrowCard>
);
