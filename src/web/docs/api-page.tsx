// GET /docs: the API for people, from the definitions of its routes. It is the same for everyone,
// so it is made once.

import { raw } from "hono/html";
import { DEFINITIONS } from "../../http/all-definitions.ts";
import type { Definition } from "../../http/openapi/definition.ts";
import { meaningOf, PARAMETERS } from "../../http/openapi/parameters.ts";
import { responsesOf } from "../../http/openapi/responses.ts";
import { Card } from "../ui/components.tsx";
import type { Page } from "../ui/page/page.tsx";
import { Table } from "../ui/table.tsx";
import { DOCS, needText } from "../words/docs.ts";

export const apiPage = (): Page => ({ title: DOCS.title, main: raw(inside()) });

let made: string | undefined;

function inside(): string {
  made ??= String(<Api />);
  return made;
}

const FAMILIES = Map.groupBy(Object.entries(DEFINITIONS), ([route]) => `/${route.split("/")[1]}`);

/** Each part says that it is English, since the frame around them may be in another language. */
const Api = () => (
  <>
    <div class="hero" lang="en">
      <h1>{DOCS.title}</h1>
      <p class="lead">
        {DOCS.lead} <a href="/openapi.json">{DOCS.asDocument}</a>
      </p>
    </div>
    {[...FAMILIES].map(([family, routes]) => (
      <div lang="en">
        <Card title={family}>
          <div>
            {routes.map(([route, definition]) => (
              <Route route={route} definition={definition} />
            ))}
          </div>
        </Card>
      </div>
    ))}
    <div lang="en">
      <Card>
        <Table
          caption={DOCS.parameters}
          head={[DOCS.parameter, DOCS.meaning]}
          rows={Object.entries(PARAMETERS).map(([name, schema]) => [name, meaningOf(schema)])}
        />
      </Card>
    </div>
  </>
);

const Route = ({ route, definition }: { route: string; definition: Definition }) => {
  const { does, tells, right, takes = [], body, form } = definition;
  const names = [...takes, ...Object.keys((body ?? form)?.properties ?? {})];
  const answers = Object.entries(responsesOf(definition)) as [string, { readonly description: string }][];
  return (
    <details>
      <summary>
        <code>{route.replace(/:(\w+)/g, "<$1>")}</code> {does}
      </summary>
      {tells && <p>{withCode(tells)}</p>}
      <p>
        {DOCS.right}: {needText(right)}
      </p>
      {names.length > 0 && (
        <p>
          {DOCS.parameters}: {names.map((name, index) => [index === 0 ? "" : ", ", <code>{name}</code>])}
        </p>
      )}
      <ul>
        {answers.map(([status, { description }]) => (
          <li>
            {status}: {description}
          </li>
        ))}
      </ul>
    </details>
  );
};

/** Every second part stands between backticks. */
const withCode = (text: string) => text.split("`").map((part, at) => (at % 2 === 0 ? part : <code>{part}</code>));
