import { type FormEvent, type ReactNode, useState } from "react";
import { asProblem, type Problem } from "@/lib/problem";

interface SubmitFormProps {
  /** The button waits until it ends; where it fails, `refusal` says why to whoever filled the form in. */
  onSubmit: () => Promise<void>;
  refusal: (problem: Problem) => string;
  /** Of the button. */
  label: string;
  large?: boolean;
  disabled?: boolean;
  children: ReactNode;
}

/** Fields over one button, and between them what went wrong. */
export function SubmitForm({ onSubmit, refusal, label, large, disabled, children }: SubmitFormProps) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await onSubmit();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      {children}
      {problem && (
        <p className="notice notice--danger" role="alert">
          {refusal(problem)}
        </p>
      )}
      <button
        type="submit"
        className={`button button--primary ${large ? "button--large" : ""}`}
        disabled={busy || disabled}
      >
        {label}
      </button>
    </form>
  );
}
