import type { Receipt } from "@/lib/api";
import { useDates } from "@/lib/format";
import { useText } from "@/lib/text";
import { Dialog } from "@/ui/dialog";

/** Proof for the guest that their face data is gone. */
export function ReceiptDialog({ receipt, onClose }: { receipt: Receipt; onClose: () => void }) {
  const t = useText();
  const dates = useDates();
  return (
    <Dialog title={t("receipt.title")} onClose={onClose}>
      <p>{t("receipt.text", { date: dates.moment(receipt.deletedAt) })}</p>
      <dl className="receipt">
        <dt>{t("receipt.number")}</dt>
        <dd>
          <code>{receipt.receiptId}</code>
        </dd>
      </dl>
      <div className="dialog__actions">
        <button type="button" className="button button--primary" onClick={onClose}>
          {t("close")}
        </button>
      </div>
    </Dialog>
  );
}
