import type { InvitationWords } from "../words";

export default {
  title: "Convidar por e-mail",
  text: "Cada endereço recebe um só e-mail com a ligação e o código. Ninguém vê quem mais é convidado.",
  addresses: "Endereços de e-mail",
  hint: "Cole-os como estão: um por linha, com vírgulas ou com nomes.",
  language: "Língua dos e-mails",
  send: "Enviar convites",
  sendTo: "Enviar {count} convites",
  waiting: "À espera de envio",
  sent: "Enviado",
  failed: "Não foi possível enviar",
  forget: "Esquecer",
  wrong: "Um deles não é um endereço de e-mail.",
  closed: "Os convidados não podem ver este evento agora. Abra-o primeiro nas definições.",
  often: "Por hoje chega. Continue amanhã.",
} satisfies InvitationWords;
