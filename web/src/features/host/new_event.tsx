import { useState } from "react";
import { answer } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { navigate } from "@/lib/router";
import type { Session } from "@/lib/session";
import { useHostText } from "@/lib/text";
import { Dialog } from "@/ui/dialog";
import { Field } from "@/ui/field";
import { problemText } from "@/ui/problem_text";

/** A name is enough; everything else can be set later, or never. */
export function NewEvent({ session, onClose }: { session: Session; onClose: () => void }) {
  const t = useHostText();
  const [title, setTitle] = useState("");
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const create = async () => {
    setBusy(true);
    try {
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
      const body = { title: title.trim(), timeZone };
      const { id } = await answer(session.api.POST("/api/v1/events", { body }));
      navigate(`/events/${id}`);
    } catch (problem) {
      setError(problemText(t, asProblem(problem).code));
      setBusy(false);
    }
  };
  return (
    <Dialog title={t("events.new")} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (title.trim()) void create();
        }}
      >
        <Field
          label={t("event.name")}
          hint={t("event.nameHint")}
          error={error}
          value={title}
          maxLength={200}
          required
          onChange={({ target }) => setTitle(target.value)}
        />
        <div className="dialog__actions">
          <button type="button" className="button" onClick={onClose}>
            {t("cancel")}
          </button>
          <button type="submit" className="button button--primary" disabled={busy || !title.trim()}>
            {t("events.create")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
