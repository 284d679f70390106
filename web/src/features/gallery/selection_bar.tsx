import { type ReactNode, useState } from "react";
import type { Api, Photo } from "@/lib/api";
import { asProblem } from "@/lib/problem";
import { useText } from "@/lib/text";
import { Icon } from "@/ui/icon";
import { problemText } from "@/ui/problem_text";
import { SelectionToolbar } from "@/ui/selection_toolbar";
import { toast } from "@/ui/toasts";
import { downloadZip } from "./download";

interface SelectionBarProps {
  api: Api;
  eventId: string;
  chosen: readonly Photo[];
  mayDownload: boolean;
  /** Absent when not all of the chosen photos may be deleted. */
  onDelete?: (() => void) | undefined;
  onEnd: () => void;
  /** Further buttons. */
  children?: ReactNode;
}

/** What can be done with the selected photos; with none selected, with all. */
export function SelectionBar({
  api,
  eventId,
  chosen,
  mayDownload,
  onDelete,
  onEnd,
  children,
}: SelectionBarProps) {
  const t = useText();
  const [busy, setBusy] = useState(false);
  const download = async () => {
    setBusy(true);
    try {
      await downloadZip(api, eventId, chosen.length > 0 ? chosen.map(({ id }) => id) : "all");
      onEnd();
    } catch (error) {
      toast(problemText(t, asProblem(error).code));
    } finally {
      setBusy(false);
    }
  };
  return (
    <SelectionToolbar label={t("select.label")} count={chosen.length}>
      {children}
      {onDelete && (
        <button
          type="button"
          className="button button--danger"
          onClick={() => {
            onDelete();
            onEnd();
          }}
        >
          <Icon name="trash" />
          {t("delete")}
        </button>
      )}
      {mayDownload && (
        <button
          type="button"
          className="button button--primary"
          disabled={busy}
          onClick={() => void download()}
        >
          <Icon name="download" />
          {t(chosen.length > 0 ? "select.download" : "select.downloadAll")}
        </button>
      )}
      <button
        type="button"
        className="button button--plain button--icon"
        aria-label={t("select.done")}
        onClick={onEnd}
      >
        <Icon name="close" />
      </button>
    </SelectionToolbar>
  );
}
