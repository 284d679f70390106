import type { ReactNode } from "react";
import { useText } from "@/lib/text";
import { Icon } from "./icon";
import type { IconName } from "./icon_paths";

interface BlankProps {
  icon: IconName;
  title: string;
  /** `h1` where it is all that the page has to say. */
  heading?: "h1" | "h2";
  children?: ReactNode;
}

/** What stands where photos or events would: nothing yet, gone, or not to be seen. */
export function Blank({ icon, title, heading: Heading = "h2", children }: BlankProps) {
  return (
    <div className="blank">
      <Icon name={icon} />
      <Heading dir="auto">{title}</Heading>
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
