import { useState } from "react";
import { asProblem, type Problem } from "@/lib/problem";
import type { Session } from "@/lib/session";
import { useText } from "@/lib/text";
import { Doorstep } from "@/ui/doorstep";
import { problemText } from "@/ui/problem_text";
import { useDigestWords } from "./digest_words";

/** Opened by the link of a mail; asks once more, since mail programs open links, too. */
export function UnsubscribePage({ session, token }: { session: Session; token: string }) {
  const t = useText();
  const words = useDigestWords();
  const [state, setState] = useState<"asks" | "busy" | "done">("asks");
  const [problem, setProblem] = useState<Problem | null>(null);
  const end = async () => {
    setState("busy");
    try {
      await session.unsubscribe(token);
      setState("done");
    } catch (error) {
      setProblem(asProblem(error));
      setState("asks");
    }
  };
  return (
    <Doorstep title={words.stop}>
      {state === "done" ? (
        <p role="status">{words.stopped}</p>
      ) : (
        <>
          <p>{words.stopText}</p>
          {problem && (
            <p className="notice notice--danger" role="alert">
              {problem.code === "link_expired" ? words.broken : problemText(t, problem.code)}
            </p>
          )}
          <button
            type="button"
            className="button button--primary button--large"
            disabled={state === "busy"}
            onClick={() => void end()}
          >
            {words.stop}
          </button>
        </>
      )}
    </Doorstep>
  );
}
