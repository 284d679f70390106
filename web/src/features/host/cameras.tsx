import { type FormEvent, useCallback, useState } from "react";
import { answer, type EventCamera } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { useHostText } from "@/lib/text";
import { useRemote } from "@/lib/use_remote";
import { Field } from "@/ui/field";
import { problemText } from "@/ui/problem_text";
import { toast } from "@/ui/toasts";
import { Trouble } from "@/ui/trouble";
import { formatOffset, parseOffset } from "./clock_offset";
import type { Desk } from "./desk";

/** With what the photos were taken, and by how much each camera's clock is off; one part of the settings. */
export function Cameras({ desk }: { desk: Desk }) {
  const t = useHostText();
  const eventId = desk.event.value.id;
  const { api } = desk.session;
  const load = useCallback(
    () => answer(api.GET("/api/v1/events/{eventId}/cameras", { params: { path: { eventId } } })),
    [api, eventId],
  );
  const [cameras, again] = useRemote(load);
  const correct: Correct = async (cameraId, clockOffset) => {
    const params = { path: { eventId, cameraId } };
    try {
      await answer(
        api.PATCH("/api/v1/events/{eventId}/cameras/{cameraId}", { params, body: { clockOffset } }),
      );
      toast(t("saved"));
      again();
    } catch (error) {
      toast(problemText(t, asProblem(error).code));
    }
  };
  if (cameras.state === "ready" && cameras.value.items.length === 0) return null;
  return (
    <div className="settings__part">
      <h2>{t("cameras.title")}</h2>
      <p className="soft">{t("cameras.text")}</p>
      {cameras.state === "failed" && <Trouble problem={cameras.problem} onRetry={again} />}
      {cameras.state === "ready" && (
        <ul className="cameras">
          {cameras.value.items.map((camera) => (
            <CameraClock
              key={`${camera.id}${camera.clockOffset}`}
              camera={camera}
              onCorrect={(offset) => correct(camera.id, offset)}
            />
          ))}
        </ul>
      )}
      <a className="button" href={`/events/${eventId}/clock`} target="_blank" rel="noreferrer">
        {t("cameras.card")}
      </a>
    </div>
  );
}

/** Sets a camera's clock right by so many seconds; null: it is right after all. */
type Correct = (cameraId: string, clockOffset: number | null) => Promise<void>;

interface CameraClockProps {
  camera: EventCamera;
  onCorrect: (clockOffset: number | null) => Promise<void>;
}

function CameraClock({ camera, onCorrect }: CameraClockProps) {
  const t = useHostText();
  const { clockOffset, suggestion, photoCount, phone } = camera;
  const name = [camera.make, camera.model].filter(Boolean).join(" ");
  const [typed, setTyped] = useState(clockOffset === null ? "" : formatOffset(clockOffset));
  const offset = parseOffset(typed);
  const wrong = typed.trim() !== "" && offset === undefined;
  const save = (submit: FormEvent) => {
    submit.preventDefault();
    if (!wrong) void onCorrect(typed.trim() === "" ? null : (offset ?? null));
  };
  return (
    <li className="cameras__one">
      <h3 dir="auto">{name}</h3>
      <p className="soft small">
        {t("gallery.count", { count: photoCount })}
        {phone && ` · ${t("cameras.phone")}`}
      </p>
      {suggestion && <Suggestion suggestion={suggestion} onUse={() => onCorrect(suggestion.clockOffset)} />}
      <form className="cameras__form" onSubmit={save}>
        <Field
          label={t("cameras.offset")}
          hint={t("cameras.offsetHint")}
          error={wrong ? t("cameras.offsetWrong") : undefined}
          value={typed}
          placeholder="+0:00:00"
          autoComplete="off"
          onChange={({ target }) => setTyped(target.value)}
        />
        <button type="submit" className="button" disabled={wrong}>
          {t("save")}
        </button>
      </form>
    </li>
  );
}

interface SuggestionProps {
  suggestion: NonNullable<EventCamera["suggestion"]>;
  onUse: () => void;
}

function Suggestion({ suggestion, onUse }: SuggestionProps) {
  const t = useHostText();
  const { clockOffset, confidence, basis } = suggestion;
  const values = { offset: formatOffset(clockOffset) };
  return (
    <div className="cameras__suggestion">
      <p>
        {basis === "clockCard" ? t("cameras.byCard", values) : t("cameras.byPhotos", values)}
        {basis === "photos" && ` ${t("cameras.confidence", { percent: `${Math.round(confidence * 100)}` })}`}
      </p>
      <button type="button" className="button button--primary" onClick={onUse}>
        {t("cameras.use")}
      </button>
    </div>
  );
}
