import { type ReactNode, useEffect, useId, useRef } from "react";

interface DialogProps {
  title: string;
  /** Escape, a touch outside, or the caller's own buttons. */
  onClose: () => void;
  children: ReactNode;
  className?: string;
}

/** A modal dialog that is open for as long as it is rendered; the browser keeps the focus inside and gives it back. */
export function Dialog({ title, onClose, children, className = "" }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const label = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard closes a dialog by Escape, which `onCancel` hears
    <dialog
      ref={dialog}
      className={`dialog ${className}`}
      aria-labelledby={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div className="dialog__body">
        <h2 id={label} dir="auto">
          {title}
        </h2>
        {children}
      </div>
    </dialog>
  );
}
