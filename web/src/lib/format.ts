import { useMemo } from "react";
import { useSpeech } from "./text";

const units = ["kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** A size in the largest unit that keeps it at 1 or more, with powers of 1000 as storage is sold; a begun kilobyte is one. */
export function bytes(count: number, language: string): string {
  const power = Math.max(1, Math.min(units.length, Math.floor(Math.log10(Math.max(1, count)) / 3)));
  const format = new Intl.NumberFormat(language, {
    style: "unit",
    unit: units[power - 1] ?? "kilobyte",
    unitDisplay: "short",
    maximumFractionDigits: power > 1 ? 1 : 0,
    roundingMode: power > 1 ? "halfExpand" : "ceil",
  });
  return format.format(count / 1000 ** power);
}

/** Times of the api, which are RFC 3339, as people of the page's language write them. */
export function useDates() {
  const { language } = useSpeech();
  return useMemo(() => {
    const day = new Intl.DateTimeFormat(language, { dateStyle: "long" });
    const short = new Intl.DateTimeFormat(language, { day: "numeric", month: "short" });
    const moment = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
    return {
      day: (time: string) => day.format(new Date(time)),
      short: (time: string) => short.format(new Date(time)),
      days: (start: string, end: string) => day.formatRange(new Date(start), new Date(end)),
      moment: (time: string) => moment.format(new Date(time)),
    };
  }, [language]);
}
