/** The clocks of a place: times as people there read them, "2026-06-20T15:00", and as the api has them, RFC 3339. */

const minute = 16; // characters of a wall time to the minute

/** What the clocks of an IANA time zone show at a time. */
export function wallTime(time: string | number, timeZone: string): string {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  return format.format(new Date(time)).replace(" ", "T").slice(0, minute);
}

/**
 * When the clocks of a time zone show this. What they skip in spring is taken as an hour later, and of what they show
 * twice in autumn, one of the two is meant.
 */
export function timeAt(wall: string, timeZone: string): string {
  const asIfUtc = Date.parse(`${wall}Z`);
  const ahead = (time: number) => Date.parse(`${wallTime(time, timeZone)}Z`) - time;
  const near = asIfUtc - ahead(asIfUtc); // on the right side of a change of the clocks, but for some hours around it
  return new Date(asIfUtc - ahead(near)).toISOString();
}

/** All time zones that the browser knows, and `present`, which the server may know alone. */
export const timeZones = (present: string): readonly string[] =>
  [...new Set([present, "UTC", ...Intl.supportedValuesOf("timeZone")])].sort();
