import type { DigestWords } from "../digest_words";

export default {
  title: "Novidades por e-mail",
  hint: "Um e-mail quando houver mais fotos suas, no máximo duas vezes por dia. O seu endereço é apagado com o seu código facial.",
  ask: "Avisar-me por e-mail",
  granted: "Os e-mails sobre mais fotos suas vão para {email}.",
  stop: "Não enviar mais e-mails",
  stopText: "O seu endereço é apagado e deixam de chegar e-mails deste evento sobre fotos suas.",
  stopped: "Feito. Estes e-mails deixam de chegar.",
  broken: "Esta ligação não está completa. Abra-a outra vez a partir do e-mail.",
  wrong: "Isto não é um endereço de e-mail.",
  often: "Este endereço já foi indicado várias vezes hoje. Tente amanhã.",
} satisfies DigestWords;
