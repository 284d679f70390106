import type { InvitationWords } from "../words";

export default {
  title: "E-postayla davet et",
  text: "Her adrese bağlantıyı ve kodu içeren tek bir e-posta gider. Kimse başka kimin davet edildiğini görmez.",
  addresses: "E-posta adresleri",
  hint: "Olduğu gibi yapıştırın: her satıra bir tane, virgülle ya da adlarla.",
  language: "E-postaların dili",
  send: "Davetiyeleri gönder",
  sendTo: "{count} davetiye gönder",
  waiting: "Gönderilmeyi bekliyor",
  sent: "Gönderildi",
  failed: "Gönderilemedi",
  forget: "Unut",
  wrong: "Bunlardan biri e-posta adresi değil.",
  closed: "Konuklar bu etkinliği şu anda göremiyor. Önce ayarlardan açın.",
  often: "Bugünlük bu kadar yeter. Yarın devam edin.",
} satisfies InvitationWords;
