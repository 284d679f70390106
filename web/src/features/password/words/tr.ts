import type { PasswordWords } from "../words";

export default {
  title: "Yeni bir parola seçin",
  lead: "Hesabınızın e-posta adresini yazın. Yeni parola seçmek için bir bağlantı e-postayla gelir.",
  send: "Bağlantıyı gönder",
  sentTitle: "E-postanıza bakın",
  sent: "{email} adresinin burada bir hesabı varsa bağlantı yolda. Bir kez ve bir saat boyunca çalışır.",
  sentHint: "Birkaç dakika sonra hâlâ gelmedi mi? İstenmeyen posta klasörüne de bakın.",
  off: "Bu Snapory e-posta göndermiyor. Onu işleten kişi sizin için yeni bir parola belirleyebilir.",
  often: "Bağlantı zaten birkaç kez gönderildi. Lütfen bir saat bekleyin.",
  password: "Yeni parola",
  save: "Parolayı kaydet",
  weak: "Lütfen daha uzun bir parola seçin.",
  expired: "Bu bağlantı zaten kullanıldı ya da bir saatten eski.",
  again: "Yeni bağlantı iste",
  savedTitle: "Yeni parolanız kaydedildi",
  saved: "Her yerde oturumunuz kapatıldı. Şimdi bununla oturum açın.",
} satisfies PasswordWords;
