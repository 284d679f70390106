import type { ReactNode } from "react";
import { useText } from "@/lib/text";

interface SelectionToolbarProps {
  label: string;
  /** How many are selected. */
  count: number;
  children: ReactNode;
}

/** At the foot of the page, while something is being selected: how much it is, and what can be done with it. */
export function SelectionToolbar({ label, count, children }: SelectionToolbarProps) {
  const t = useText();
  return (
    <div className="selection-bar" role="toolbar" aria-label={label}>
      <span className="numbers" role="status">
        {t("select.count", { count })}
      </span>
      <span className="toolbar__space" />
      {children}
    </div>
  );
}
