import { Component, type ReactNode } from "react";
import { Problem } from "@/lib/problem";
import { Trouble } from "./trouble";

/** Says that something broke, where else the page would be empty; a mistake of ours, so loading again may help. */
export class Fault extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return <Trouble problem={new Problem("internal", 500)} onRetry={() => location.reload()} />;
  }
}
