import type { Problem } from "@/lib/problem";
import { useText } from "@/lib/text";
import { Blank } from "./blank";
import { problemText } from "./problem_text";

interface TroubleProps {
  problem: Problem;
  onRetry?: () => void;
  heading?: "h1" | "h2";
}

/** Stands where a part of the page could not be loaded. */
export function Trouble({ problem, onRetry, heading = "h2" }: TroubleProps) {
  const t = useText();
  return (
    <Blank
      icon={problem.code === "network" ? "offline" : "warning"}
      title={t("problem.title")}
      heading={heading}
    >
      <p role="alert">{problemText(t, problem.code)}</p>
      {onRetry && (
        <button type="button" className="button" onClick={onRetry}>
          {t("retry")}
        </button>
      )}
    </Blank>
  );
}
