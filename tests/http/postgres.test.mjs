// The main job again, with PostgreSQL as its database.
import { after } from "node:test";
import { Postgres } from "../support/postgres.mjs";
import { Snapory } from "../support/snapory.mjs";

const postgres = await Postgres.start();
after(() => postgres.stop());
Snapory.newDatabase = () => postgres.newDatabase();

await import("./main_job.test.mjs");
