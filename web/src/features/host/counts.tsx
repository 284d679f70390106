import type { EventCounts } from "@/lib/api";
import { bytes } from "@/lib/format";
import { useSpeech } from "@/lib/text";

/** The event in figures; the live feed keeps them current. */
export function Counts({ counts }: { counts: EventCounts }) {
  const { t, language } = useSpeech();
  const number = new Intl.NumberFormat(language);
  const figures = [
    { name: t("counts.photos"), value: number.format(counts.photos) },
    { name: t("counts.processing"), value: number.format(counts.processing) },
    { name: t("counts.pending"), value: number.format(counts.pending) },
    { name: t("counts.failed"), value: number.format(counts.failed), bad: counts.failed > 0 },
    { name: t("counts.guests"), value: number.format(counts.guests) },
    { name: t("counts.faces"), value: number.format(counts.faces) },
    { name: t("counts.storage"), value: bytes(counts.bytes, language) },
  ];
  return (
    <dl className="counts">
      {figures.map(({ name, value, bad }) => (
        <div key={name} className={bad ? "counts__figure counts__figure--bad" : "counts__figure"}>
          <dt>{name}</dt>
          <dd className="numbers">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
