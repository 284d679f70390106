import { useId, useState } from "react";
import { bytes } from "@/lib/format";
import { useStore } from "@/lib/store";
import { useSpeech, useText } from "@/lib/text";
import { Icon } from "@/ui/icon";
import type { IconName } from "@/ui/icon_paths";
import { problemText } from "@/ui/problem_text";
import { type Item, isRetryable, type Phase, tally } from "./item";
import type { UploadQueue } from "./queue";

/** One line for all files, which opens into one for each. Not there while nothing was chosen. */
export function UploadPanel({ queue }: { queue: UploadQueue }) {
  const t = useText();
  const list = useId();
  const items = useStore(queue.items);
  const [open, setOpen] = useState(false);
  if (items.length === 0) return null;
  const { files, safe, failed, fraction } = tally(items);
  return (
    <section className="uploads" aria-label={t("upload.title")}>
      <div className="uploads__head">
        <button
          type="button"
          className="uploads__total"
          aria-expanded={open}
          aria-controls={list}
          onClick={() => setOpen(!open)}
        >
          <span className="numbers">
            {t("upload.safe", { safe, count: files })}
            {failed > 0 && (
              <span className="uploads__failed"> · {t("upload.failedCount", { count: failed })}</span>
            )}
          </span>
          <span className="soft small">{t(open ? "upload.hide" : "upload.show")}</span>
        </button>
        {safe === files && (
          <button
            type="button"
            className="button button--plain uploads__done"
            onClick={() => void queue.clear()}
          >
            {t("select.done")}
          </button>
        )}
      </div>
      <p className="visually-hidden" role="status">
        {safe + failed === files && t("upload.safe", { safe, count: files })}
      </p>
      <progress className="meter" value={fraction} max={1} aria-label={t("upload.title")} />
      <ul id={list} className="uploads__list" hidden={!open}>
        {open && [...items].reverse().map((item) => <UploadRow key={item.id} item={item} queue={queue} />)}
      </ul>
    </section>
  );
}

const icons: Record<Phase, IconName> = {
  waiting: "clock",
  sending: "share",
  received: "check",
  pending: "clock",
  live: "check",
  failed: "warning",
};

function UploadRow({ item, queue }: { item: Item; queue: UploadQueue }) {
  const { t, language } = useSpeech();
  const done = item.phase === "live" || item.phase === "received" || item.phase === "pending";
  return (
    <li className="upload" data-phase={item.phase}>
      <Icon name={icons[item.phase]} />
      <span className="upload__name" dir="auto">
        {item.name}
      </span>
      <span className="upload__state small numbers">
        <UploadState item={item} /> <span className="soft">{bytes(item.size, language)}</span>
      </span>
      {item.phase === "sending" && (
        <progress className="meter" value={item.sent} max={item.size} aria-label={item.name} />
      )}
      {!done && (
        <span className="upload__buttons">
          {isRetryable(item) && (
            <button type="button" className="button" onClick={() => void queue.retry(item.id)}>
              <Icon name="retry" />
              {t("retry")}
            </button>
          )}
          <button
            type="button"
            className="button button--plain button--icon"
            aria-label={t("upload.remove", { name: item.name })}
            onClick={() => void queue.remove(item.id)}
          >
            <Icon name="close" />
          </button>
        </span>
      )}
    </li>
  );
}

function UploadState({ item }: { item: Item }) {
  const t = useText();
  switch (item.phase) {
    case "waiting":
      return t("upload.waiting");
    case "sending":
      return t("upload.sending", { percent: Math.floor((100 * item.sent) / Math.max(1, item.size)) });
    case "received":
      return t(item.duplicate ? "upload.duplicate" : "upload.received");
    case "pending":
      return t("upload.pending");
    case "live":
      return t(item.duplicate ? "upload.duplicate" : "upload.live");
    case "failed":
      return failureText(t, item);
  }
}

function failureText(t: ReturnType<typeof useText>, { failure }: Item): string {
  if (failure === "lost") return t("upload.lost");
  if (failure === "processing") return t("problem.unreadable");
  return problemText(t, failure ?? "internal");
}
