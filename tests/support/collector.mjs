// A small collector of traces for a test: takes OTLP over HTTP with JSON, and keeps every span.
import { createServer } from "node:http";

export class Collector {
  static async start(test, { deaf = false } = {}) {
    const collector = new Collector();
    collector.spans = [];
    const sockets = new Set();
    const server = createServer((request, response) => {
      if (deaf) return; // takes the connection, and never answers
      let body = "";
      request.on("data", (part) => (body += part));
      request.on("end", () => {
        collector.keep(JSON.parse(body));
        response.setHeader("content-type", "application/json");
        response.end("{}");
      });
    });
    server.on("connection", (socket) => sockets.add(socket));
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    test.after(() => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    });
    collector.url = `http://127.0.0.1:${server.address().port}/v1/traces`;
    return collector;
  }

  keep({ resourceSpans }) {
    for (const { resource, scopeSpans } of resourceSpans) {
      const service = resource.attributes.find(({ key }) => key === "service.name").value.stringValue;
      for (const { spans } of scopeSpans) this.spans.push(...spans.map((span) => ({ ...span, service })));
    }
  }

  of(traceId) {
    return this.spans.filter((span) => span.traceId === traceId);
  }
}
