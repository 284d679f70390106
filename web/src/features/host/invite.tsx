import { follow } from "@/features/gallery/download";
import { asProblem } from "@/lib/problem";
import { useStore } from "@/lib/store";
import { useHostText } from "@/lib/text";
import { Icon } from "@/ui/icon";
import { problemText } from "@/ui/problem_text";
import { toast } from "@/ui/toasts";
import type { Desk } from "./desk";
import { readQr, useQr } from "./qr";

/** How guests come in: the QR code to print, and the link behind it. */
export function Invite({ desk }: { desk: Desk }) {
  const t = useHostText();
  const { id, joinUrl, title } = useStore(desk.event);
  const { api } = desk.session;
  const qr = useQr(api, id);
  const save = async (format: "svg" | "png") => {
    try {
      const url = URL.createObjectURL(await readQr(api, id, format));
      follow(url, `${title}.${format}`);
      URL.revokeObjectURL(url);
    } catch (error) {
      toast(problemText(t, asProblem(error).code));
    }
  };
  return (
    <section className="invite" aria-label={t("invite.title")}>
      <figure className="invite__code">
        {qr ? <img src={qr} alt={t("invite.qr")} width="320" height="320" /> : <div className="spinner" />}
      </figure>
      <div className="stack">
        <h2>{t("invite.heading")}</h2>
        <p className="soft">{t("invite.text")}</p>
        <JoinLink url={joinUrl} title={title} />
        <div className="invite__files">
          <button type="button" className="button" onClick={() => void save("svg")}>
            <Icon name="download" />
            {t("invite.svg")}
          </button>
          <button type="button" className="button" onClick={() => void save("png")}>
            <Icon name="download" />
            {t("invite.png")}
          </button>
          <a className="button" href={joinUrl} target="_blank" rel="noreferrer">
            {t("invite.open")}
          </a>
        </div>
        <Reach url={new URL(joinUrl)} />
      </div>
    </section>
  );
}

function JoinLink({ url, title }: { url: string; title: string }) {
  const t = useHostText();
  const copy = async (field: HTMLInputElement) => {
    field.select();
    try {
      await navigator.clipboard.writeText(url);
    } catch {
      document.execCommand("copy"); // plain HTTP has no clipboard
    }
    toast(t("invite.copied"));
  };
  return (
    <div className="invite__link">
      <input
        className="input"
        dir="ltr"
        readOnly
        value={url}
        aria-label={t("invite.link")}
        onFocus={({ target }) => target.select()}
      />
      <button
        type="button"
        className="button button--primary"
        onClick={({ currentTarget }) => {
          const field = currentTarget.parentElement?.querySelector("input");
          if (field) void copy(field);
        }}
      >
        <Icon name="link" />
        {t("invite.copy")}
      </button>
      {"share" in navigator && (
        <button
          type="button"
          className="button"
          onClick={() => void navigator.share({ title, url }).catch(() => undefined)}
        >
          <Icon name="share" />
          {t("invite.share")}
        </button>
      )}
    </div>
  );
}

const local = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Says what phones will not be able to do with this address, and what the host can do about it. */
function Reach({ url }: { url: URL }) {
  const t = useHostText();
  if (local.has(url.hostname))
    return (
      <div className="notice">
        <Icon name="warning" />
        <p>{t("invite.local", { host: url.host })}</p>
      </div>
    );
  if (url.protocol === "https:") return null;
  return (
    <div className="notice">
      <Icon name="camera" />
      <div className="notice__text">
        <p>
          <strong>{t("invite.plain")}</strong>
        </p>
        <p>{t("invite.plainText")}</p>
      </div>
    </div>
  );
}
