// A worker that answers at once, for the start of a worker without a program. It needs no bindings.

export default { fetch: () => new Response("ok") };
