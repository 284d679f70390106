import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Api, answer, createApi } from "./api";
import { asProblem } from "./problem";

let server: Server;
let token: string;
let renewals: number;
let api: Api;
let bodies: string[];

beforeEach(async () => {
  bodies = [];
  renewals = 0;
  token = "old";
  server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    bodies.push(body);
    const good = request.headers.authorization === "Bearer new";
    response.writeHead(good ? 201 : 401, { "Content-Type": "application/json", "Retry-After": "7" });
    response.end(good ? '{"id":"1"}' : '{"code":"unauthenticated","detail":"Sign in."}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  api = client(async () => false);
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function client(renew: () => Promise<boolean>): Api {
  const { port } = server.address() as AddressInfo;
  const counted = () => {
    renewals++;
    return renew();
  };
  return createApi({ token: () => token, renew: counted }, `http://127.0.0.1:${port}`);
}

const create = () => answer(api.POST("/api/v1/events", { body: { title: "Ada" } }));

test("an access token that has expired is renewed, and the request sent again as it was", async () => {
  api = client(async () => {
    token = "new";
    return true;
  });
  expect(await create()).toEqual({ id: "1" });
  expect(bodies).toEqual(['{"title":"Ada"}', '{"title":"Ada"}']);
});

test("where there is no renewal, the problem is told with what the server said", async () => {
  const problem = asProblem(await create().catch((error: unknown) => error));
  expect(problem).toMatchObject({
    code: "unauthenticated",
    status: 401,
    message: "Sign in.",
    retryAfter: 7000,
  });
  expect(problem.passing).toBe(false);
  expect(renewals).toBe(1);
});

test("no answer at all is a problem of the network, which passes", async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  const problem = asProblem(await create().catch((error: unknown) => error));
  expect(problem).toMatchObject({ code: "network", status: 0, passing: true });
});
