import { asProblem } from "@/lib/problem";
import { useText } from "@/lib/text";
import { Blank } from "@/ui/blank";
import { Trouble } from "@/ui/trouble";

/** A page whose event does not exist, or cannot be reached now. */
export function Unreachable({ error }: { error: unknown }) {
  const t = useText();
  const problem = asProblem(error);
  if (problem.status !== 404) return <Trouble problem={problem} onRetry={() => location.reload()} />;
  return (
    <Blank icon="link" title={t("missing.title")}>
      <p>{t("missing.text")}</p>
      <a className="button" href="/">
        {t("missing.home")}
      </a>
    </Blank>
  );
}
