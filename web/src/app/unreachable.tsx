import { asProblem } from "@/lib/problem";
import { useText } from "@/lib/text";
import { Blank } from "@/ui/blank";
import { LanguageSwitch } from "@/ui/language_switch";
import { Trouble } from "@/ui/trouble";

/** A page whose event does not exist, or cannot be reached now. */
export function Unreachable({ error }: { error: unknown }) {
  const t = useText();
  const problem = asProblem(error);
  return (
    <>
      <header className="bar">
        <a className="wordmark" href="/">
          snapory
        </a>
        <LanguageSwitch />
      </header>
      <main>
        {problem.status === 404 ? (
          <Blank icon="link" title={t("missing.title")} heading="h1">
            <p>{t("missing.text")}</p>
            <a className="button" href="/">
              {t("missing.home")}
            </a>
          </Blank>
        ) : (
          <Trouble heading="h1" problem={problem} onRetry={() => location.reload()} />
        )}
      </main>
    </>
  );
}
