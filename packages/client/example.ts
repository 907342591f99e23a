import { type Challenge, TiqrClient, TiqrError } from "@tiqr-edge/client";

type Show = (challenge: Challenge) => void;

/** What to tell the user; `show` puts the QR code on the page. */
export async function logIn(tiqr: TiqrClient, user: string, pin: string, show: Show): Promise<string> {
  try {
    const login = await tiqr.login({ user, pin, show, timeoutMs: 120_000 });
    if (login.accepted) return `Welcome ${user}, logged in with ${login.serial}.`;
    return `Not logged in: ${login.message ?? login.why}`;
  } catch (error) {
    if (!(error instanceof TiqrError)) throw error;
    return error.code === "unexpected-answer" ? "Please tell the administrator." : "Please try again in a minute.";
  }
}

export const tiqr: TiqrClient = new TiqrClient({ baseUrl: "https://tiqr.example.org" });
