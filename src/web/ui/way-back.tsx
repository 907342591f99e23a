// The way back to an application: a link, or a form for response_mode=form_post (OAuth 2.0 Form
// Post Response Mode), which the script sends by itself, and without a script the person.

import { type AuthorizationResponse, responseAddress } from "../../core/oidc/requests/answer.ts";
import { ButtonLine } from "./components.tsx";
import { Hidden } from "./field.tsx";

interface WayBackProps {
  readonly answer: AuthorizationResponse;
  readonly label: string;
  readonly kind?: "primary" | "secondary";
  /** Whether the browser goes by itself. */
  readonly now?: boolean;
}

export const ReturnToApplication = ({ answer, label, kind = "primary", now = false }: WayBackProps) => {
  const mark = now ? { "data-return": true } : {};
  if (answer.responseMode === "query")
    return (
      <ButtonLine kind={kind} href={responseAddress(answer)} {...mark}>
        {label}
      </ButtonLine>
    );
  return (
    <form method="post" action={answer.redirectUri} {...mark}>
      <Hidden fields={answer.fields} />
      <ButtonLine kind={kind}>{label}</ButtonLine>
    </form>
  );
};
