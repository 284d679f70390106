import { useCallback, useEffect, useState } from "react";
import { asProblem, type Problem } from "@/lib/problem";
import { useStore } from "@/lib/store";
import { useText } from "@/lib/text";
import { Field } from "@/ui/field";
import { Icon } from "@/ui/icon";
import { problemText } from "@/ui/problem_text";
import { Trouble } from "@/ui/trouble";
import type { Visit } from "./visit";

/** Makes the visitor a guest: by itself, or with the PIN where the host has set one. */
export function Entrance({ visit }: { visit: Visit }) {
  return useStore(visit.event).hasPin ? <PinForm visit={visit} /> : <OpenDoor visit={visit} />;
}

function OpenDoor({ visit }: { visit: Visit }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const join = useCallback(() => {
    setProblem(null);
    visit.guest.join().catch((error: unknown) => setProblem(asProblem(error)));
  }, [visit]);
  useEffect(join, [join]);
  return problem && <Trouble problem={problem} onRetry={join} />;
}

function PinForm({ visit }: { visit: Visit }) {
  const t = useText();
  const [pin, setPin] = useState("");
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const join = async () => {
    setBusy(true);
    try {
      await visit.guest.join(pin);
    } catch (cause) {
      const { code } = asProblem(cause);
      setError(code === "forbidden" || code === "invalid" ? t("pin.wrong") : problemText(t, code));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="pin"
      onSubmit={(event) => {
        event.preventDefault();
        void join();
      }}
    >
      <Icon name="lock" />
      <h2>{t("pin.title")}</h2>
      <Field
        label={t("pin.label")}
        hint={t("pin.hint")}
        error={error}
        value={pin}
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="[0-9]{4,12}"
        required
        onChange={({ target }) => setPin(target.value)}
      />
      <button type="submit" className="button button--primary button--large" disabled={busy}>
        {t("pin.enter")}
      </button>
    </form>
  );
}
