import { type ReactNode, useState } from "react";
import { useText } from "@/lib/text";
import { Dialog } from "./dialog";

interface ConfirmProps {
  title: string;
  action: string;
  danger?: boolean;
  onConfirm: () => Promise<void> | void;
  onClose: () => void;
  children: ReactNode;
}

/** Asks before something that cannot simply be taken back. */
export function Confirm({ title, action, danger = false, onConfirm, onClose, children }: ConfirmProps) {
  const t = useText();
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    try {
      await onConfirm();
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      <div className="dialog__actions">
        <button type="button" className="button" onClick={onClose}>
          {t("cancel")}
        </button>
        <button
          type="button"
          className={`button ${danger ? "button--danger" : "button--primary"}`}
          disabled={busy}
          onClick={() => void confirm()}
        >
          {action}
        </button>
      </div>
    </Dialog>
  );
}
