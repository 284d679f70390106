// Snapory's roles as processes of their own, behind nginx with TLS as deploy/nginx has it.
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, mkdirSync, openSync, writeFileSync } from "node:fs";
import path from "node:path";
import { freePort, logs, program, root, temporaryFolder, until } from "./snapory.mjs";

/** A process of the test, with what it says in a log. */
class Process {
  constructor(name, command, args, environment = {}) {
    mkdirSync(logs, { recursive: true });
    this.name = name;
    this.log = path.join(logs, `${name}.log`);
    const log = openSync(this.log, "a");
    this.child = spawn(command, args, { env: { ...process.env, ...environment }, stdio: ["ignore", log, log], detached: true });
    this.exited = new Promise((resolve) => {
      this.child.once("exit", resolve);
      this.child.once("error", (fault) => {
        resolve(); // it never began, so there is no end to wait for
        throw fault;
      });
    });
  }

  /** As an operator would; may be called again. */
  stop() {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill("SIGTERM");
    return this.exited;
  }

  /** With all its children, at once. */
  kill() {
    process.kill(-this.child.pid, "SIGKILL");
    return this.exited;
  }
}

export class Roles {
  /**
   * `web`, `api` and `ai` say how many of each; `environment` configures all of them. They have one data folder, or,
   * unless `shared`, one each; nginx listens on `port`.
   */
  static async start(test, { web = 1, api = 1, ai = 1, environment = {}, shared = true, port } = {}) {
    const roles = new Roles();
    roles.started = [];
    test.after(() => Promise.all(roles.started.map((one) => one.stop()))); // before the folders go
    roles.data = temporaryFolder(test);
    roles.shared = shared;
    port ??= await freePort();
    roles.url = `https://127.0.0.1:${port}`;
    roles.test = test;
    roles.environment = {
      SNAPORY_PUBLIC_URL: roles.url,
      SNAPORY_TRUSTED_PROXIES: "127.0.0.1",
      SNAPORY_SECRET_KEY: "a secret key that all roles of this test share",
      SNAPORY_STORAGE_ACCEL_PREFIX: "/_blobs/",
      ...environment,
    };
    roles.ai = [await roles.add("ai")];
    for (let i = 1; i < ai; i++) roles.ai.push(await roles.add("ai"));
    roles.environment.SNAPORY_AI_URL = roles.ai[0].url;
    roles.api = await Promise.all(Array.from({ length: api }, () => roles.add("api")));
    roles.web = await Promise.all(Array.from({ length: web }, () => roles.add("web")));
    await roles.startNginx(port);
    return roles;
  }

  /** One more process of a role, once it is ready, or answers `path`; `environment` is for it alone. */
  async add(role, { environment = {}, path: asked = role === "ai" ? "/ai/ready" : "/ready" } = {}) {
    const port = await freePort();
    const data = this.shared ? this.data : temporaryFolder(this.test);
    const args = [role, "--port", String(port), "--data", data];
    const added = this.run(`${role}-${port}`, program, args, { ...this.environment, ...environment });
    added.url = `http://127.0.0.1:${port}`;
    await until(`${role} to answer ${asked}`, async () => (await fetch(added.url + asked)).ok);
    return added;
  }

  run(...options) {
    const started = new Process(...options);
    this.started.push(started);
    return started;
  }

  async startNginx(port) {
    const folder = temporaryFolder(this.test);
    const file = (name) => path.join(folder, name);
    mkdirSync(file("snapory"));
    copyFileSync(path.join(root, "deploy/nginx/snapory.conf"), file("snapory/snapory.conf"));
    const upstream = (name, processes) => `upstream snapory_${name} { ${processes.map(({ url }) => `server ${new URL(url).host};`).join(" ")} keepalive 8; }\n`;
    writeFileSync(file("snapory/upstreams.conf"), upstream("web", this.web) + upstream("api", this.api) + upstream("ai", this.ai));
    writeFileSync(
      file("snapory/site.conf"),
      `listen 127.0.0.1:${port} ssl http2;
       ssl_certificate ${file("cert.pem")}; ssl_certificate_key ${file("key.pem")};
       access_log ${file("access.json")} snapory;
       set $snapory_blobs ${this.data}/blobs/;\n`,
    );
    execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", file("key.pem"), "-out", file("cert.pem")], { stdio: "ignore" });
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${file(name)};`).join(" ");
    writeFileSync(
      file("nginx.conf"),
      `${process.getuid() === 0 ? "user root;" : ""} daemon off; worker_processes 1; pid ${file("pid")}; error_log stderr warn;
       events { worker_connections 16384; }
       http { include /etc/nginx/mime.types; ${temporary} include snapory/snapory.conf; }\n`,
    );
    this.accessLog = file("access.json");
    this.certificate = file("cert.pem");
    this.nginx = this.run(`nginx-${port}`, "nginx", ["-e", "stderr", "-p", folder, "-c", file("nginx.conf")]);
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0"; // the certificate is this test's own
    await until("nginx to be ready", async () => (await fetch(`${this.url}/api/health`)).ok);
  }
}
