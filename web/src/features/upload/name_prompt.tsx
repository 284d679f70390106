import { useState } from "react";
import { asProblem } from "@/lib/problem";
import { useText } from "@/lib/text";
import { Field } from "@/ui/field";
import { Icon } from "@/ui/icon";
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
      <button type="submit" className="button button--primary name-prompt__save" disabled={!name.trim()}>
        {t("name.save")}
      </button>
      <button
        type="button"
        className="button button--plain button--icon name-prompt__skip"
        aria-label={t("name.skip")}
        onClick={onDecline}
      >
        <Icon name="close" />
      </button>
    </form>
  );
}
