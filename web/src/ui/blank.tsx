import type { ReactNode } from "react";
import { useText } from "@/lib/text";
import { Icon } from "./icon";
import type { IconName } from "./icon_paths";

interface BlankProps {
  icon: IconName;
  title: string;
  children?: ReactNode;
}

/** What stands where photos or events would: nothing yet, gone, or not to be seen. */
export function Blank({ icon, title, children }: BlankProps) {
  return (
    <div className="blank">
      <Icon name={icon} />
      <h2 dir="auto">{title}</h2>
      {children}
    </div>
  );
}

export function Loading() {
  const t = useText();
  return (
    <div className="blank" role="status">
      <div className="spinner" />
      <span className="visually-hidden">{t("loading")}</span>
    </div>
  );
}
