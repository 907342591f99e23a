// One call on the page about the API: what it does, a curl, what it takes, and what it answers.

import type { Definition } from "../../../src/http/openapi/definition.ts";
import { CopyButton } from "../../../src/web/ui/components.tsx";
import { fieldsOfRequest, type RequestField } from "./request-fields.ts";
import { responsesOf } from "./responses.ts";
import { DOCS, needText } from "./words.ts";

interface ApiCallProps {
  readonly route: string;
  readonly definition: Definition;
  readonly call: string | undefined;
}

export const ApiCall = ({ route, definition, call }: ApiCallProps) => {
  const { does, tells, right } = definition;
  const [method = "", path = ""] = route.split(" ");
  const fields = fieldsOfRequest(definition);
  const answers = Object.entries(responsesOf(definition));
  return (
    <details id={idOf(route)} data-words={[...fields.map(({ name }) => name), right].join(" ")}>
      <summary>
        <code>
          <b>{method}</b> {path.replace(/:(\w+)/g, "<$1>")}
        </code>{" "}
        {does}
      </summary>
      <div class="docs-call">
        {tells && <p>{withCode(tells)}</p>}
        <p>
          {DOCS.right}: {right === undefined ? needText(right) : <code>{needText(right)}</code>}
        </p>
        {call && (
          <div class="copy-row">
            <pre class="call">
              <code>{call}</code>
            </pre>
            <CopyButton text={call} words={DOCS} />
          </div>
        )}
        {fields.length > 0 && <RequestFields fields={fields} />}
        <h3>{DOCS.answers}</h3>
        <ul>
          {answers.map(([status, { description }]) => (
            <li>
              <code>{status}</code> {description}
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
};

const RequestFields = ({ fields }: { readonly fields: readonly RequestField[] }) => (
  <>
    <h3>{DOCS.parameters}</h3>
    <dl class="docs-fields">
      {fields.map(({ name, kind, meaning, isRequired }) => (
        <div>
          <dt>
            <code>{name}</code>{" "}
            <span class="quiet">
              {kind}
              {isRequired && `, ${DOCS.required}`}
            </span>
          </dt>
          <dd>{withCode(meaning)}</dd>
        </div>
      ))}
    </dl>
  </>
);

/** `post-token-init`, to link to. */
const idOf = (route: string): string =>
  route
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/-$/, "");

/** Every second part stands between backticks. */
export const withCode = (text: string) =>
  text.split("`").map((part, at) => (at % 2 === 0 ? part : <code>{part}</code>));
