import { useEffect, useRef, useState } from "react";
import { useText } from "@/lib/text";
import { Icon } from "@/ui/icon";

/** Browsers give the camera to pages that came over HTTPS, or from this very machine. */
export const cameraAllowed = (): boolean => Boolean(navigator.mediaDevices?.getUserMedia);

const picturesTaken = 3;
const pause = 150; // milliseconds between two pictures
const longestEdge = 1600; // pixels; more does not help to recognise a face

interface CameraProps {
  busy: boolean;
  /** One moment, seen several times: together they tell more of a face than one does. */
  onPictures: (pictures: Blob[]) => void;
  /** The camera is missing, taken, or was refused. */
  onUnavailable: () => void;
}

export function Camera({ busy, onPictures, onUnavailable }: CameraProps) {
  const t = useText();
  const video = useRef<HTMLVideoElement>(null);
  const [ready, setReady] = useState(false);
  const [taking, setTaking] = useState(false);
  const unavailable = useRef(onUnavailable);
  unavailable.current = onUnavailable;

  useEffect(() => {
    let stream: MediaStream | undefined;
    let gone = false;
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    navigator.mediaDevices
      .getUserMedia({ video: { facingMode: "user", width: { ideal: 1280 }, height: { ideal: 1280 } } })
      .then((opened) => {
        stream = opened;
        if (gone) stop();
        else if (video.current) video.current.srcObject = opened;
      })
      .catch(() => !gone && unavailable.current());
    return () => {
      gone = true;
      stop();
    };
  }, []);

  const take = async () => {
    if (!video.current) return;
    setTaking(true);
    const pictures = await stills(video.current);
    setTaking(false);
    if (pictures.length > 0) onPictures(pictures);
  };

  return (
    <div className="camera">
      <video
        ref={video}
        className="camera__picture"
        aria-label={t("selfie.viewfinder")}
        autoPlay
        muted
        playsInline
        onPlaying={() => setReady(true)}
      />
      <svg
        className="camera__guide"
        viewBox="0 0 100 100"
        preserveAspectRatio="xMidYMid slice"
        aria-hidden="true"
      >
        <ellipse cx="50" cy="40" rx="26" ry="33" />
      </svg>
      <button
        type="button"
        className="camera__shutter"
        disabled={!ready || taking || busy}
        aria-label={t("selfie.take")}
        onClick={() => void take()}
      >
        {busy ? <span className="spinner" /> : <Icon name="camera" />}
      </button>
    </div>
  );
}

async function stills(video: HTMLVideoElement): Promise<Blob[]> {
  const pictures: Blob[] = [];
  for (let taken = 0; taken < picturesTaken; taken++) {
    if (taken > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    const picture = await still(video);
    if (picture) pictures.push(picture);
  }
  return pictures;
}

/** The picture as it is, not mirrored as the viewfinder shows it. */
function still(video: HTMLVideoElement): Promise<Blob | null> {
  const { videoWidth, videoHeight } = video;
  const scale = Math.min(1, longestEdge / Math.max(videoWidth, videoHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(videoWidth * scale);
  canvas.height = Math.round(videoHeight * scale);
  canvas.getContext("2d")?.drawImage(video, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.92));
}
