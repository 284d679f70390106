import { useStore } from "@/lib/store";
import { useSpeech } from "@/lib/text";
import type { Desk } from "./desk";

/** Who has just added what, while the page is open. */
export function ActivityList({ desk }: { desk: Desk }) {
  const { t, language } = useSpeech();
  const activity = useStore(desk.activity);
  const time = new Intl.DateTimeFormat(language, { timeStyle: "short" });
  if (activity.length === 0) return null;
  return (
    <ul className="activity small" aria-live="polite" aria-label={t("activity.title")}>
      {activity.map(({ uploader, name, count, at }) => (
        <li key={`${uploader}-${at}`}>
          <time className="numbers soft" dateTime={at}>
            {time.format(new Date(at))}
          </time>
          <bdi>{name ?? t("activity.someone")}</bdi>
          <span className="soft">{t("activity.added", { count })}</span>
        </li>
      ))}
    </ul>
  );
}
