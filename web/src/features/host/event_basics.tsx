import { type FormEvent, useState } from "react";
import { useStore } from "@/lib/store";
import { useHostText } from "@/lib/text";
import { timeAt, timeZones, wallTime } from "@/lib/wall_time";
import { Field, Select } from "@/ui/field";
import type { PartProps } from "./settings";

/** What the event is called, and when what happens; its times are those of the clocks where it takes place. */
export function EventBasics({ desk, apply }: PartProps) {
  const t = useHostText();
  const event = useStore(desk.event);
  const [title, setTitle] = useState(event.title);
  const [zone, setZone] = useState(event.timeZone);
  const wall = (time: string | null) => (time ? wallTime(time, event.timeZone) : "");
  const [start, setStart] = useState(wall(event.startsAt));
  const [end, setEnd] = useState(wall(event.endsAt));
  const [reveal, setReveal] = useState(wall(event.settings.revealAt));
  const backwards = start !== "" && end !== "" && end < start;
  const save = (submit: FormEvent) => {
    submit.preventDefault();
    const time = (field: string) => (field ? timeAt(field, zone) : null);
    void apply({
      title: title.trim(),
      timeZone: zone,
      startsAt: time(start),
      endsAt: time(end),
      settings: { revealAt: time(reveal) },
    });
  };
  return (
    <form className="settings__part" onSubmit={save}>
      <h2>{t("settings.basics")}</h2>
      <Field
        label={t("event.name")}
        value={title}
        maxLength={200}
        required
        onChange={({ target }) => setTitle(target.value)}
      />
      <div className="settings__pair">
        <Field
          label={t("event.start")}
          type="datetime-local"
          value={start}
          onChange={({ target }) => setStart(target.value)}
        />
        <Field
          label={t("event.end")}
          type="datetime-local"
          value={end}
          error={backwards ? t("event.backwards") : undefined}
          onChange={({ target }) => setEnd(target.value)}
        />
      </div>
      <Field
        label={t("event.reveal")}
        hint={t("event.revealText")}
        type="datetime-local"
        value={reveal}
        onChange={({ target }) => setReveal(target.value)}
      />
      <Select
        label={t("event.timeZone")}
        value={zone}
        options={timeZones(event.timeZone)}
        onChoose={setZone}
      />
      <button type="submit" className="button button--primary" disabled={!title.trim() || backwards}>
        {t("save")}
      </button>
    </form>
  );
}
