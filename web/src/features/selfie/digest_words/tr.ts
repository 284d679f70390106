import type { DigestWords } from "../digest_words";

export default {
  title: "E-postayla haber",
  hint: "Daha çok fotoğrafınız olduğunda bir e-posta; günde en çok iki kez. Adresiniz yüz kodunuzla birlikte silinir.",
  ask: "Bana haber ver",
  granted: "Yeni fotoğraflarınızla ilgili e-postalar {email} adresine gider.",
  stop: "Artık e-posta gelmesin",
  stopText: "Adresiniz silinir ve bu etkinlikten fotoğraflarınızla ilgili e-posta gelmez.",
  stopped: "Tamam. Bu e-postalar artık gelmeyecek.",
  broken: "Bu bağlantı eksik. Lütfen e-postadan yeniden açın.",
  wrong: "Bu bir e-posta adresi değil.",
  often: "Bu adres bugün birkaç kez girildi. Lütfen yarın yeniden deneyin.",
} satisfies DigestWords;
