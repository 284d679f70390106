// A Redis for a test, on a free port of the loopback, gone when the test ends.
import { execFileSync, spawn } from "node:child_process";
import { connect } from "node:net";
import { freePort, temporaryFolder, until } from "./snapory.mjs";

export class Redis {
  static async start(test, ...options) {
    const redis = new Redis();
    redis.options = options;
    redis.port = await freePort();
    redis.url = `redis://127.0.0.1:${redis.port}`;
    redis.folder = temporaryFolder(test);
    test.after(() => redis.kill());
    await redis.start();
    return redis;
  }

  async start() {
    this.child = spawn("redis-server", ["--port", String(this.port), "--bind", "127.0.0.1", "--save", "", "--dir", this.folder, ...this.options], { stdio: "ignore" });
    this.exited = new Promise((resolve) => this.child.once("exit", resolve));
    await until("redis to answer", () => this.ask("PING"));
  }

  async kill() {
    this.child.kill("SIGKILL");
    return this.exited;
  }

  get alive() {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** What redis-cli prints for a command. */
  tell(...command) {
    return execFileSync("redis-cli", ["-p", String(this.port), ...command]).toString().trim();
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

/** A cluster of three masters, each with a replica that takes its place when it is gone for a second. */
export class RedisCluster {
  static async start(test) {
    const cluster = new RedisCluster();
    const buses = await Promise.all(Array.from({ length: 6 }, freePort));
    const options = ["--cluster-enabled", "yes", "--cluster-node-timeout", "1000", "--repl-diskless-sync-delay", "0"];
    const nodes = await Promise.all(buses.map((bus) => Redis.start(test, ...options, "--cluster-port", String(bus))));
    cluster.nodes = nodes;
    const masters = nodes.slice(0, 3);
    for (const [index, node] of nodes.entries()) {
      await node.ask(`CLUSTER SET-CONFIG-EPOCH ${index + 1}`);
      await nodes[0].ask(`CLUSTER MEET 127.0.0.1 ${node.port} ${buses[index]}`);
    }
    for (const [index, master] of masters.entries()) {
      await master.ask(`CLUSTER ADDSLOTSRANGE ${index * 5461} ${index === 2 ? 16383 : (index + 1) * 5461 - 1}`);
      const id = master.tell("CLUSTER", "MYID");
      await until("the replica to know its master", async () => (await nodes[index + 3].ask(`CLUSTER REPLICATE ${id}`)) === "+OK");
    }
    for (const node of nodes) await until("the cluster to be whole", async () => !(await node.ask("GET anything")).startsWith("-CLUSTERDOWN"));
    cluster.url = `redis://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(",")}`;
    return cluster;
  }

  /** The masters of this moment, of the nodes that are alive. */
  masters() {
    return this.nodes.filter((node) => node.alive && node.tell("ROLE").startsWith("master"));
  }

  /** The master that has the key's slot at this moment. */
  masterOf(key) {
    const [asked] = this.masters();
    const slot = Number(asked.tell("CLUSTER", "KEYSLOT", key));
    const has = (range) => {
      const [first, last = first] = range.split("-").map(Number);
      return first <= slot && slot <= last;
    };
    const nodes = asked.tell("CLUSTER", "NODES").split("\n").map((line) => line.split(" "));
    const [, address] = nodes.find((fields) => fields.slice(8).some(has)); // after id, address, flags and five more
    return this.nodes.find(({ port }) => address.startsWith(`127.0.0.1:${port}@`));
  }
}
