// A Redis for a test, on a free port of the loopback, gone when the test ends.
import { spawn } from "node:child_process";
import { connect } from "node:net";
import { freePort, temporaryFolder, until } from "./snapory.mjs";

export class Redis {
  static async start(test) {
    const redis = new Redis();
    redis.port = await freePort();
    redis.url = `redis://127.0.0.1:${redis.port}`;
    redis.folder = temporaryFolder(test);
    test.after(() => redis.kill());
    await redis.start();
    return redis;
  }

  async start() {
    this.child = spawn("redis-server", ["--port", String(this.port), "--bind", "127.0.0.1", "--save", "", "--dir", this.folder], { stdio: "ignore" });
    this.exited = new Promise((resolve) => this.child.once("exit", resolve));
    await until("redis to answer", () => this.ask("PING"));
  }

  async kill() {
    this.child.kill("SIGKILL");
    return this.exited;
  }

  /** The first line of the answer to an inline command. */
  ask(command) {
    return new Promise((resolve, reject) => {
      const socket = connect(this.port, "127.0.0.1", () => socket.write(`${command}\r\n`));
      socket.once("error", reject);
      socket.once("data", (bytes) => {
        socket.destroy();
        resolve(bytes.toString().split("\r\n")[0]);
      });
    });
  }
}
