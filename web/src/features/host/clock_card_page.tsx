import { useEffect, useState } from "react";
import { answer, type ClockCard } from "@/lib/api";
import { asProblem, type Problem } from "@/lib/problem";
import type { Session } from "@/lib/session";
import { useHostText, useSpeech } from "@/lib/text";
import { Loading } from "@/ui/blank";
import { Icon } from "@/ui/icon";
import { Trouble } from "@/ui/trouble";

const every = 1000; // milliseconds; the card counts seconds

/** The true time as a QR code, full screen, to be photographed with each camera. */
export function ClockCardPage({ session, id }: { session: Session; id: string }) {
  const t = useHostText();
  const { language } = useSpeech();
  const [card, problem] = useClockCard(session, id);
  if (!card) return problem ? <Trouble problem={problem} onRetry={() => location.reload()} /> : <Loading />;
  const time = new Date(card.time);
  return (
    <main className="clock-card">
      <h1>{t("clockCard.title")}</h1>
      {problem ? (
        <p role="alert">{t("clockCard.stopped")}</p> // an old card would set clocks wrong
      ) : (
        <img src={`data:image/svg+xml,${encodeURIComponent(card.svg)}`} alt={t("clockCard.code")} />
      )}
      <p className="clock-card__time">
        <time dateTime={card.time}>{time.toLocaleTimeString(language)}</time>
      </p>
      <p className="soft">{t("clockCard.text")}</p>
      <button
        type="button"
        className="button"
        onClick={() => void document.documentElement.requestFullscreen?.()}
      >
        <Icon name="screen" />
        {t("wall.full")}
      </button>
    </main>
  );
}

function useClockCard({ api }: Session, eventId: string): [ClockCard | null, Problem | null] {
  const [card, setCard] = useState<ClockCard | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    let reading = false;
    const read = async () => {
      if (reading) return;
      reading = true;
      try {
        const params = { path: { eventId } };
        setCard(await answer(api.GET("/api/v1/events/{eventId}/clock-card", { params })));
        setProblem(null);
      } catch (error) {
        setProblem(asProblem(error));
      }
      reading = false;
    };
    void read();
    const timer = setInterval(() => void read(), every);
    return () => clearInterval(timer);
  }, [api, eventId]);
  return [card, problem];
}
