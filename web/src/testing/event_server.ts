import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import type { Change, Photo } from "@/lib/api";
import { photoOf } from "./photo_of";

interface Staged {
  name: string;
  size: number;
  sha256: string;
  photoId: string;
  parts: Map<number, Buffer>;
}

/** What a test may make go wrong with the next requests of a kind; `drop` closes the connection half-way. */
export type Fault = "drop" | 500 | 503 | 404;

const partSize = 1000; // bytes

/** The uploads and the live feed of one event, over real HTTP and WebSocket, as the contract has them. */
export class EventServer {
  readonly photos = new Map<string, Photo>(); // by SHA-256
  /** Bytes of parts that arrived whole, in order of arrival. */
  readonly received: { upload: string; number: number; bytes: number }[] = [];
  readonly faults: Record<"put" | "complete" | "begin" | "photo", Fault[]> = {
    put: [],
    complete: [],
    begin: [],
    photo: [],
  };
  readonly changes: Change[] = [];
  /** The `after` of each WebSocket that was opened. */
  readonly dialled: (string | null)[] = [];
  /** Called when a photo is stored and the client does not know it yet. */
  beforeAnswer: (photo: Photo) => void = () => {};
  allowsSockets = true;
  /** What `hello` says, when not the number asked for. */
  restartsAt: number | null = null;
  readonly #uploads = new Map<string, Staged>();
  readonly #server: Server;
  readonly #sockets = new Set<WebSocket>();

  private constructor(server: Server) {
    this.#server = server;
    server.on("request", (request, response) => void this.#answer(request, response));
    const sockets = new WebSocketServer({ noServer: true });
    server.on("upgrade", (request, socket, head) => {
      if (!this.allowsSockets) return socket.destroy();
      sockets.handleUpgrade(request, socket, head, (opened) => this.#greet(opened, request));
    });
  }

  static async start(): Promise<EventServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new EventServer(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.hangUp();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  hangUp(): void {
    for (const socket of this.#sockets) socket.terminate();
    this.#sockets.clear();
  }

  publish(type: Change["type"], photo?: Photo): void {
    const change: Change = { seq: this.changes.length + 1, type, at: new Date(0).toISOString() };
    if (photo) Object.assign(change, { photo, photoId: photo.id });
    this.changes.push(change);
    for (const socket of this.#sockets) socket.send(JSON.stringify(change));
  }

  /** Drops every upload that is not complete, as expiry does. */
  forgetUploads(): void {
    this.#uploads.clear();
  }

  #greet(socket: WebSocket, { url = "" }: IncomingMessage): void {
    const after = new URL(url, this.url).searchParams.get("after");
    this.dialled.push(after);
    this.#sockets.add(socket);
    const seq = this.restartsAt ?? Number(after ?? this.changes.length);
    socket.send(JSON.stringify({ seq, type: "hello", at: new Date(0).toISOString() } satisfies Change));
    for (const change of this.changes) if (change.seq > seq) socket.send(JSON.stringify(change));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "", this.url);
    const body = await read(request).catch(() => Buffer.alloc(0));
    const json = (status: number, value: unknown) => {
      response.writeHead(status, { "Content-Type": "application/json" });
      response.end(JSON.stringify(value));
    };
    const problem = (status: number, code: string) =>
      json(status, { code, status, title: code, detail: code });
    const faulty = (kind: keyof typeof this.faults): boolean => {
      const fault = this.faults[kind].shift();
      if (fault === "drop") response.destroy();
      else if (fault) problem(fault, fault === 404 ? "not_found" : "unavailable");
      return fault !== undefined;
    };
    const [, , , , , area, id, verb] = pathname.split("/");
    if (pathname.startsWith("/blobs/uploads/")) {
      const [, , , upload = "", number = ""] = pathname.split("/");
      if (faulty("put")) return;
      const staged = this.#uploads.get(upload);
      if (!staged) return problem(404, "not_found");
      staged.parts.set(Number(number), body);
      this.received.push({ upload, number: Number(number), bytes: body.length });
      return json(200, {});
    }
    if (area === "live") return json(201, { ticket: "ticket", url: "", expiresAt: "" });
    if (area === "changes") {
      const items = this.changes.filter(({ seq }) => seq > Number(searchParams.get("after")));
      return json(200, { items, latestSeq: this.changes.length });
    }
    if (area === "photos") {
      if (faulty("photo")) return;
      return json(
        200,
        [...this.photos.values()].find((photo) => photo.id === id),
      );
    }
    if (area !== "uploads") return problem(404, "not_found");
    if (!id) return faulty("begin") ? undefined : this.#begin(body, json, problem);
    const staged = this.#uploads.get(id);
    if (!staged) return problem(404, "not_found");
    if (!verb) return json(200, this.#describe(id, staged));
    if (!faulty("complete")) this.#complete(id, staged, json, problem);
  }

  #begin(body: Buffer, json: Reply, problem: Refusal): void {
    const [file] = (
      JSON.parse(body.toString()) as { files: { name: string; size: number; sha256: string }[] }
    ).files;
    if (!file) return problem(422, "invalid");
    if (file.name.endsWith(".txt")) return problem(415, "unsupported_format");
    const there = this.photos.get(file.sha256);
    const id = randomUUID();
    const staged = { ...file, photoId: there?.id ?? randomUUID(), parts: new Map<number, Buffer>() };
    if (!there) this.#uploads.set(id, staged);
    const upload = {
      ...this.#describe(id, staged),
      ...(there ? { status: "duplicate", uploadId: null, parts: [] } : {}),
    };
    json(201, { items: [upload], errors: [] });
  }

  #describe(uploadId: string, { name, size, sha256, photoId, parts }: Staged) {
    const numbers = Array.from({ length: Math.ceil(size / partSize) }, (_, index) => index + 1);
    const missing = numbers.filter((number) => !parts.has(number));
    return {
      uploadId,
      photoId,
      status: "upload",
      name,
      size,
      sha256,
      partSize,
      parts: missing.map((number) => ({
        number,
        size: Math.min(partSize, size - (number - 1) * partSize),
        url: `${this.url}/blobs/uploads/${uploadId}/${number}`,
      })),
      received: [...parts.keys()],
      expiresAt: new Date(8.64e12).toISOString(),
    };
  }

  #complete(id: string, staged: Staged, json: Reply, problem: Refusal): void {
    const numbers = [...staged.parts.keys()].sort((a, b) => a - b);
    const bytes = Buffer.concat(numbers.map((number) => staged.parts.get(number) ?? Buffer.alloc(0)));
    if (bytes.length < staged.size) return problem(409, "incomplete_upload");
    if (createHash("sha256").update(bytes).digest("hex") !== staged.sha256)
      return problem(422, "hash_mismatch");
    const photo = photoOf({ id: staged.photoId, status: "processing", sha256: staged.sha256 });
    this.photos.set(staged.sha256, photo);
    this.#uploads.set(id, staged);
    this.beforeAnswer(photo);
    json(201, photo);
  }
}

type Reply = (status: number, value: unknown) => void;
type Refusal = (status: number, code: string) => void;

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
