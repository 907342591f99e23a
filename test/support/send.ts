// The way of a request to the service: the worker itself, an app with other settings, or a real
// server.

export type Send = (request: Request) => Promise<Response>;
