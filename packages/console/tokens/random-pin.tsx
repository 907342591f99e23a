// Sets a random PIN (POST /token/setrandompin), for accounts that may not choose one. It is told
// once, in the answer to the form: no address, no history has it.

import { Card, Hono } from "../../../src/for-console.ts";
import type { SendConsole } from "../frame/frame.tsx";
import { sendRefused } from "../frame/refusal.tsx";
import type { ConsoleEnv } from "../frame/session.ts";
import { ShownOnce } from "../parts/action.tsx";
import { Copied } from "../parts/parts.tsx";
import { askAbout, findToken } from "../parts/token-of-path.tsx";
import { tokenPage } from "../parts/token-view.ts";
import type { ConsoleWords } from "../words/words.ts";

const PATH = "/console/tokens/:serial/setrandompin";

export function randomPinRoutes(send: SendConsole): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();

  app.get(PATH, (c) => askAbout(c, send, "setrandompin"));
  app.post(PATH, async (c) => {
    const found = await findToken(c, send);
    if (found instanceof Response) return found;
    const { serial, username } = found;
    const reply = await c.var.api.call("POST /token/setrandompin/:serial", { serial });
    if (!reply.ok) return sendRefused(c, send, "tokens", reply);
    const { pin } = reply.detail;
    return send(c, "tokens", ({ randomPin, token, copying }) => ({
      title: randomPin.title(username || serial),
      main: <RandomPin words={randomPin} copying={copying} back={token.back} pin={pin} to={tokenPage(serial)} />,
    }));
  });

  return app;
}

interface Props {
  readonly words: ConsoleWords["randomPin"];
  readonly copying: ConsoleWords["copying"];
  readonly back: string;
  readonly pin: string;
  readonly to: string;
}

export const RandomPin = ({ words, copying, back, pin, to }: Props) => (
  <div class="narrow">
    <Card>
      <p>
        <Copied text={pin} words={copying} />
      </p>
      <ShownOnce once={words.once} to={to} back={back} />
    </Card>
  </div>
);
