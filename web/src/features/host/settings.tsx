import { type FormEvent, useState } from "react";
import { asProblem } from "@/lib/problem";
import { navigate } from "@/lib/router";
import { useStore } from "@/lib/store";
import { type HostTranslate, useHostText } from "@/lib/text";
import { Confirm } from "@/ui/confirm";
import { Field, Switch } from "@/ui/field";
import { problemText } from "@/ui/problem_text";
import { toast } from "@/ui/toasts";
import { Cameras } from "./cameras";
import type { Desk, EventChange } from "./desk";
import { EventBasics } from "./event_basics";
import { FaceSearchSwitch } from "./face_search_switch";
import { LocationChoice } from "./location_choice";
import { stateTexts } from "./state_chip";

/** Changes the event and says how it went. */
export type Apply = (change: EventChange) => Promise<boolean>;

function applier(desk: Desk, t: HostTranslate): Apply {
  return async (change) => {
    try {
      await desk.change(change);
      toast(t("saved"));
      return true;
    } catch (error) {
      toast(problemText(t, asProblem(error).code));
      return false;
    }
  };
}

export function Settings({ desk }: { desk: Desk }) {
  const t = useHostText();
  const apply = applier(desk, t);
  const { location } = useStore(desk.event).settings;
  return (
    <section className="settings" aria-label={t("settings.title")}>
      <EventBasics desk={desk} apply={apply} />
      <StateChoice desk={desk} apply={apply} />
      <Permissions desk={desk} apply={apply} />
      <LocationChoice value={location} apply={apply} />
      <Pin desk={desk} apply={apply} />
      <Cameras desk={desk} />
      <Deletion desk={desk} />
    </section>
  );
}

export interface PartProps {
  desk: Desk;
  apply: Apply;
}

const choices = ["draft", "open", "closed", "archived"] as const;
const stateHints = {
  draft: "state.draftText",
  open: "state.openText",
  closed: "state.closedText",
  archived: "state.archivedText",
} as const;

function StateChoice({ desk, apply }: PartProps) {
  const t = useHostText();
  const { state } = useStore(desk.event);
  return (
    <fieldset className="settings__part">
      <legend>
        <h2>{t("state.title")}</h2>
      </legend>
      {choices
        .filter((choice) => choice !== "draft" || state === "draft")
        .map((choice) => (
          <label key={choice} className="choice">
            <input
              type="radio"
              name="state"
              checked={state === choice}
              onChange={() => void apply({ state: choice })}
            />
            <span>
              {t(stateTexts[choice])}
              <span className="soft small choice__hint">{t(stateHints[choice])}</span>
            </span>
          </label>
        ))}
    </fieldset>
  );
}

function Permissions({ desk, apply }: PartProps) {
  const t = useHostText();
  const { settings } = useStore(desk.event);
  return (
    <fieldset className="settings__part">
      <legend>
        <h2>{t("settings.guests")}</h2>
      </legend>
      <FaceSearchSwitch on={settings.faceSearch} apply={apply} />
      <Switch
        label={t("settings.upload")}
        checked={settings.guestUpload}
        onChange={(guestUpload) => void apply({ settings: { guestUpload } })}
      />
      <Switch
        label={t("settings.view")}
        hint={t("settings.viewText")}
        checked={settings.guestView}
        onChange={(guestView) => void apply({ settings: { guestView } })}
      />
      <Switch
        label={t("settings.download")}
        checked={settings.guestDownload}
        onChange={(guestDownload) => void apply({ settings: { guestDownload } })}
      />
      <Switch
        label={t("settings.approval")}
        hint={t("settings.approvalText")}
        checked={settings.approval === "host"}
        onChange={(on) => void apply({ settings: { approval: on ? "host" : "automatic" } })}
      />
    </fieldset>
  );
}

function Pin({ desk, apply }: PartProps) {
  const t = useHostText();
  const { hasPin } = useStore(desk.event);
  const [pin, setPin] = useState("");
  const save = async (submit: FormEvent) => {
    submit.preventDefault();
    if (await apply({ pin })) setPin("");
  };
  return (
    <form className="settings__part" onSubmit={(submit) => void save(submit)}>
      <h2>{t("pin.label")}</h2>
      <Field
        label={t(hasPin ? "pin.change" : "pin.set")}
        hint={t("pin.rule")}
        value={pin}
        inputMode="numeric"
        autoComplete="off"
        pattern="[0-9]{4,12}"
        required
        onChange={({ target }) => setPin(target.value)}
      />
      <div className="settings__actions">
        <button type="submit" className="button button--primary">
          {t("save")}
        </button>
        {hasPin && (
          <button type="button" className="button" onClick={() => void apply({ pin: null })}>
            {t("pin.remove")}
          </button>
        )}
      </div>
    </form>
  );
}

function Deletion({ desk }: { desk: Desk }) {
  const t = useHostText();
  const [asking, setAsking] = useState(false);
  const erase = async () => {
    try {
      await desk.erase();
      navigate("/events", { replace: true });
    } catch (error) {
      toast(problemText(t, asProblem(error).code));
      setAsking(false);
    }
  };
  return (
    <div className="settings__part">
      <h2>{t("event.delete")}</h2>
      <p className="soft">{t("event.deleteText")}</p>
      <button type="button" className="button button--danger" onClick={() => setAsking(true)}>
        {t("event.delete")}
      </button>
      {asking && (
        <Confirm
          title={t("event.deleteTitle", { title: desk.event.value.title })}
          action={t("event.delete")}
          danger
          onConfirm={erase}
          onClose={() => setAsking(false)}
        >
          <p>{t("event.deleteText")}</p>
        </Confirm>
      )}
    </div>
  );
}
