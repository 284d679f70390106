import { useState } from "react";
import { asProblem } from "@/lib/problem";
import { useText } from "@/lib/text";
import { Field } from "@/ui/field";
import { problemText } from "@/ui/problem_text";

interface NamePromptProps {
  onName: (name: string) => Promise<void>;
  onDecline: () => void;
}

/** Asked after sending has begun, and never needed. */
export function NamePrompt({ onName, onDecline }: NamePromptProps) {
  const t = useText();
  const [name, setName] = useState("");
  const [error, setError] = useState<string>();
  const save = async () => {
    try {
      await onName(name.trim());
    } catch (problem) {
      setError(problemText(t, asProblem(problem).code));
    }
  };
  return (
    <form
      className="name-prompt"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim()) void save();
      }}
    >
      <Field
        label={t("name.label")}
        hint={t("name.hint")}
        error={error}
        value={name}
        maxLength={80}
        autoComplete="given-name"
        enterKeyHint="done"
        onChange={({ target }) => setName(target.value)}
      />
      <div className="dialog__actions">
        <button type="submit" className="button button--primary" disabled={!name.trim()}>
          {t("name.save")}
        </button>
        <button type="button" className="button button--plain" onClick={onDecline}>
          {t("name.skip")}
        </button>
      </div>
    </form>
  );
}
