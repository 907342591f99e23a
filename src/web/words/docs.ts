// The words of /docs, in English alone, as the API's own texts are: the page is for developers.

export const DOCS = {
  title: "API",
  lead: "Every route of this service: what a request takes, what it has to show, and what is answered.",
  asDocument: "The same as an OpenAPI 3.1 document, with all schemas",
  right: "Right",
  anyone: "none",
  parameters: "Parameters",
  parameter: "Parameter",
  meaning: "Meaning",
};
