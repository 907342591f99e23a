// The start page: it says what this service is, and links to its pages.

import { Card, Steps } from "../ui/components.tsx";
import type { Page } from "../ui/page/page.tsx";
import type { OwnWords } from "../words/words.ts";

/** The links of the start page. A new page gets a line here and its words in `home.placesFor`. */
const PLACES = [
  ["/login", "login"],
  ["/me", "me"],
  ["/console", "console"],
  ["/health", "health"],
  ["/docs", "docs"],
] as const satisfies readonly (readonly [href: string, words: keyof OwnWords["home"]["placesFor"]])[];

export const homePage = (service: string, { home }: OwnWords): Page => ({
  title: home.title,
  main: (
    <>
      <div class="hero">
        <h1>{home.title}</h1>
        <p class="lead">{home.lead(service)}</p>
      </div>
      <Card title={home.how}>
        <Steps steps={Object.values(home.steps)} />
      </Card>
      <Card title={home.places}>
        <ul class="places">
          {PLACES.map(([href, words]) => (
            <li>
              <a href={href}>{home.placesFor[words].title}</a>
              <p>{home.placesFor[words].text}</p>
            </li>
          ))}
        </ul>
      </Card>
      <Card title={home.developers}>
        <p>{home.developersText}</p>
      </Card>
    </>
  ),
});
