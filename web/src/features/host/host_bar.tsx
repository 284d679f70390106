import { Link, navigate } from "@/lib/router";
import type { Session } from "@/lib/session";
import { useHostText } from "@/lib/text";
import { LanguageSwitch } from "@/ui/language_switch";

export function HostBar({ session }: { session: Session }) {
  const t = useHostText();
  const leave = () => session.logout().finally(() => navigate("/"));
  return (
    <header className="bar">
      <Link className="wordmark" href="/events">
        snapory
      </Link>
      <span className="toolbar__space" />
      <LanguageSwitch />
      <button type="button" className="button button--plain" onClick={() => void leave()}>
        {t("logout")}
      </button>
    </header>
  );
}
