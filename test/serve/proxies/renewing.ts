// Stands between a proxy and the service, and has each answer bring the new cookie that the service
// gives once a minute.
import { createServer, request, type Server } from "node:http";

export const NEW_COOKIE = "renewed=1; Path=/";

export const renewing = (service: () => string): Server =>
  createServer((asked, reply) => {
    const { url, method, headers } = asked;
    const passedOn = request(service() + url, { method, headers }, (answer) => {
      reply.writeHead(answer.statusCode ?? 500, { ...answer.headers, "Set-Cookie": NEW_COOKIE });
      answer.pipe(reply);
    });
    asked.pipe(passedOn);
  });
