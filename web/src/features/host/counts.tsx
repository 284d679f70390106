import type { EventCounts } from "@/lib/api";
import { bytes } from "@/lib/format";
import { useSpeech } from "@/lib/text";

/** The event in figures; the live feed keeps them current. */
export function Counts({ counts }: { counts: EventCounts }) {
  const { t, language } = useSpeech();
  const number = new Intl.NumberFormat(language);
  const figures = [
    { name: t("counts.photos"), count: counts.photos },
    { name: t("counts.processing"), count: counts.processing },
    { name: t("counts.pending"), count: counts.pending },
    { name: t("counts.failed"), count: counts.failed, kind: "bad" },
    { name: t("counts.guests"), count: counts.guests },
    { name: t("counts.faces"), count: counts.faces },
    { name: t("counts.storage"), count: counts.bytes, text: bytes(counts.bytes, language) },
  ];
  return (
    <dl className="counts">
      {figures.map(({ name, count, kind = "some", text = number.format(count) }) => (
        <div key={name} className={`counts__figure counts__figure--${count === 0 ? "none" : kind}`}>
          <dt>{name}</dt>
          <dd className="numbers">{text}</dd>
        </div>
      ))}
    </dl>
  );
}
