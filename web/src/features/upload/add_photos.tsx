import { type ReactNode, useRef } from "react";

const accepted = "image/*,.heic,.heif,.avif,.dng,.cr2,.cr3,.nef,.arw,.raf";

interface AddPhotosProps {
  className?: string;
  onFiles: (files: File[]) => void;
  children: ReactNode;
}

/** Opens the phone's own picker; sending starts with the selection. */
export function AddPhotos({ className = "button button--primary", onFiles, children }: AddPhotosProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className={className} onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        accept={accepted}
        multiple
        hidden
        data-testid="photo-files"
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          target.value = ""; // so that the same file can be chosen again
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
