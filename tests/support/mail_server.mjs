// A mail server for a test, see tests/support/mail_server, and what it got.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { root, temporaryFolder, until } from "./snapory.mjs";

const support = (name) => path.join(root, "tests/support", name);

export class MailServer {
  static async start(test) {
    const server = new MailServer();
    server.folder = temporaryFolder(test);
    const child = spawn(support("mail_server"), [server.folder], { stdio: ["pipe", "pipe", "inherit"] });
    test.after(async () => {
      child.stdin.end();
      if (child.exitCode === null) await once(child, "exit");
    });
    const [ready] = await once(createInterface(child.stdout), "line");
    server.port = ready.split(" ")[1];
    return server;
  }

  /** What sends mails to it, with links that lead to `url`. */
  environment(url) {
    const login = `snapory:${encodeURIComponent("a secret: 100%")}`;
    return {
      SNAPORY_PUBLIC_URL: url,
      SNAPORY_SMTP_URL: `smtp://${login}@localhost:${this.port}?ca=${this.folder}/ca.pem`,
      SNAPORY_SMTP_FROM: "Snapory <photos@example.org>",
    };
  }

  /** `{to, subject, headers, text, html, pictures}` of each that came, oldest first. */
  mails() {
    return JSON.parse(execFileSync(support("read_mails"), [path.join(this.folder, "mails/new")]).toString());
  }

  /** The last mail, once there are `count`. */
  async mail(count) {
    await until(`mail ${count}`, () => this.mails().length >= count);
    return this.mails().at(-1);
  }
}

/** Lets what guests asked to be mailed be due now, as if their hours were over. */
export function makeDigestsDue({ data }) {
  execFileSync("sqlite3", [path.join(data, "snapory.sqlite"), "pragma busy_timeout = 5000; update digests set due_at = 0"]);
}
