// What more processes of a role bring, over PostgreSQL and Redis behind nginx: photos processed by two ai beside one, and
// gallery pages read from three api beside one. Counted by processor time, so that it says what machines with cores enough
// would do: of the process that is busiest. Prints figures for bench/table.mjs.
//   node bench/roles.mjs [PHOTOS] [READS]     in each round, default 60 and 4000; SNAPORY names the program
import { addPhotos, distinct, sample } from "../tests/support/photos.mjs";
import { Postgres } from "../tests/support/postgres.mjs";
import { Redis } from "../tests/support/redis.mjs";
import { Roles } from "../tests/support/roles.mjs";
import { joinAsGuest, registerHost, until } from "../tests/support/snapory.mjs";
import { bench, cleanly } from "./cleanup.mjs";
import { figure, median } from "./figures.mjs";
import { cpuSeconds } from "./process_tree.mjs";

const [photos = 60, reads = 4000] = process.argv.slice(2).map(Number);
const rounds = 3;

/** An installation of its own with an open event; `api` says how many of them. */
async function install(postgres, api) {
  const redis = await Redis.start(bench);
  const environment = { SNAPORY_DATABASE_URL: postgres.newDatabase(), SNAPORY_REDIS_URL: redis.url, SNAPORY_AI_THREADS: "1" };
  const roles = await Roles.start(bench, { api, environment });
  const { client: host } = await registerHost(roles);
  const event = await host.post("/events", { title: "Bench", settings: { faceSearch: true } }, { status: 201 });
  const { client: guest } = await joinAsGuest(roles, event.code);
  return { roles, host, event, guest };
}

/** The CPU seconds that the busiest of these processes spends on `work`. */
async function busiest(processes, work) {
  const spent = () => processes.map(({ child }) => cpuSeconds(child.pid));
  const before = spent();
  await work();
  return Math.max(...spent().map((seconds, index) => seconds - before[index]));
}

async function add({ guest, event }, count) {
  for (let number = 0; number < count; number++) {
    const bytes = distinct(sample((number % 6) + 1), `${Math.random()}`);
    await addPhotos(guest, event.id, [{ name: `${number}.jpg`, bytes }]);
  }
}

const processed = ({ host, event }) =>
  until("the photos to be processed", async () => (await host.get(`/events/${event.id}`)).counts.processing === 0, 600);

/** New photos are processed by so many new ai: photos for each CPU second of the busiest. */
async function work(installation, count) {
  const { roles } = installation;
  await Promise.all(roles.ai.map((ai) => ai.stop()));
  roles.ai = await Promise.all(Array.from({ length: count }, () => roles.add("ai")));
  const seconds = await busiest(roles.ai, async () => {
    await add(installation, photos);
    await processed(installation);
  });
  return photos / seconds;
}

/** Gallery pages for each CPU second of the busiest api; each has eight readers. */
async function read({ roles, guest, event }) {
  const readers = 8 * roles.api.length;
  const reader = async () => {
    for (let number = 0; number < reads / readers; number++) await guest.get(`/events/${event.id}/photos?limit=50`);
  };
  return reads / (await busiest(roles.api, () => Promise.all(Array.from({ length: readers }, reader))));
}

/** Rounds in which one and more take turns. */
async function compare(what, unit, beside, goal, one, more) {
  const [ours, theirs] = [[], []];
  for (let round = 0; round < rounds; round++) {
    console.error(`${what}, round ${round + 1} of ${rounds}`);
    theirs.push(await one());
    ours.push(await more());
  }
  figure({ what, ours: median(ours), unit, beside, theirs: median(theirs), ratio: median(ours.map((own, round) => own / theirs[round])), goal });
}

await cleanly(async () => {
  const postgres = await Postgres.start();
  const [one, three] = [await install(postgres, 1), await install(postgres, 3)];
  bench.after(() => postgres.stop());
  await compare("photos processed by two ai", "/ CPU s of the busiest", "one ai", { least: 1.8 }, () => work(one, 1), () => work(one, 2));
  await add(three, 50);
  await processed(three);
  await Promise.all([read(one), read(three)]); // caches
  await compare("gallery pages read from three api", "/ CPU s of the busiest", "one api", { least: 2.5 }, () => read(one), () => read(three));
});
