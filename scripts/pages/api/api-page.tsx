// What GET /docs shows: the API for people, from the definitions of its routes.

import { DEFINITIONS } from "../../../src/http/all-definitions.ts";
import { Card } from "../../../src/web/ui/components.tsx";
import { ApiCall, withCode } from "./api-call.tsx";
import type { Examples } from "./calls.ts";
import { DESCRIBED_TAGS, tagOf } from "./tags.ts";
import { DOCS } from "./words.ts";

const ROUTES = Object.entries(DEFINITIONS);
const BY_TAG = Map.groupBy(ROUTES, ([route]) => tagOf(route.split(" ")[1] ?? ""));
const PARTS = DESCRIBED_TAGS.map((tag) => ({ ...tag, routes: BY_TAG.get(tag.name) ?? [] }));

/** It says that it is English, since the frame around it may be in another language. */
export const ApiPage = ({ calls, names }: Examples) => (
  <div class="docs" lang="en">
    <div class="hero">
      <h1>{DOCS.title}</h1>
      <p class="lead">
        {DOCS.lead} <a href="/openapi.json">{DOCS.asDocument}</a>
      </p>
    </div>
    <search class="docs-filter with-script">
      <div class="field">
        <label for="filter">{DOCS.filter}</label>
        <input id="filter" type="search" autocomplete="off" spellcheck={false} placeholder={DOCS.filterSample} />
      </div>
      <p class="quiet" role="status" data-count={DOCS.count(ROUTES.length)} data-none={DOCS.none} />
    </search>
    <nav class="docs-parts" aria-label={DOCS.parts}>
      {PARTS.map(({ name }) => (
        <a href={`#${name}`}>{name}</a>
      ))}
    </nav>
    <Card title={DOCS.beforehand}>
      <p>{DOCS.beforehandText}</p>
      <pre class="call">
        <code>{DOCS.beforehandCalls}</code>
      </pre>
      <details>
        <summary>{DOCS.names}</summary>
        <dl class="docs-fields">
          {[...names].map(([names, meaning]) => (
            <div>
              <dt>{withCode(names)}</dt>
              <dd>{withCode(meaning)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </Card>
    {PARTS.map(({ name, description, routes }) => (
      <section class="card" id={name}>
        <h2 class="card-title">{name}</h2>
        <p class="quiet">{description}</p>
        <div>
          {routes.map(([route, definition]) => (
            <ApiCall route={route} definition={definition} call={calls.get(route)} />
          ))}
        </div>
      </section>
    ))}
  </div>
);
